"""A whole Binôme of its own: database, web server, worker and clock, as `make run` starts them."""

import email
import email.policy
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
PASSWORD = "avancez-a-deux-2026"
PATIENCE = 40  # seconds; a busy machine of two cores


@dataclass
class Site:
    """A running instance. Decisions leave at once and nothing waits for the morning: mail can be read."""

    base: str
    var: Path
    environment: dict
    processes: list

    def manage(self, *arguments):
        """Run a management command on this instance and return what it prints."""
        return subprocess.run(
            [sys.executable, "manage.py", *arguments],
            cwd=ROOT,
            env=self.environment,
            check=True,
            capture_output=True,
            text=True,
        ).stdout

    def mails_to(self, address, kind=None):
        """Messages that left for this address, oldest first."""
        found = []
        for path in sorted((self.var / "mail").glob("*.eml")):
            message = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
            if message["To"] == address and kind in (None, message["X-Binome-Kind"]):
                found.append(message)
        return found

    def wait_for_mail(self, address, kind, *, number=1):
        """The `number`-th message of this kind to this address, once the worker has sent it."""
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            messages = self.mails_to(address, kind)
            if len(messages) >= number:
                return messages[number - 1]
            time.sleep(0.25)
        raise AssertionError(f"no {kind} for {address} within {PATIENCE} s")

    def stop(self):
        for process in self.processes:
            process.send_signal(signal.SIGTERM)
        for process in self.processes:
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def text_of(message):
    return message.get_body(("plain",)).get_content()


def code_of(message):
    """The six digits of a sign-in e-mail."""
    return re.search(r"\b(\d{6})\b", text_of(message))[1]


def link_of(message, part=""):
    """The first address of the text that holds `part`."""
    return next(url for url in re.findall(r"https?://\S+", text_of(message)) if part in url)


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def start(var, *, date=None):
    """Migrate, load the demo (as of `date`), start web and worker; returns the Site once it answers."""
    port = free_port()
    environment = {
        **{k: v for k, v in os.environ.items() if k != "DATABASE_URL"},
        "VAR_DIR": str(var),
        "PORT": str(port),
        "MAIL_UNDO_MINUTES": "0",
        "MAIL_QUIET_HOURS": "off",
        "LOG_LEVEL": "WARNING",
    }
    site = Site(f"http://127.0.0.1:{port}", var, environment, [])
    site.manage("migrate", "--verbosity", "0")
    site.manage("createcachetable")
    site.manage("load_demo", *(["--date", date] if date else []))
    programs = Path(sys.executable).parent
    web = ["gunicorn", "mentoring.wsgi", "--bind", f"127.0.0.1:{port}", "--threads", "4"]
    worker = ["celery", "-A", "mentoring", "worker", "--beat", "--concurrency", "1"]
    for command in (
        [*web, "--no-control-socket", "--log-level", "warning"],
        [*worker, "--loglevel", "warning", "--without-gossip", "--without-mingle"],
    ):
        with (var / f"{command[0]}.log").open("w") as log:
            site.processes.append(
                subprocess.Popen(
                    [str(programs / command[0]), *command[1:]],
                    cwd=ROOT,
                    env=environment,
                    stdout=log,
                    stderr=subprocess.STDOUT,
                )
            )
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
