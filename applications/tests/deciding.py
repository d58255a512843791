"""Short ways to a decision, and to everything a refused one must leave as it was."""

import datetime

from django.utils import timezone

from applications.models import Application, Profile
from applications.services import decisions
from applications.tests.drafting import sent
from mentoring.mail.models import Email
from mentoring.models import Event, HelpRequest


def day(number):
    return timezone.localdate() + datetime.timedelta(days=number)


def approve(application, by, **words):
    return decisions.approve(application, by=by, version=application.version, **words)


def ask(application, by, **words):
    said = {"question": "Quels soirs pouvez-vous ?", "steps": ["disponibilites"], "due_on": day(10)} | words
    return decisions.ask(application, by=by, version=application.version, **said)


def hold(application, by, **words):
    said = {"reason": "starts_later", "revisit_on": day(30)} | words
    return decisions.hold(application, by=by, version=application.version, **said)


def reject(application, by, **words):
    said = {"reason": "availability", "message": "Merci.", "reapply_from": day(0)} | words
    return decisions.reject(application, by=by, version=application.version, **said)


def reopen(application, by, **words):
    return decisions.reopen(
        application, by=by, version=application.version, **({"reason": "Erreur de lecture."} | words)
    )


DECISIONS = {"approve": approve, "ask": ask, "hold": hold, "reject": reject, "reopen": reopen}


def in_state(state, by, kind="mentee"):
    """A sent application brought to `state` by real decisions."""
    application = sent(kind)
    for decision in {
        "submitted": (),
        "info_requested": (ask,),
        "on_hold": (hold,),
        "approved": (approve,),
        "rejected": (reject,),
    }[state]:
        decision(application, by)
    return application


def everything():
    """All rows a decision could touch, to compare before and after."""
    models = (Application, Profile, Event, Email, HelpRequest)
    return [list(model.objects.order_by("pk").values()) for model in models]


def letters_about(application):
    """[(kind, state)] of the decisions' e-mails about it, in order."""
    emails = Email.objects.filter(reference=application.reference, category="D").order_by("pk")
    return list(emails.values_list("kind", "state"))
