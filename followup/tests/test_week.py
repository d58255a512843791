"""« La semaine du mentorat »: its figures against a small world counted by hand."""

import datetime
import zoneinfo

import pytest
import time_machine
from django.utils import timezone

from applications.options import Kind
from applications.tests.factories import ApplicationFactory, ProfileFactory
from followup import tasks
from followup.services import week
from followup.tests.factories import MentoringSessionFactory, MentorshipFactory, SessionFeedbackFactory
from mentoring.audit import record
from mentoring.mail import drain
from mentoring.mail.models import Email
from mentoring.models import Event

pytestmark = pytest.mark.django_db
PARIS = zoneinfo.ZoneInfo("Europe/Paris")
# The Monday on which the week of 2 to 8 March is told.
MONDAY = datetime.datetime(2026, 3, 9, 8, 35, tzinfo=PARIS)
END = datetime.datetime(2026, 3, 9, tzinfo=PARIS)
START, BEFORE = datetime.datetime(2026, 3, 2, tzinfo=PARIS), datetime.datetime(2026, 2, 23, tzinfo=PARIS)
SECOND = datetime.timedelta(seconds=1)
HOUR = datetime.timedelta(hours=1)


@pytest.fixture(autouse=True)
def _monday():
    with time_machine.travel(MONDAY, tick=False):
        yield


def values(found):
    return {one.code: (one.value, one.before) for one in found}


def test_six_figures_and_those_before():
    for moment in (START, END - SECOND, BEFORE, END, BEFORE - SECOND):
        ApplicationFactory(submitted_at=moment)
    decided = [ApplicationFactory() for _one in range(4)]
    for application, transition in zip(decided, ("approve", "reject", "hold", "approve"), strict=True):
        record(application, transition, by=None, to_state="x")
    Event.objects.update(at=START + HOUR)
    undone = Event.objects.filter(reference=decided[3].reference).get()
    record(decided[3], "undo", by=None, to_state="submitted", undone=undone.pk)
    Event.objects.filter(transition="undo").update(at=START + 2 * HOUR)
    pair = MentorshipFactory(started_on=datetime.date(2026, 3, 2))
    MentorshipFactory(
        completed=True, started_on=datetime.date(2026, 2, 23), ended_on=datetime.date(2026, 3, 8)
    )
    MentorshipFactory(
        ended_early=True, started_on=datetime.date(2026, 2, 22), ended_on=datetime.date(2026, 3, 1)
    )
    held = [
        MentoringSessionFactory(mentorship=pair, held=True, starts_at=moment)
        for moment in (START + HOUR, END - 2 * HOUR, BEFORE + HOUR, END)
    ]
    MentoringSessionFactory(mentorship=pair, over=True, starts_at=START + 5 * HOUR)
    mentor = pair.mentor.person
    for mentoring_session, utility in zip(held, (4, 2, 5, 5), strict=True):
        SessionFeedbackFactory(mentoring_session=mentoring_session, utility=utility)
    SessionFeedbackFactory(mentoring_session=held[0], author=mentor, utility=3)
    SessionFeedbackFactory(mentoring_session=held[1], author=mentor, utility=None)
    found = week.figures(week.monday_of())
    assert values(found) == {
        "received": (2, 1),
        "decided": (2, 0),
        "formed": (1, 1),
        "held": (2, 1),
        "useful": (67, 100),
        "ended": (1, 1),
    }
    assert found[4].of == 3


def test_weeks_are_of_seven_local_days_whatever_the_clocks_do():
    end = datetime.datetime(2026, 3, 30, tzinfo=PARIS)  # they went forward the day before
    assert [tuple(edge.astimezone(PARIS).date().day for edge in edges) for edges in week.windows(end)] == [
        (23, 30),
        (16, 23),
    ]


def test_the_funnel_narrows_from_the_first_word_to_the_first_session():
    pair = MentorshipFactory()
    MentoringSessionFactory(mentorship=pair, held=True)
    MentorshipFactory()
    ProfileFactory()
    ApplicationFactory()
    ApplicationFactory(draft=True)
    for application in type(pair.mentor.application).objects.all():
        application.started_at = START
        application.save()
    ApplicationFactory(draft=True, started_at=END - datetime.timedelta(days=91))
    assert week.funnels(END) == [
        week.Funnel(Kind.MENTOR, begun=2, sent=2, approved=2, paired=2, met=1),
        week.Funnel(Kind.MENTEE, begun=5, sent=4, approved=3, paired=2, met=1),
    ]


def test_the_tightest_domain_is_the_one_that_lacks_most_places():
    assert week.tension() is None
    ProfileFactory(mentor=True, capacity=2, domains=["technical"])
    ProfileFactory(domains=["technical"])
    assert week.tension() is None
    for _person in range(3):
        ProfileFactory(domains=["career", "technical"])
    found = week.tension()
    assert (found.requests, found.places, found.missing) == (3, 0, 3)
    assert found.label


def test_it_is_written_once_a_week(awa):
    for _person in range(2):
        ProfileFactory(domains=["career"])
    ApplicationFactory(submitted_at=START, started_at=START)
    for _time in range(2):
        assert tasks.staff_weekly() == 1
    email = Email.objects.get(kind="staff_weekly")
    text = email.text.replace("\u202f", " ")
    assert email.subject == "La semaine du mentorat"
    for words in (
        "- Candidatures reçues : 1 (0 la semaine d’avant)",
        "- Séances jugées utiles : aucun retour (aucun retour la semaine d’avant)",
        "- Mentorés. Commencées : 1, envoyées : 1, validées : 0, en binôme : 0, avec une première séance : 0",
        "Il manque 2 places (demandes : 2, places libres : 0)",
    ):
        assert words in text
    with time_machine.travel(timezone.now() + datetime.timedelta(days=7), tick=False):
        tasks.staff_weekly()
        drain.drain()
    states = Email.objects.filter(kind="staff_weekly").order_by("pk").values_list("state", flat=True)
    assert list(states) == ["suppressed", "sent"]  # the first waited until another told of its own week
