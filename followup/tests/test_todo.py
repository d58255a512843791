"""« À traiter »: each line counts what it says and nothing else; the morning's e-mail tells them in order."""

import datetime
import zoneinfo

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation

from applications.tests.factories import ApplicationFactory, ProfileFactory
from followup import tasks
from followup.models import Alert
from followup.services import todo
from followup.tests.factories import AlertFactory, ClosingReviewFactory, MentorshipFactory
from matching.tests.factories import ProposalFactory
from mentoring.mail import drain
from mentoring.mail.models import Email
from mentoring.models import HelpRequest
from mentoring.tests.factories import CoordinatorFactory, EmailFactory, UserFactory

pytestmark = pytest.mark.django_db
# A Monday, at half past eight.
MONDAY = datetime.datetime(2026, 3, 9, 8, 30, tzinfo=zoneinfo.ZoneInfo("Europe/Paris"))


@pytest.fixture(autouse=True)
def _monday():
    with time_machine.travel(MONDAY, tick=False):
        yield


def ago(**time):
    return timezone.now() - datetime.timedelta(**time)


def asked(number, kind, **fields):
    return HelpRequest.objects.create(reference=f"AID-{number}", kind=kind, email="a@b.fr", **fields)


def world():
    """One thing for each line, and beside each one that it leaves out."""
    pair = MentorshipFactory(mentor__opened_at=ago(days=90), mentee__opened_at=ago(days=90))
    AlertFactory(mentorship=pair, rule=Alert.Rule.REPORT, level=1, since=ago(days=1))
    AlertFactory(mentorship=pair, rule=Alert.Rule.FIT_NO, level=1, since=ago(days=2))
    AlertFactory(mentorship=pair, rule=Alert.Rule.CONTACT_ME, level=1, since=ago(days=3))
    AlertFactory(mentorship=pair, rule=Alert.Rule.SILENT, level=2, since=ago(days=4))
    AlertFactory(mentorship=pair, rule=Alert.Rule.NO_FEEDBACK, level=3)
    AlertFactory(mentorship=MentorshipFactory(), level=1, state="snoozed", snoozed_until=timezone.localdate())
    ApplicationFactory(state_changed_at=ago(days=8))
    ApplicationFactory(state_changed_at=ago(days=1))
    ApplicationFactory(is_answer_received=True, state_changed_at=ago(days=2))
    ApplicationFactory(on_hold=True, revisit_on=timezone.localdate())
    ApplicationFactory(on_hold=True, revisit_on=timezone.localdate() + datetime.timedelta(days=1))
    ApplicationFactory(draft=True)
    ApplicationFactory(rejected=True)
    proposed = {"mentor__opened_at": ago(days=5)}
    ProposalFactory(interest=True, state_changed_at=ago(days=3), **proposed)
    ProposalFactory(answer_by=timezone.now() + datetime.timedelta(days=1), **proposed)
    ProposalFactory(answer_by=timezone.now() + datetime.timedelta(days=3), **proposed)
    ProposalFactory(state="expired", state_changed_at=ago(days=2), **proposed)  # on Saturday
    ProposalFactory(state="declined", state_changed_at=ago(days=5), **proposed)
    ProposalFactory(state="declined", answer_by=None, mentor_accepted_at=None, **proposed)
    ProfileFactory(opened_at=ago(days=22))
    ProfileFactory(opened_at=ago(days=20))
    ProfileFactory(opened_at=ago(days=90), state="paused", paused_until=timezone.localdate())
    ProfileFactory(mentor=True, opened_at=ago(days=31))
    ProfileFactory(mentor=True, opened_at=ago(days=29))
    ProposalFactory(draft=True, mentor__opened_at=ago(days=90))
    ended = ProfileFactory(mentor=True, opened_at=ago(days=200))
    ProposalFactory(mentor=ended, accepted=True, ended_at=ago(days=10), mentee__state="archived")
    asked(1, "discord", created_at=ago(days=2))
    asked(2, "report", about="BIN-0000")
    asked(3, "report", about=pair.reference)  # the first line's
    asked(4, "pair", state="done")
    over = MentorshipFactory(completed=True, mentor__opened_at=ago(days=9), mentee__opened_at=ago(days=9))
    ClosingReviewFactory(mentorship=over, created_at=ago(days=9))
    ClosingReviewFactory(mentorship=over, author=over.mentor.person, read_at=ago(days=1))
    ClosingReviewFactory(created_at=ago(days=12))  # of a pair that may be taken up again
    changed = ProfileFactory(is_text_to_review=True, updated_at=ago(days=6))
    EmailFactory(state="failed", created_at=ago(days=1))
    EmailFactory(state="cancelled")
    MentorshipFactory(paused=True, state_changed_at=ago(days=1))
    MentorshipFactory(paused=True, state_changed_at=ago(days=4))
    return changed


