"""Processes that drain the outbox of the running test's database, and their end."""

import collections
import os
import signal
import subprocess
import sys
import time
import urllib.parse

from django.db import connection

PATIENCE = 120


def worker(server, *arguments):
    """Start a process that drains this test's database into `server`."""
    address = urllib.parse.urlsplit(os.environ["DATABASE_URL"])
    address = address._replace(path=f"/{connection.settings_dict['NAME']}")
    environment = {
        **os.environ,
        "DATABASE_URL": address.geturl(),
        "MAIL_QUIET_HOURS": "0",
        "EMAIL_URL": f"smtp://127.0.0.1:{server.port}",
        "DJANGO_SETTINGS_MODULE": "mentoring.settings",
        "LOG_LEVEL": "ERROR",
    }
    return subprocess.Popen([sys.executable, "-m", "mentoring.tests.draining", *arguments], env=environment)


def finish(workers):
    assert [one.wait(timeout=PATIENCE) for one in workers] == [0] * len(workers)


def kill_and_replace(server, kills, *, every, lease):
    """Two workers drain all there is; one is killed after each `every` messages, another takes its place."""
    workers = collections.deque(worker(server, lease) for _ in range(2))
    for number in range(1, kills + 1):
        wait_for(lambda number=number: len(server.messages) >= every * number)
        victim = workers.popleft()
        assert victim.poll() is None
        victim.send_signal(signal.SIGKILL)
        victim.wait()
        workers.append(worker(server, lease))
    finish(workers)


def deliveries(server):
    """How many times each message arrived."""
    return collections.Counter(message["Message-ID"] for message in server.messages)


def wait_for(condition):
    limit = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < limit
        time.sleep(0.01)
