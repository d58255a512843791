"""The pages of the team's day as `bench_pages` asks for them, over the database in use."""

from itertools import cycle, islice

from django.urls import reverse

from applications.models import Application
from applications.services import queue
from matching.bench.pages import Asked, spread
from mentoring.models import User


def coordinator():
    return User.objects.coordinators().order_by("pk").first()


def todo_pages(number):
    return [Asked(coordinator(), reverse("todo"))] * number


def queue_pages(number):
    """The five views of the queue, each on its first three pages."""
    reader, url = coordinator(), reverse("queue")
    pages = [Asked(reader, f"{url}?vue={view}&page={page}") for page in (1, 2, 3) for view in queue.VIEWS]
    return list(islice(cycle(pages), number))


def file_pages(number):
    """A file open beside its list."""
    reader = coordinator()
    return [Asked(reader, reverse("queue_item", args=[one.reference])) for one in to_read(number)]


def decisions(number):
    """« Valider », on as many files as are asked for."""
    reader = coordinator()
    return [
        Asked(
            reader,
            reverse("decide", args=[one.reference, "valider"]),
            {"version": one.version, "is_excerpt_read": "on"},
        )
        for one in to_read(number)
    ]


def to_read(number):
    return spread(Application.objects.filter(state=Application.State.SUBMITTED).order_by("pk"), number)
