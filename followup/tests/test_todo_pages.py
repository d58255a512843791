"""« À traiter » as the coordination reads it: every button opens what its line counts, a count that fails is
said, and a minute's count serves everybody."""

import datetime
import re

import pytest
import time_machine
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone

from applications.models import Domain, ProfileDomain
from applications.services import domains
from applications.tests.deciding import approve
from applications.tests.factories import ApplicationFactory, ProfileFactory
from followup import tasks
from followup.services import desk, tallies, todo
from followup.tests.factories import MentoringSessionFactory, MentorshipFactory
from followup.tests.test_todo import MONDAY, ago, asked, world
from matching.tests.factories import ProposalFactory
from mentoring.mail.models import Email
from mentoring.tests.factories import CoordinatorFactory
from mentoring.tests.pages import Page

pytestmark = pytest.mark.django_db
URL = "/pilotage/"
ROW = re.compile(r'<li class="bn-traiter__ligne.*?</li>', re.DOTALL)


@pytest.fixture(autouse=True)
def _monday():
    with time_machine.travel(MONDAY, tick=False):
        yield


@pytest.fixture
def as_awa(client, awa):
    client.force_login(awa)
    return client


def page(client, url=URL):
    answer = client.get(url)
    assert answer.status_code == 200
    return answer.content.decode().replace("\u202f", " ").replace("\u00a0", " ")


def words(html):
    return " ".join(Page(html).text.split())


def test_the_lines_in_order_each_with_one_button(as_awa):
    world()
    html = page(as_awa)
    rows = ROW.findall(html)
    assert [row.count('class="btn ') for row in rows] == [1] * 14
    assert ["btn-primary" in row for row in rows] == [True] + [False] * 13
    read = [words(row) for row in rows]
    assert read[0] == "1 signalement depuis 1 jour Ouvrir1 : 1 signalement"
    assert read[2].startswith("2 candidatures à lire la plus ancienne attend depuis 8 jours Commencer la lec")
    assert 'bn-traiter__ligne--amber"' in rows[2]
    assert "lundi 9 mars · 11 points" in words(html)
    assert "environ" not in words(html)
    assert 'data-key="9"' in html
    assert 'data-key="10"' not in html
    menu = as_awa.get(URL).context["menu_items"]
    assert (menu[0]["label"], menu[0]["badge"], menu[0]["is_current"]) == ("À traiter", 11, True)
    assert "js/todo.js" in html


def test_every_button_opens_what_its_line_counts(as_awa):
    changed = world()
    for line in todo.lines():
        html = words(page(as_awa, line.url.partition("#")[0]))
        if line.code == "expiring":
            assert html.count("Expire demain") == 1
            assert "Réponse attendue le jeudi 12 mars" not in html
        if line.code == "reviews":
            assert "1 bilan à relire" in html
        if line.code == "texts":
            assert str(changed.person) in html
        if line.code == "failed_mail":
            assert Email.objects.get(state="failed").subject in html


def test_nothing_to_do(as_awa):
    html = words(page(as_awa))
    assert "Rien d’urgent. Les binômes avancent." in html
    assert "point" not in html.partition("Rien d’urgent")[0]
    assert "Compté à 8 h 30" in html
    assert as_awa.get(URL).context["menu_items"][0]["badge"] == 0


def test_without_one_key_shortcuts_no_key_is_shown(as_awa, awa):
    asked(1, "contact")
    awa.is_shortcut_user = False
    awa.save()
    html = page(as_awa)
    assert "<kbd" not in html
    assert "js/todo.js" not in html


def test_a_count_that_fails_is_said_and_tried_again(as_awa, monkeypatch, caplog):
    asked(1, "contact")
    ApplicationFactory()

    def broken(now):
        raise RuntimeError

    readers = {
        broken if read is tallies.applications else read: codes for read, codes in tallies.READERS.items()
    }
    monkeypatch.setattr(tallies, "READERS", readers)
    monkeypatch.setattr(desk, "trends", broken)
    html = page(as_awa)
    failed = [words(row) for row in ROW.findall(html) if "—" in row]
    assert failed[0].startswith("— candidatures à lire Ce nombre n’a pas pu être compté. Réessayer")
    assert len(failed) == 3
    assert "1 nouvelle demande d’aide" in words(html)
    assert "Ces nombres n’ont pas pu être comptés." in html
    assert "« À traiter »: applications, answers, revisits" in caplog.text
    assert desk.known_points() is None
    badges = {item["label"]: item["badge"] for item in as_awa.get(URL).context["menu_items"]}
    assert (badges["Candidatures"], badges["Binômes"]) == (None, 0)
    monkeypatch.undo()
    assert "—" not in words(page(as_awa))


