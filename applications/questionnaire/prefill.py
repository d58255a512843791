"""What a blank step starts from: nothing anyone has told us already is asked again."""

from applications.models import Application
from applications.options import Kind, Language

from .steps import LAST, step_of

SHARED = ("vous", "disponibilites", "echanges")


def former_answers(person, kind):
    """{step: answers} to start from: the last application sent on this side, then the shared steps of the
    other side. The commitments are always signed anew."""
    sent = Application.objects.of(person).sent().order_by("-submitted_at").only("kind", "answers")
    found = {}
    for application in sent:
        for slug, answers in application.answers.items():
            if slug != LAST and (application.kind == kind or slug in SHARED):
                found.setdefault(slug, answers)
    return found


def starting_data(person, kind, slug):
    """The raw data a step never saved shows."""
    known = {
        "vous": {
            "first_name": person.first_name,
            "last_name": person.last_name,
            "phone": person.phone,
            "languages": [Language.FRENCH],
            "timezone": person.timezone,
        },
        "disponibilites": {"available_from": None, "capacity": 1 if kind == Kind.MENTOR else None},
    }.get(slug, {})
    return step_of(kind, slug).form.thaw(known | former_answers(person, kind).get(slug, {}))
