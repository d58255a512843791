"""Other matching engines on the same random table, as they are installed; run as a script of its own.

python -P peers.py munkres 200 → {"seconds", "total", "version"}, {"failed", "version"} or {"absent": true}

`-P` keeps this repository off the path: the `matching` library and our `matching` app share a name.
"""

import importlib.metadata
import json
import sys
import time

import numpy as np

SEED = 20261126


def table(size):
    return np.random.default_rng(SEED).random((size, size))


def munkres(scores):
    """The engine of mentor-match."""
    from munkres import Munkres

    costs = (1 - scores).tolist()
    started = time.perf_counter()
    pairs = Munkres().compute(costs)
    return time.perf_counter() - started, pairs


def matching(scores):
    """Deferred acceptance over both sides' rankings, a place a mentor."""
    from matching.games import HospitalResident

    size = len(scores)
    started = time.perf_counter()
    ours = {f"e{row}": [f"m{column}" for column in np.argsort(-scores[row])] for row in range(size)}
    theirs = {f"m{column}": [f"e{row}" for row in np.argsort(-scores[:, column])] for column in range(size)}
    game = HospitalResident.create_from_dictionaries(ours, theirs, dict.fromkeys(theirs, 1))
    found = game.solve()
    pairs = [(int(one.name[1:]), int(place.name[1:])) for place, group in found.items() for one in group]
    return time.perf_counter() - started, pairs


def main(name, size):
    try:
        version = importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return {"absent": True}
    scores = table(int(size))
    try:
        seconds, pairs = {"munkres": munkres, "matching": matching}[name](scores)
    except RecursionError as error:
        return {"failed": type(error).__name__, "version": version}
    return {
        "seconds": seconds,
        "total": round(float(sum(scores[row, column] for row, column in pairs)), 6),
        "version": version,
    }


if __name__ == "__main__":
    sys.stdout.write(json.dumps(main(*sys.argv[1:])))
