"""Many hands on one thing at the same moment: threads that start together, and what became of each."""

import threading
from concurrent.futures import ThreadPoolExecutor

from django.db import connections

from mentoring.models import NotAllowed


def at_once(*acts):
    """Run every act in a thread of its own, all starting together. Returns what each gave or raised."""
    start = threading.Barrier(len(acts))

    def run(act):
        try:
            start.wait(timeout=30)
            return act()
        except Exception as error:
            return error
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def outcomes(results):
    """(done, politely refused, anything else)."""
    refused = [one for one in results if isinstance(one, NotAllowed)]
    broken = [one for one in results if isinstance(one, Exception) and not isinstance(one, NotAllowed)]
    return len(results) - len(refused) - len(broken), len(refused), broken
