"""Redis stopped, or silent: no page notices, no mail is lost, the worker comes back by itself."""

import contextlib
import json
import os
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

pytestmark = pytest.mark.redis
ROOT = Path(__file__).resolve().parents[2]
# Milliseconds more than with Redis answering, and how many times the three ways are tried to tell them from
# what else the machine does.
REQUESTS, FEWEST, MOST, MARGIN = 40, 3, 12, 50
# Seconds: longer than the worker takes to notice.
OUTAGE = 7
WORKER = [
    *(sys.executable, "-m", "celery", "-A", "mentoring", "worker", "--beat", "--concurrency", "1"),
    *("--loglevel", "error", "--without-gossip", "--without-mingle"),
]


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextlib.contextmanager
def running(*command, stop=signal.SIGTERM, **options):
    process = subprocess.Popen(command, cwd=ROOT, **options)
    try:
        yield process
    finally:
        if process.poll() is None:
            process.send_signal(stop)
        process.wait(timeout=60)


@contextlib.contextmanager
def redis(port, folder):
    options = ["--port", str(port), "--save", "", "--dir", str(folder), "--bind", "127.0.0.1"]
    with running("redis-server", *options, stdout=subprocess.DEVNULL) as server:
        wait_for(lambda: is_listening(port), 10)
        yield server


def is_listening(port):
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


@contextlib.contextmanager
def silence(port):
    """A server that accepts whoever comes and never says a word. Gives the list of who came."""
    came, is_over = [], threading.Event()

    def accept(listening):
        while not is_over.is_set():
            with contextlib.suppress(TimeoutError):
                came.append(listening.accept()[0])

    with socket.socket() as listening:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind(("127.0.0.1", port))
        listening.listen()
        listening.settimeout(0.1)
        thread = threading.Thread(target=accept, args=[listening])
        thread.start()
        try:
            yield came
        finally:
            is_over.set()
            thread.join()
            for one in came:
                one.close()


def wait_for(condition, seconds):
    """Seconds until the condition held."""
    began = time.monotonic()
    while not condition():
        assert time.monotonic() - began < seconds, f"not within {seconds} s"
        time.sleep(0.1)
    return time.monotonic() - began


@pytest.fixture
def house(tmp_path, migrated):
    """An installation of its own: a database, a mail folder, a broker's port nobody listens at yet."""
    port = free_port()
    environment = {
        **{name: value for name, value in os.environ.items() if name != "DATABASE_URL"},
        "VAR_DIR": str(tmp_path),
        "CELERY_BROKER_URL": f"redis://127.0.0.1:{port}/0",
        "DJANGO_SETTINGS_MODULE": "mentoring.settings",
        "LOG_LEVEL": "ERROR",
    }
    shutil.copy(migrated / "binome.sqlite3", tmp_path)
    subprocess.run([sys.executable, "manage.py", "createcachetable"], cwd=ROOT, env=environment, check=True)
    return port, tmp_path, environment


def ask(environment, count):
    """Make `count` requests that each write a message; the milliseconds they took."""
    command = [sys.executable, "-m", "mentoring.tests.requests_timed", str(count)]
    answer = subprocess.run(
        command, cwd=ROOT, env=environment, check=True, capture_output=True, text=True, timeout=120
    )
    return json.loads(answer.stdout)


def summary(rounds):
    """(median, 95th centile) in ms, each of its calmest round: a busy machine is nobody's fault."""
    return min(map(statistics.median, rounds)), min(statistics.quantiles(one, n=20)[-1] for one in rounds)


def is_as_quick(took):
    median, slow = summary(took["answering"])
    summaries = map(summary, took.values())
    return all(mine - median <= MARGIN and tail - slow <= MARGIN for mine, tail in summaries)


def test_no_request_waits_for_redis(house):
    port, folder, environment = house
    took = {"answering": [], "stopped": [], "silent": []}
    ask(environment, 5)
    for number in range(1, MOST + 1):
        with redis(port, folder):
            took["answering"].append(ask(environment, REQUESTS))
        took["stopped"].append(ask(environment, REQUESTS))
        with silence(port) as came:
            took["silent"].append(ask(environment, REQUESTS))
        assert came == []
        if number >= FEWEST and is_as_quick(took):
            break
    for name, rounds in took.items():
        median, slow = summary(rounds)
        print(f"\nRedis {name}: median {median:.1f} ms, 95th centile {slow:.1f} ms", end="")  # noqa: T201
    assert is_as_quick(took)
    assert max(max(one) for rounds in took.values() for one in rounds) < 2000


def test_the_worker_outlives_redis_and_no_mail_is_lost(house):
    port, folder, environment = house

    def mails():
        return len(list((folder / "mail").glob("*.eml")))

    with contextlib.ExitStack() as stack:
        with redis(port, folder):
            log = stack.enter_context((folder / "worker.log").open("w"))
            worker = stack.enter_context(running(*WORKER, env=environment, stdout=log, stderr=log))
            ask(environment, 3)
            first = wait_for(lambda: mails() == 3, 60)
        ask(environment, 10)
        time.sleep(OUTAGE)
        assert worker.poll() is None
        waiting = 13 - mails()
        with redis(port, folder):
            after_stop = wait_for(lambda: mails() == 13, 120)
        with silence(port) as came:
            ask(environment, 10)
            time.sleep(OUTAGE)
            assert worker.poll() is None
            knocks = len(came)
        with redis(port, folder):
            after_silence = wait_for(lambda: mails() == 23, 120)
            time.sleep(6)
            assert mails() == 23
            worker.terminate()
            assert worker.wait(timeout=60) == 0
    print(  # noqa: T201
        f"\nfirst mails after {first:.1f} s; Redis stopped for {OUTAGE} s, {waiting} mails waiting: all left"
        f" {after_stop:.1f} s after its return; silent as long ({knocks} connections): {after_silence:.1f} s"
    )
