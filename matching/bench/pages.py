"""How long a page takes over the people of the database in use, as their browsers would ask for it."""

import dataclasses
import gc
import resource
import time
from pathlib import Path

import numpy as np
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from applications.options import Kind
from matching.services import ranking, suggestions, waiting
from mentoring.models import User

STATM = Path("/proc/self/statm")


@dataclasses.dataclass(frozen=True)
class Asked:
    """One request: a page to read, or `words` to post to it."""

    reader: User
    path: str
    words: dict | None = None


@dataclasses.dataclass(frozen=True)
class Measure:
    """Of one page asked for different people: seconds (k,), queries of one request."""

    seconds: np.ndarray
    queries: int

    def at(self, percent):
        """A percentile, in milliseconds."""
        return float(np.percentile(self.seconds, percent)) * 1_000


def suggestion_pages(number):
    """[Asked] of mentors who have a list, spread over all of them."""
    free = waiting.Waiting(ranking.Board(), Kind.MENTOR).people
    profiles = suggestions.reading_mentors().filter(pk__in=free).select_related("person").order_by("pk")
    return [Asked(one.person, reverse("suggestions")) for one in spread(profiles, number)]


def person_pages(number, side):
    """[Asked] of the board, for people of one side, spread over all of them."""
    coordinator = User.objects.filter(is_coordinator=True).order_by("pk").first()
    return [Asked(coordinator, reverse("board_person", args=[one.public_id])) for one in spread(side, number)]


def mentee_pages(number):
    return person_pages(number, waiting.waiting().order_by("pk"))


def mentor_pages(number):
    return person_pages(number, waiting.offering().order_by("pk"))


def spread(profiles, number):
    keys = list(profiles.values_list("pk", flat=True))
    some = keys[:: max(1, len(keys) // max(1, number))][:number]
    return profiles.filter(pk__in=some)


def measure(pages, before=None):
    """The Measure of some pages, three at least: the first warms the process, the next counts queries, and
    neither is timed. `before()` is called before each request, out of the time.
    """
    browser, number, seconds = Client(HTTP_HOST="localhost"), 0, []
    for place, page in enumerate(pages):
        browser.force_login(page.reader)
        if before:
            before()
        if place == 1:
            with CaptureQueriesContext(connection) as queries:
                ask(browser, page)
            number = len(queries)
            # As `mentoring.wsgi` does once the application is loaded.
            gc.collect()
            gc.freeze()
        else:
            seconds.append(ask(browser, page))
    return Measure(np.array(seconds[1:]), number)


def ask(browser, page):
    started = time.perf_counter()
    if page.words is None:
        answer = browser.get(page.path, secure=True)
    else:
        answer = browser.post(page.path, page.words, secure=True)
    taken = time.perf_counter() - started
    if answer.status_code != (200 if page.words is None else 302):
        raise AssertionError(f"{page.path} answered {answer.status_code}")
    return taken


def resident():
    """Megabytes of memory this process holds now; the most it held where that is not told."""
    if STATM.exists():
        return int(STATM.read_text().split()[1]) * resource.getpagesize() / 2**20
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**10
