"""A whole Binôme of its own: database, web server, worker and clock, as `make run` starts them."""

import email
import email.policy
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from allauth.account.internal.flows.login import AUTHENTICATION_METHODS_SESSION_KEY
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.db import connections

from mentoring.models import User

ROOT = Path(__file__).resolve().parents[3]
PROGRAMS = Path(sys.executable).parent
DATABASE = "binome.sqlite3"
PASSWORD = "avancez-a-deux-2026"
PATIENCE = 40  # seconds; a busy machine of two cores


@dataclass
class Site:
    """A running instance. Nothing waits for the morning, decisions leave at once unless it was started
    with a delay: mail can be read."""

    base: str
    var: Path
    environment: dict
    blocker: object
    processes: list = field(default_factory=list)
    desk: ThreadPoolExecutor = None

    def __post_init__(self):
        # The database is read and written here too, in a thread: Playwright runs an event loop in this one,
        # and the connection of a thread is its own, so that the test database stays what it is elsewhere.
        self.desk = ThreadPoolExecutor(1, initializer=open_database, initargs=(self.var / DATABASE,))

    def ask(self, function, *args, **kwargs):
        """What `function` returns when this process's database is the instance's."""
        with self.blocker.unblock():
            return self.desk.submit(function, *args, **kwargs).result()

    def run(self, task):
        """Do now what the clock does later; `task` is « followup.tasks.session_tick »."""
        module, _dot, name = task.rpartition(".")
        shell(f"from {module} import {name}; {name}()", self.environment)

    def mails(self):
        """Every message that left, oldest first."""
        paths = sorted((self.var / "mail").glob("*.eml"))
        return [email.message_from_bytes(path.read_bytes(), policy=email.policy.default) for path in paths]

    def mails_to(self, address, kind=None):
        return [m for m in self.mails() if m["To"] == address and kind in (None, m["X-Binome-Kind"])]

    def wait_for_mail(self, address, *kinds, number=1):
        """The `number`-th message of these kinds to this address, once the worker has sent it."""
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            messages = [m for m in self.mails_to(address) if m["X-Binome-Kind"] in kinds]
            if len(messages) >= number:
                return messages[number - 1]
            time.sleep(0.1)
        raise AssertionError(f"no {kinds} for {address} within {PATIENCE} s")

    def cookie_of(self, address):
        """The cookie of someone who has just signed in."""
        key = self.ask(open_session, address)
        return {"name": settings.SESSION_COOKIE_NAME, "value": key, "url": self.base}

    def stop(self):
        """At once, with their children: nobody reads this instance again."""
        for process in self.processes:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
        with self.blocker.unblock():
            self.desk.submit(connections.close_all).result()
        self.desk.shutdown()


def shell(code, environment):
    """Run Python in an instance; it says nothing unless it fails."""
    subprocess.run(
        [sys.executable, "manage.py", "shell", "--no-imports", "-c", code],
        cwd=ROOT,
        env=environment,
        check=True,
        stdout=subprocess.DEVNULL,
    )


def open_database(path):
    """Make `path` the default database of this thread."""
    usual = connections["default"]
    connections["default"] = type(usual)({**usual.settings_dict, "NAME": str(path)}, "default")


def open_session(address):
    """The key of a session as signing in by password makes it."""
    person = User.objects.get(email=address)
    session = SessionStore()
    session[SESSION_KEY] = str(person.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    session[AUTHENTICATION_METHODS_SESSION_KEY] = [{"method": "password", "at": time.time()}]
    session.create()
    return session.session_key


def text_of(message):
    return message.get_body(("plain",)).get_content()


def code_of(message):
    """The six digits of a sign-in e-mail."""
    return re.search(r"\b(\d{6})\b", text_of(message))[1]


def links_of(message, part=""):
    """The addresses of the text that hold `part`, in order."""
    return [url for url in re.findall(r"https?://\S+", text_of(message)) if part in url]


def link_of(message, part=""):
    return links_of(message, part)[0]


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def environment_of(var, port=8000, undo_minutes=0):
    """The embedded instance in `var`; it shares this process's key, so that cookies can be made here."""
    return {
        **{name: value for name, value in os.environ.items() if name != "DATABASE_URL"},
        "VAR_DIR": str(var),
        "PORT": str(port),
        "SECRET_KEY": settings.SECRET_KEY,
        "MAIL_UNDO_MINUTES": str(undo_minutes),
        "MAIL_QUIET_HOURS": "off",
        "MAIL_DRAIN_SECONDS": "1",
        "LOG_LEVEL": "WARNING",
    }


def prepare(var, migrated):
    """Make the database of the demo in the folder `var`, on a copy of the one in `migrated`."""
    shutil.copy(migrated / DATABASE, var)
    commands = ("createcachetable", "load_demo")
    code = f"from django.core.management import call_command; [call_command(name) for name in {commands}]"
    shell(code, environment_of(var))


def start(var, prepared, blocker, *, undo_minutes=0, has_worker=True):
    """An instance of its own in `var`, on a copy of what `prepare` made; returns it once it answers.

    `blocker` is pytest-django's, which `ask` lifts.
    """
    var.mkdir(parents=True, exist_ok=True)
    for path in prepared.glob(f"{DATABASE}*"):
        shutil.copy(path, var)
    port = free_port()
    site = Site(f"http://127.0.0.1:{port}", var, environment_of(var, port, undo_minutes), blocker)
    commands = ["gunicorn mentoring.wsgi --threads 4 --no-control-socket --log-level warning --bind"]
    commands[0] += f" 127.0.0.1:{port}"
    if has_worker:
        commands.append(
            "celery -A mentoring worker --beat --concurrency 1 --loglevel warning"
            " --without-gossip --without-mingle"
        )
    for command in commands:
        name, *arguments = command.split()
        with (var / f"{name}.log").open("w") as log:
            process = subprocess.Popen(
                [str(PROGRAMS / name), *arguments],
                cwd=ROOT,
                env=site.environment,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        site.processes.append(process)
    wait_until_it_answers(site.base)
    return site


def wait_until_it_answers(base):
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        try:
            urllib.request.urlopen(base + "/robots.txt", timeout=2)
            return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.2)
    raise AssertionError(f"{base} did not answer within {PATIENCE} s")
