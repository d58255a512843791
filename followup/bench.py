"""The pages of the team's day as `bench_pages` asks for them, over the database in use."""

from itertools import cycle, islice

from django.urls import reverse

from applications.models import Application
from applications.services import queue
from followup.services.alerts.page import GROUPS
from matching.bench.pages import Asked, spread
from mentoring.models import User


def coordinator():
    return User.objects.coordinators().order_by("pk").first()


def todo_pages(number):
    return [Asked(coordinator(), reverse("todo"))] * number


def queue_pages(number):
    """The five views of the queue, each on its first three pages."""
    return asked("queue", number, *(f"vue={view}&page={page}" for page in (1, 2, 3) for view in queue.VIEWS))


def alert_pages(number):
    """All levels, each alone, and what one follows oneself."""
    return asked("alerts", number, "", *(f"niveau={level}" for level in GROUPS), "suivi=moi")


def pair_pages(number):
    """What needs care first, one level, two orders, and a name."""
    return asked("pairs", number, "", "page=3", "alerte=orange", "tri=-depuis", "tri=derniere", "q=martin")


def review_pages(number):
    return asked("closing_reviews", number, "", "page=2", "etat=relus", "etat=tous&cote=mentor")


def help_pages(number):
    """What waits, what nobody follows, what is done, and a word."""
    return asked(
        "help_requests", number, "", "suivi=personne", "etat=resolues", "nature=discord", "q=discord"
    )


def mail_pages(number):
    """The journal, some pages further, and narrowed."""
    failed, kind = "etat=failed", "modele=session_reminder&periode=semaine"
    return asked("email_journal", number, "", "page=3", failed, kind)


def mail_searches(number):
    """A name and a frequent word: no index finds a part of a word, every e-mail is read."""
    return asked("email_journal", number, "q=martin", "q=s%C3%A9ance")


def workshop_pages(number):
    return asked("help_workshops", number, "", "vue=passes")


def asked(name, number, *queries):
    """A page of the team with each of these queries in turn."""
    reader, url = coordinator(), reverse(name)
    return list(islice(cycle([Asked(reader, f"{url}?{query}") for query in queries]), number))


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
