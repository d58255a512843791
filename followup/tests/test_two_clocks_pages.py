"""Two people who live by different clocks each read both hours, wherever a session's date is told."""

import datetime
import re
import zoneinfo

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from applications.models import Profile
from followup.forms.sessions import clocks
from followup.services import sessions
from followup.tests.factories import MentoringSessionFactory
from mentoring.mail.models import Email
from mentoring.templatetags.dates import heure_pour
from mentoring.tests.factories import UserFactory

pytestmark = pytest.mark.django_db
PARIS = zoneinfo.ZoneInfo("Europe/Paris")
# In summer: an evening in Paris is the afternoon in Martinique, the night in La Réunion, tomorrow in Nouméa.
EVENING = datetime.datetime(2026, 7, 9, 18, 30, tzinfo=PARIS)


@pytest.fixture(autouse=True)
def early_in_july():
    with time_machine.travel("2026-07-06 10:00+02:00", tick=False):
        yield


@pytest.fixture
def afar(nadia):
    """Nadia, whose clock is set."""

    def live_in(zone):
        nadia.timezone = zone
        nadia.save()
        return nadia

    return live_in


@pytest.mark.parametrize(
    ("zone", "words"),
    [
        ("Europe/Paris", ""),
        ("Europe/Brussels", ""),
        ("Indian/Reunion", "20 h 30 pour Ada"),
        ("America/Martinique", "12 h 30 pour Ada"),
        ("Pacific/Noumea", "vendredi 10 juillet à 3 h 30 pour Ada"),
        ("Pacific/Tahiti", "6 h 30 pour Ada"),
    ],
)
def test_the_hour_of_the_other(zone, words):
    said = heure_pour(EVENING, UserFactory.build(first_name="Ada", timezone=zone))
    assert said.replace("\u00a0", " ") == words


def test_the_other_may_still_be_the_day_before():
    with timezone.override("Pacific/Noumea"):
        said = heure_pour(EVENING, UserFactory.build(first_name="Ada", timezone="Pacific/Tahiti"))
    assert said.replace("\u00a0", " ") == "jeudi 9 juillet à 6 h 30 pour Ada"


@pytest.mark.parametrize(
    ("mine", "theirs", "words"),
    [
        ("Europe/Paris", "Europe/Brussels", ""),
        ("Europe/Paris", "Indian/Reunion", "Pour Ada (La Réunion) : 2 h plus tard"),
        ("America/Martinique", "Europe/Paris", "Pour Ada (Paris, France métropolitaine) : 6 h plus tard"),
        ("Europe/Paris", "America/Miquelon", "Pour Ada (Saint-Pierre-et-Miquelon) : 4 h plus tôt"),
        ("Europe/Paris", "Asia/Kolkata", "Pour Ada (Kolkata) : 3 h 30 plus tard"),
    ],
)
def test_how_far_apart_two_clocks_are(mine, theirs, words):
    ada = UserFactory.build(first_name="Ada", timezone=theirs)
    said = clocks(UserFactory.build(timezone=mine), ada, EVENING)
    assert said.replace("\u00a0", " ").replace("\u202f", " ").partition("). ")[2] == words


def test_the_pages_tell_both_hours(as_yanis, pair, afar):
    afar("Pacific/Noumea")
    row = MentoringSessionFactory(mentorship=pair, starts_at=EVENING)
    address = [pair.reference, row.public_id]
    for url in (
        reverse("space"),
        reverse("pair", args=[pair.reference]),
        *(reverse(name, args=address) for name in ("session", "session_move", "session_cancel")),
    ):
        assert "vendredi 10 juillet à 3\u00a0h\u00a030 pour Nadia" in as_yanis.get(url).content.decode(), url
    with time_machine.travel(EVENING - datetime.timedelta(hours=3), tick=False):
        html = as_yanis.get(reverse("space")).content.decode()
        assert "sur Discord (vendredi 10 juillet à 3\u00a0h\u00a030 pour Nadia)." in html


def test_chips_and_the_form_do_too(as_yanis, pair, afar):
    afar("Indian/Reunion")
    Profile.objects.update(slots=2**28 - 1)
    plan = reverse("session_plan", args=[pair.reference])
    html = as_yanis.get(plan).content.decode()
    assert len(re.findall(r"h pour Nadia\s*</a>", html)) == 3
    assert "Pour Nadia (La Réunion)\u202f: 2\u00a0h plus tard" in html
    # Paris goes back to winter time; La Réunion has none.
    assert "3\u00a0h plus tard" in as_yanis.get(plan, {"date": "2026-11-10"}).content.decode()
    for date in ("0001-01-01", "9999-12-31", "demain"):
        assert as_yanis.get(plan, {"date": date}).status_code == 200


def test_the_mails_tell_both_hours(pair, yanis, afar):
    nadia = afar("Indian/Reunion")
    details = {"by": yanis, "minutes": 60, "channel": "meet"}
    (planned,) = sessions.plan(pair, starts_at=EVENING, **details)
    sessions.change(planned, starts_at=EVENING + datetime.timedelta(days=1), **details)
    sessions.cancel(planned, by=yanis)

    def text(kind, person):
        found = Email.objects.get(kind=kind, recipient=person).text
        return found.replace("\u00a0", " ").replace("\u202f", " ")

    assert "prévue jeudi 9 juillet à 18 h 30 (20 h 30 pour Nadia)." in text("session_planned", yanis)
    assert "prévue jeudi 9 juillet à 20 h 30 (18 h 30 pour Yanis)." in text("session_planned", nadia)
    moved = text("session_moved", nadia)
    assert "Avant : jeudi 9 juillet à 20 h 30 (18 h 30 pour Yanis)" in moved
    assert "Maintenant : vendredi 10 juillet à 20 h 30 (18 h 30 pour Yanis)" in moved
    assert "annulé la séance prévue vendredi 10 juillet à 18 h 30 (20 h 30 pour Nadia)." in text(
        "session_cancelled", yanis
    )
