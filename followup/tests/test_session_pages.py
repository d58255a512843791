"""Planning, moving, cancelling, noting through the pages; the calendar file."""

import datetime
import re
import zoneinfo

import icalendar
import pytest
from django.urls import reverse
from django.utils import timezone

from followup.models import MentoringSession
from followup.tests.factories import MentoringSessionFactory, MentorshipFactory
from mentoring.mail.models import Email
from mentoring.templatetags.dates import date_longue

pytestmark = pytest.mark.django_db


def in_days(days):
    return timezone.localdate() + datetime.timedelta(days=days)


def typed(days=3, **changes):
    return {
        "date": in_days(days).isoformat(),
        "time": "18:00",
        "minutes": "60",
        "channel": "meet",
        "place": "",
        "agenda": "",
        **changes,
    }


@pytest.fixture
def plan(pair):
    return reverse("session_plan", args=[pair.reference])


def test_planning_from_a_chip(as_yanis, plan, pair):
    html = as_yanis.get(reverse("pair", args=[pair.reference])).content.decode()
    chip = html.split(plan + "?date=")[1].split('"')[0].replace("&amp;", "&")
    date, time = chip[:10], chip.split("heure=")[1].removesuffix("#moment")
    form = as_yanis.get(f"{plan}?date={date}&heure={time}").content.decode()
    assert f'value="{date}"' in form
    answer = as_yanis.post(plan, typed(date=date, time=time))
    assert answer.url == reverse("pair", args=[pair.reference])
    planned = MentoringSession.objects.get()
    assert timezone.localtime(planned.starts_at).strftime("%Y-%m-%d %H:%M") == f"{date} {time}"
    assert Email.objects.filter(kind="session_planned").count() == 2


def test_a_time_is_in_the_person_s_own_zone(as_yanis, plan, yanis):
    yanis.timezone = "Indian/Reunion"
    yanis.save()
    as_yanis.post(plan, typed())
    start = MentoringSession.objects.get().starts_at.astimezone(zoneinfo.ZoneInfo("Indian/Reunion"))
    assert (start.date(), start.hour) == (in_days(3), 18)


def test_a_double_post_plans_once(as_yanis, plan):
    for _number in range(2):
        assert as_yanis.post(plan, typed()).status_code == 302
    assert MentoringSession.objects.count() == 1
    assert Email.objects.count() == 2


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"date": ""}, "Indiquez une date"),
        ({"date": "demain"}, "Indiquez une date"),
        ({"time": "25:99"}, "Indiquez une heure"),
        ({"minutes": "7"}, "Choisissez une durée"),
        ({"channel": "pigeon"}, "Choisissez un canal"),
        ({"date": "2020-01-01"}, "Choisissez une date à venir"),
        ({"date": "2100-12-31"}, "Choisissez une date dans les six mois"),
        ({"date": "0001-01-01", "time": "00:00"}, "Vérifiez l’année"),
        ({"place": "x" * 201}, "200"),
        ({"agenda": "x" * 501}, "500"),
    ],
)
def test_bad_input_keeps_what_was_typed(as_yanis, plan, changes, sentence):
    answer = as_yanis.post(plan, {**typed(), "agenda": "Mon ordre du jour", **changes})
    html = answer.content.decode()
    assert answer.status_code == 200
    assert sentence in html
    if "agenda" not in changes:
        assert "Mon ordre du jour" in html
    assert html.partition("<title>")[2].startswith("Erreur")
    assert not MentoringSession.objects.exists()


@pytest.mark.parametrize("zone", ["Pacific/Wallis", "America/Montreal", "Africa/Casablanca"])
def test_the_ends_of_time_answer_in_every_zone(as_yanis, plan, yanis, zone):
    yanis.timezone = zone
    yanis.save()
    for date, time in (("0001-01-01", "00:00"), ("9999-12-31", "23:45")):
        assert as_yanis.post(plan, typed(date=date, time=time)).status_code == 200


@pytest.mark.parametrize("query", ["date=demain&heure=25:00", "date=%F0&heure=%ED", "date[]=1"])
def test_a_hostile_link_shows_the_form(as_yanis, plan, query):
    assert as_yanis.get(f"{plan}?{query}").status_code == 200


def test_moving_from_its_page(as_nadia, pair, yanis):
    planned = MentoringSessionFactory(mentorship=pair, planned_by=yanis)
    page = reverse("session", args=[pair.reference, planned.public_id])
    url = reverse("session_move", args=[pair.reference, planned.public_id])
    assert f'href="{url}">Ça ne me convient pas' in as_nadia.get(page).content.decode()
    html = as_nadia.get(url).content.decode()
    assert "<h1>Ça ne me convient pas</h1>" in html
    assert reverse("session_cancel", args=[pair.reference, planned.public_id]) in html
    assert as_nadia.post(url, typed(5)).url == page
    planned.refresh_from_db()
    assert (timezone.localdate(planned.starts_at), planned.sequence) == (in_days(5), 1)
    assert Email.objects.filter(kind="session_moved").count() == 2
    # It is now her date, that she moves.
    assert "<h1>Déplacer la séance</h1>" in as_nadia.get(url).content.decode()
    refused = as_nadia.post(url, typed(-2, agenda="Gardé")).content.decode()
    assert "Choisissez une date à venir" in refused
    assert "Gardé" in refused


def test_moving_from_a_chip(as_nadia, pair):
    planned = MentoringSessionFactory(mentorship=pair, agenda="Relire")
    url = reverse("session_move", args=[pair.reference, planned.public_id])
    chips = re.findall(
        rf'href="{url}\?date=([\d-]+)&amp;heure=([\d:]+)#moment"', as_nadia.get(url).content.decode()
    )
    assert len(chips) == 3
    assert timezone.localdate(planned.starts_at).isoformat() not in [date for date, _time in chips]
    date, time = chips[0]
    form = as_nadia.get(url, {"date": date, "heure": time}).content.decode()
    assert f'value="{date}"' in form
    assert f'value="{time}"' in form
    assert "Relire" in form
    planned.refresh_from_db()
    assert planned.sequence == 0


