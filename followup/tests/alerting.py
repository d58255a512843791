"""What the tests of alerts do as people do: say something after a session, at a check-in, by a message."""

import datetime

from followup.services import asking, checkins, feedback
from followup.tests.factories import CheckInFactory, MentoringSessionFactory
from matching.tests.factories import in_days
from mentoring.mail.models import Email

NOON = datetime.datetime(2026, 3, 10, 11, tzinfo=datetime.UTC)


def at(days):
    return NOON + datetime.timedelta(days=days)


def letters(kind="staff_alert"):
    return Email.objects.filter(kind=kind)


def over(pair, days=1):
    return MentoringSessionFactory(mentorship=pair, over=True, starts_at=in_days(-days))


def answer(pair, by, **said):
    check_in = CheckInFactory(mentorship=pair, person=by)
    checkins.answer(check_in, by=by, rhythm="right", **said)


def tell(pair, by, **said):
    feedback.give(over(pair), by=by, took_place="yes", **said)


def ask(pair, by, matter):
    asking.ask(pair, by=by, matter=matter, message="Un mot", contact="email")