LINES = [
    ("1 signalement", "depuis 1 jour", "red"),
    ("1 binôme à contacter", "depuis 3 jours", "red"),
    ("2 candidatures à lire", "la plus ancienne attend depuis 8 jours", "amber"),
    ("1 précision reçue", "depuis 2 jours", "plain"),
    ("1 intérêt de mentor à examiner", "depuis 3 jours", "plain"),
    ("1 proposition expire demain au plus tard", "", "plain"),
    ("1 personne sans mentor depuis plus de 21 jours", "22 jours au plus", "plain"),
    ("1 mentor sans binôme depuis plus de 30 jours", "31 jours au plus", "plain"),
    ("2 nouvelles demandes d’aide", "depuis 2 jours au plus", "plain"),
    ("1 mise en attente à relire aujourd’hui", "", "plain"),
    ("1 binôme à surveiller", "depuis 4 jours", "amber"),
    ("1 bilan à relire", "depuis 9 jours", "plain"),
    ("1 texte de profil à relire", "depuis 6 jours", "plain"),
    ("1 e-mail en échec", "depuis 1 jour", "plain"),
]


def test_each_line_counts_what_it_says():
    changed = world()
    with translation.override("fr"), CaptureQueriesContext(connection) as captured:
        found = todo.lines()
        assert [(line.sentence, line.age, line.level) for line in found] == LINES
        assert len(captured) == 2
        assert todo.points(found) == 11
        news = [line.sentence for line in todo.since(todo.morning_before(timezone.now()))]
    assert news == ["1 proposition n’a pas abouti", "1 binôme vient de se mettre en pause"]
    assert found[12].url == f"/pilotage/candidatures/{changed.application.reference}/"


def test_beyond_the_promised_delay_files_are_late(programme):
    ApplicationFactory(state_changed_at=ago(days=7))  # the fifth working day
    [line] = todo.lines()
    assert line.level == "plain"
    programme.sla_days = 4
    programme.save()
    [line] = todo.lines()
    assert line.level == "amber"


def test_nothing_makes_no_line():
    assert todo.lines() == []
    assert todo.since(ago(days=3)) == []


@pytest.mark.parametrize(
    ("day", "before"),
    [
        ((2026, 3, 9), (2026, 3, 6)),  # a Monday looks back to Friday
        ((2026, 3, 10), (2026, 3, 9)),
        ((2026, 4, 7), (2026, 4, 3)),  # the day after Easter Monday
        ((2026, 3, 31), (2026, 3, 30)),  # the clocks went forward on the 29th
    ],
)
def test_the_morning_before(day, before):
    now = datetime.datetime(*day, 8, 30, tzinfo=MONDAY.tzinfo)
    assert todo.morning_before(now) == datetime.datetime(*before, 8, 30, tzinfo=MONDAY.tzinfo)


def test_each_coordinator_reads_the_lines_once_a_working_morning(awa):
    CoordinatorFactory(first_name="Julien")
    CoordinatorFactory(is_active=False)
    UserFactory()
    world()
    assert tasks.staff_daily() == 2
    tasks.staff_daily()
    assert Email.objects.filter(kind="staff_daily").count() == 2
    email = Email.objects.get(kind="staff_daily", recipient=awa)
    assert email.subject == "13 points à traiter ce matin"
    lines = [line for line in email.text.splitlines() if line.startswith("- ")]
    assert lines[0] == "- 1 signalement, depuis 1 jour"
    assert "- 1 bilan à relire, depuis 9 jours" in lines
    assert lines[-1] == "- 1 binôme vient de se mettre en pause"
    assert "/pilotage/alertes/?niveau=rouge" in email.text
    assert "Message réservé à l’équipe de coordination" in email.text
    drain.drain()
    email.refresh_from_db()
    assert email.state == "sent"


def test_one_thing_is_one_point(awa):
    asked(1, "contact")
    tasks.staff_daily()
    assert Email.objects.get(kind="staff_daily").subject == "1 point à traiter ce matin"


def test_what_is_only_watched_writes_to_nobody(awa):
    ProfileFactory(opened_at=ago(days=22))
    assert tasks.staff_daily() == 0


@pytest.mark.parametrize(
    "day", [datetime.date(2026, 3, 14), datetime.date(2026, 3, 15), datetime.date(2026, 4, 6)]
)
def test_never_on_a_weekend_nor_a_holiday(awa, day):
    asked(1, "contact")
    with time_machine.travel(datetime.datetime.combine(day, datetime.time(8, 30), MONDAY.tzinfo), tick=False):
        assert tasks.staff_daily() == 0


@pytest.mark.parametrize("turn", ["tomorrow", "no longer of the team"])
def test_an_old_list_or_one_for_somebody_else_does_not_leave(awa, turn):
    asked(1, "contact")
    tasks.staff_daily()
    if turn != "tomorrow":
        awa.is_coordinator = False
        awa.save()
    with time_machine.travel(MONDAY + datetime.timedelta(days=turn == "tomorrow"), tick=False):
        drain.drain()
    assert Email.objects.get(kind="staff_daily").state == "suppressed"