@pytest.mark.parametrize("state", ["cancelled", "held", "to_confirm"])
def test_what_is_no_longer_to_come_is_not_changed_from_a_page(as_nadia, pair, state):
    row = MentoringSessionFactory(mentorship=pair, state=state)
    for name in ("session_move", "session_cancel"):
        url = reverse(name, args=[pair.reference, row.public_id])
        assert as_nadia.get(url).url == reverse("session", args=[pair.reference, row.public_id])


def test_three_sessions_at_once_or_none(as_yanis, plan, pair):
    evening = datetime.datetime.combine(in_days(17), datetime.time(18, 30))
    other = MentoringSessionFactory(mentorship=pair, starts_at=timezone.make_aware(evening))
    html = as_yanis.post(plan, typed(is_repeated="yes", agenda="Gardé")).content.decode()
    assert f"La séance du {date_longue(in_days(17))} à 18\u00a0h en croise une autre" in html
    assert "Gardé" in html
    other.delete()
    answer = as_yanis.post(plan, typed(is_repeated="yes"), follow=True)
    assert "Les 3\u00a0séances sont prévues." in answer.content.decode()
    starts = [timezone.localtime(row.starts_at) for row in MentoringSession.objects.order_by("starts_at")]
    assert [(start.date(), start.hour) for start in starts] == [(in_days(day), 18) for day in (3, 17, 31)]


def test_cancelling_with_a_word(as_nadia, pair):
    planned = MentoringSessionFactory(mentorship=pair)
    url = reverse("session_cancel", args=[pair.reference, planned.public_id])
    answer = as_nadia.post(url, {"reason": "illness", "word": "Désolée"})
    assert answer.url == reverse("session_plan", args=[pair.reference])
    assert MentoringSession.objects.get().state == "cancelled"
    again = as_nadia.post(url, {"reason": "illness", "word": "Encore une fois"})
    assert again.status_code == 200
    assert "Encore une fois" in again.content.decode()
    assert Email.objects.filter(kind="session_cancelled").count() == 2


def test_noting_a_past_session_leads_to_feedback(as_yanis, pair):
    url = reverse("session_log", args=[pair.reference])
    answer = as_yanis.post(url, typed(-2, notes="Les bases de Git"))
    noted = MentoringSession.objects.get()
    assert noted.state == "held"
    assert answer.url == reverse("session_feedback", args=[pair.reference, noted.public_id])
    assert re.search(r'value="yes"[^>]* checked', as_yanis.get(answer.url).content.decode())
    refused = as_yanis.post(url, typed(-90, notes="Trop vieux mais gardé"))
    assert "Trop vieux mais gardé" in refused.content.decode()
    old = as_yanis.post(url, typed(-30))
    assert old.url == reverse("pair", args=[pair.reference])


def test_shared_notes(as_yanis, pair):
    row = MentoringSessionFactory(mentorship=pair, held=True)
    url = reverse("session_notes", args=[pair.reference, row.public_id])
    as_yanis.post(url, {"notes": "Relire la pile d’appels"})
    row.refresh_from_db()
    assert row.notes == "Relire la pile d’appels"
    long = as_yanis.post(url, {"notes": "y" * 2001})
    assert long.status_code == 200
    assert "y" * 2001 in long.content.decode()
    row.refresh_from_db()
    assert row.notes == "Relire la pile d’appels"


def test_a_session_says_how_to_reach_the_other(as_yanis, pair, nadia):
    row = MentoringSessionFactory(mentorship=pair, channel="phone")
    nadia.phone = "+33639980101"
    nadia.save()
    page = reverse("session", args=[pair.reference, row.public_id])
    assert 'href="tel:+33639980101"' in as_yanis.get(page).content.decode()
    for link in ("", "https://meet.example/abc"):
        MentoringSession.objects.update(channel="meet")
        MentorshipFactory._meta.model.objects.update(channel="meet", channel_link=link)
        assert ("Noter le lien" in as_yanis.get(page).content.decode()) is not bool(link)


def test_the_calendar_file(as_yanis, pair):
    planned = MentoringSessionFactory(mentorship=pair)
    answer = as_yanis.get(reverse("session_ics", args=[pair.reference, planned.public_id]))
    assert answer["Content-Type"].startswith("text/calendar")
    event = icalendar.Calendar.from_ical(answer.content).walk("VEVENT")[0]
    assert str(event["summary"]) == "Séance avec Nadia"


@pytest.mark.parametrize(
    "name", ["session", "session_move", "session_cancel", "session_ics", "session_feedback", "session_notes"]
)
def test_a_session_is_of_its_pair(client, as_yanis, pair, awa, name):
    own, foreign = MentoringSessionFactory(mentorship=pair), MentoringSessionFactory()
    url = reverse(name, args=[foreign.mentorship.reference, foreign.public_id])
    mixed = reverse(name, args=[pair.reference, foreign.public_id])
    assert as_yanis.get(url).status_code == 404
    assert as_yanis.get(mixed).status_code == 404
    assert as_yanis.post(mixed, typed()).status_code in (404, 405)
    assert as_yanis.get(reverse(name, args=[pair.reference, own.public_id])).status_code == 200
    client.force_login(awa)
    assert client.get(reverse(name, args=[pair.reference, own.public_id])).status_code == 404
    assert MentorshipFactory._meta.model.objects.count() == 2
