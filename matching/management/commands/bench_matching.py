"""The figures of matching, printed as a table: pools, median, worst, peak memory of the work itself.

Each case runs in a process of its own, so that one's memory is not another's. `--only` takes a part of the
names; `--database` adds the reading and the saving of a run over the people of the database in use.
"""

import gc
import json
import platform
import resource
import statistics
import subprocess
import sys
from pathlib import Path

import numpy as np
import ortools
from django.core.management.base import BaseCommand

from matching.bench import cases, database, peers

# name: (what is measured, the bar, its function, its arguments, runs)
CASES = {
    "oracle": ("3,000 random tables against SciPy", "all agree", cases.oracle, (3_000,), 1),
    "proposal-1000": ("global proposal, 640 × 360", "≤ 0.15 s", cases.proposal, (640, 360), 9),
    "proposal-10000": (
        "global proposal, 6,400 × 3,600",
        "≤ 4 s, ≤ 250 MB",
        cases.proposal,
        (6_400, 3_600),
        5,
    ),
    "proposal-50000": (
        "global proposal, 32,000 × 18,000",
        "≤ 75 s, ≤ 600 MB",
        cases.proposal,
        (32_000, 18_000),
        1,
    ),
    "reading-10000": ("choices, swaps, who is left out, 10,000", "", cases.reading_of, (6_400, 3_600), 3),
    "ranking-10000": ("one ranking with reasons, 6,400 people", "≤ 20 ms", cases.ranking, (6_400, 3_600), 30),
    "ranking-50000": ("one ranking with reasons, 32,000", "≤ 50 ms", cases.ranking, (32_000, 18_000), 30),
    "dense-500": ("assign, dense 500 × 500", "", cases.dense, (500, 500), 3),
    "scipy-500": ("SciPy, dense 500 × 500", "", cases.scipy, (500, 500), 3),
    "scipy-10000": ("SciPy, dense 6,400 × 3,600", "", cases.scipy, (6_400, 3_600), 1),
}
DATABASE = ("database", "reading profiles and saving a run", "≤ 1.5 s at 10,000", database.round_trip, (), 3)
PEERS = ("munkres", "matching")
CLEAR, STATUS = Path("/proc/self/clear_refs"), Path("/proc/self/status")


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser):
        parser.add_argument("--only", default="", help="a part of the names of the cases to run")
        parser.add_argument("--database", action="store_true", help="measure the database in use too")
        parser.add_argument(
            "--peer-size", type=int, default=100, help="mentees and mentors given to the peers"
        )
        parser.add_argument("--case", help="run this one here and answer JSON: what the command asks itself")

    def handle(self, *args, only, database, peer_size, case, **options):
        known = CASES | ({DATABASE[0]: DATABASE[1:]} if database or case == DATABASE[0] else {})
        if case:
            self.stdout.write(json.dumps(measured(*known[case][2:])))
            return
        self.stdout.write(f"{platform.machine()}, {platform.python_version()}, ", ending="")
        self.stdout.write(f"numpy {np.__version__}, or-tools {ortools.__version__}\n")
        self.stdout.write(f"{'case':<46}{'bar':<20}{'median':>10}{'worst':>10}{'peak':>9}  figures")
        for name, (words, bar, *_how) in known.items():
            if only in name:
                self.stdout.write(line(words, bar, in_a_process(name)))
        if only in "peers":
            self.peers(peer_size)

    def peers(self, size):
        ours = measured(cases.dense, (size, size), 3)
        self.stdout.write(line(f"assign, dense {size} × {size}", "", ours))
        for name in PEERS:
            answer = run([sys.executable, "-P", peers.__file__, name, str(size)])
            if "seconds" in answer:
                ratio = f"{answer['seconds'] / ours['median']:.0f} × ours"
                words = f"{name} {answer['version']}, {size} × {size}"
                self.stdout.write(f"{words:<66}{answer['seconds']:>8.3f} s  {ratio}, total {answer['total']}")
            else:
                self.stdout.write(f"{name}: {answer.get('failed', 'not installed')}")


def in_a_process(name):
    return run([sys.executable, sys.argv[0], "bench_matching", "--case", name])


def run(command):
    answer = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603  our own scripts
    return json.loads(answer.stdout)


def measured(prepare, arguments, runs):
    """Prepare once, run several times: {"median", "worst", "peak" (MB), and the last run's figures}. The peak
    is what the runs take beside what was prepared, whose arrays are told as "people" where there are some."""
    once = prepare(*arguments)
    gc.collect()
    forget_peak()
    before = peak()
    answers = [once() for _ in range(runs)]
    seconds = [answer.pop("seconds") for answer in answers]
    return {
        "median": statistics.median(seconds),
        "worst": max(seconds),
        "peak": peak() - before,
        "figures": answers[-1],
    }


def forget_peak():
    """Linux only: start counting the peak from here. Elsewhere it stays that of the whole process."""
    if CLEAR.exists():
        CLEAR.write_text("5")


def peak():
    """The most memory this process has held, in MB. Linux counts in kilobytes, macOS in bytes."""
    if STATUS.exists():
        [most] = [row.split()[1] for row in STATUS.read_text().splitlines() if row.startswith("VmHWM")]
        return int(most) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1 << 20)


def line(words, bar, found):
    figures = ", ".join(f"{name} {value}" for name, value in found["figures"].items())
    times = "".join(f"{told(found[name]):>10}" for name in ("median", "worst"))
    return f"{words:<46}{bar:<20}{times}{found['peak']:>6.0f} MB  {figures}"


def told(seconds):
    return f"{seconds:.2f} s" if seconds >= 1 else f"{1_000 * seconds:.1f} ms"