def test_a_minutes_count_serves_everybody(as_awa):
    asked(1, "contact")
    tasks.count_desk()
    asked(2, "contact")
    assert "1 nouvelle demande d’aide" in words(page(as_awa))
    assert as_awa.get(reverse("alerts")).context["menu_items"][0]["badge"] == 1
    with time_machine.travel(MONDAY + datetime.timedelta(seconds=61), tick=False):
        html = words(page(as_awa))
    assert "2 nouvelles demandes d’aide" in html
    assert "Compté à 8 h 31" in html
    assert "Équilibre et semaine comptés à 8 h 30" in html
    with time_machine.travel(MONDAY + datetime.timedelta(minutes=30), tick=False):
        assert desk.known_points() is None


def test_what_one_has_just_done_counts_at_once(as_awa, awa):
    first, second, _third = (ApplicationFactory() for _file in range(3))
    assert "3 candidatures à lire" in words(page(as_awa))
    with time_machine.travel(MONDAY + datetime.timedelta(seconds=10), tick=False):
        approve(second, CoordinatorFactory())
        assert "3 candidatures à lire" in words(page(as_awa))
        approve(first, awa)
        assert "1 candidature à lire" in words(page(as_awa))


def test_the_clock_counts_lines_each_minute_and_the_rest_each_ten():
    for minutes in (0, 1, 9, 10):
        with time_machine.travel(MONDAY + datetime.timedelta(minutes=minutes), tick=False):
            tasks.count_desk()
            assert cache.get(desk.KEY)[0].counted_at == timezone.now()
            since = MONDAY + datetime.timedelta(minutes=minutes - minutes % 10)
            assert cache.get(desk.KEY)[1].counted_at == since


def test_many_cost_as_many_queries_as_few(as_awa, django_assert_num_queries):
    """Session, person, programme, what was kept, what she has done since; one for all lines, five for what
    stands beside, and five to keep them."""
    world()
    for turn in range(2):
        cache.clear()
        with django_assert_num_queries(4 + 1 + 5 + 5):
            page(as_awa)
        with time_machine.travel(MONDAY + desk.MINUTE, tick=False), django_assert_num_queries(4 + 1 + 5):
            page(as_awa)
        with time_machine.travel(MONDAY + desk.MINUTE, tick=False), django_assert_num_queries(4 + 1):
            page(as_awa)
        for number in range(5):
            asked(f"{turn}{number}", "contact")
            ApplicationFactory(is_answer_received=True)
            ProposalFactory(interest=True)
            ProfileFactory(is_text_to_review=True, opened_at=ago(days=40))
            MentoringSessionFactory(mentorship=MentorshipFactory(), held=True)


def test_supply_and_demand_of_each_domain(as_awa):
    first, second = Domain.objects.order_by("position")[:2]
    free, some = ProfileFactory(mentor=True, capacity=3), ProfileFactory(mentor=True, capacity=2)
    accompanied = ProposalFactory(accepted=True, mentor=some).mentee
    learners = [accompanied, *(ProfileFactory() for _number in range(3))]
    ProfileDomain.objects.all().delete()
    ProfileDomain.objects.bulk_create(
        [
            *(ProfileDomain(profile=mentor, domain=first, rank=1) for mentor in (free, some)),
            *(ProfileDomain(profile=learner, domain=second, rank=1) for learner in learners),
            *(ProfileDomain(profile=learner, domain=first, rank=2) for learner in learners),
        ]
    )
    found = {one.label: (one.places, one.requests) for one in desk.supplies()}
    assert found == dict.fromkeys(found, (0, 0)) | {first.label: (4, 0), second.label: (0, 3)}
    known = {Domain.objects.get(pk=pk).label: balance for pk, balance in domains.balances().items()}
    assert {label: (one.places, one.requests) for label, one in known.items()}.items() <= found.items()
    html = words(page(as_awa))
    assert f"Il manque 3 places en {second.label}." in html
    assert f"{first.label} 4 places 0 demande" in html


def test_the_week_is_told_beside_the_seven_before(as_awa):
    for days in (0, 6, 8, 55, 57):
        ApplicationFactory(submitted_at=ago(days=days, hours=1))
    MentoringSessionFactory(mentorship=MentorshipFactory(), held=True, starts_at=ago(days=3))
    html = words(page(as_awa))
    assert "2 candidatures reçues" in html
    assert "1 séance tenue" in html
    found = desk.trends(timezone.now())
    assert found == {"received": [1, 0, 0, 0, 0, 0, 1, 2], "held": [0, 0, 0, 0, 0, 0, 0, 1]}
    assert "Candidatures reçues, huit semaines : 1, 0, 0, 0, 0, 0, 1, 2" in page(as_awa)
