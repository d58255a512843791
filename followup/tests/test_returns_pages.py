"""From a list of the team, by the pages in between, back to the list."""

import re
from html import unescape

import pytest
from django.urls import reverse

from applications.models import Application
from applications.tests.drafting import sent
from applications.tests.factories import ApplicationFactory, ProfileFactory
from followup.models import NewsCampaign, PairNote
from followup.tests.factories import AlertFactory, NewsCampaignFactory, WorkshopFactory
from matching.services import runs
from matching.tests.factories import ExclusionFactory, RunFactory, RunPairFactory, in_days
from mentoring.returns import leaving
from mentoring.tests.factories import CoordinatorFactory, UserFactory

pytestmark = pytest.mark.django_db
ALERTS = reverse("alerts")


@pytest.fixture
def as_awa(client, awa):
    client.force_login(awa)
    return client


def html(client, url):
    answer = client.get(url)
    assert answer.status_code == 200
    return unescape(answer.content.decode())


def test_an_alert_is_handled_by_its_links_alone(as_awa, awa, followed):
    """As a reader without scripts does: each address is read in the page before."""
    AlertFactory(mentorship=followed)
    here = f"{ALERTS}?niveau=orange&suivi=moi&page=1"
    link = re.search(r'href="(/pilotage/alertes/\d+/traiter/[^"]*)"', html(as_awa, here))[1]
    between = html(as_awa, link)
    assert between.count(f'href="{here}"') == 2
    refused = as_awa.post(link, {"note": "x" * 5_000})
    assert refused.status_code == 200
    assert f'href="{here}"' in unescape(refused.content.decode())
    assert as_awa.post(link, {"note": "Appel fait."}).url == here


def test_a_refused_note_keeps_the_way(as_awa, pair):
    """The page of the pair is then shown at another address."""
    alert = AlertFactory(mentorship=pair)
    table, desk = f"{reverse('pairs')}?etat=tous&page=2", reverse("pair_desk", args=[pair.reference])
    here = desk + leaving(table)
    url = re.search(r'action="([^"]*/notes/[^"]*)"', html(as_awa, here))[1]
    refused = as_awa.post(url, {"text": ""})
    page = unescape(refused.content.decode())
    assert f'href="{table}"' in page
    assert reverse("alert_take", args=[alert.pk]) + leaving(here) in page
    assert as_awa.post(url, {"text": "Appel fait."}).url == here
    assert PairNote.objects.count() == 1
    assert as_awa.post(reverse("alert_take", args=[alert.pk]) + leaving(here)).url == here


def test_an_alert_does_not_lead_to_another_pair(as_awa, pair):
    alert, other = AlertFactory(), reverse("pair_desk", args=[pair.reference])
    assert as_awa.post(reverse("alert_take", args=[alert.pk]) + leaving(other)).url == ALERTS


def test_a_workshop_leads_to_those_it_stands_among(as_awa):
    coming, gone = WorkshopFactory(), WorkshopFactory(starts_at=in_days(-3))
    workshops = reverse("help_workshops")
    for found, beside in ((coming, workshops), (gone, f"{workshops}?vue=passes")):
        page = reverse("help_workshop", args=[found.reference])
        assert f'class="bn-retour" href="{beside}"' in html(as_awa, page)
        here = f"{workshops}?vue=passes&page=2"
        assert f'class="bn-retour" href="{here}"' in html(as_awa, page + leaving(here))


def test_a_draft_thrown_away_leads_to_the_list(as_awa):
    campaign, here = NewsCampaignFactory(), f"{reverse('news')}?page=2"
    page = reverse("news_campaign", args=[campaign.reference]) + leaving(here)
    away = reverse("news_act", args=[campaign.reference, "supprimer"]) + leaving(page)
    assert away in html(as_awa, page)
    assert as_awa.post(away).url == here
    assert not NewsCampaign.objects.exists()


def test_the_other_account_is_looked_for_without_losing_the_way(client, sam, yanis):
    client.force_login(sam)
    kept, other = yanis, UserFactory(first_name=yanis.first_name, last_name=yanis.last_name)
    ApplicationFactory(person=other, rejected=True)
    here = reverse("person", args=[kept.public_id]) + leaving(f"{reverse('people')}?q=traor%C3%A9&tri=-nom")
    search = re.search(r'href="([^"]*/fusionner/\?[^"]*)"', html(client, here))[1]
    page = html(client, search)
    assert f'name="retour" value="{here}"' in page
    assert f'href="{here}"' in page
    merge = re.search(rf'href="([^"]*/fusionner/{other.public_id}/[^"]*)"', page)[1]
    page = html(client, merge)
    assert f'href="{search}"' in page
    seen = re.search(r'name="seen" value="([^"]*)"', page)[1]
    assert client.post(merge, {"is_sure": "on", "seen": seen}).url == here
    assert client.post(merge, {"is_sure": "on", "seen": seen}).url == here


def test_several_files_decided_on_the_second_page(as_awa, monkeypatch):
    monkeypatch.setattr("applications.views.listing.PER_PAGE", 1)
    for name in ("Léa", "Karim", "Inès"):
        sent("mentor", UserFactory(first_name=name))
    queue = reverse("queue")
    page = html(as_awa, f"{queue}?cote=mentor&page=2")
    assert '<input type="hidden" name="page" value="2">' in page
    second = re.search(r'name="candidature" value="([^"]*)"', page)[1]
    batch = reverse("queue_batch", args=["valider"])
    page = html(as_awa, f"{batch}?cote=mentor&page=2&candidature={second}")
    here = f"{queue}?vue=a-lire&cote=mentor&page=2"
    assert page.count(f'href="{here}&candidature={second}"') == 2
    url = re.search(r'<form method="post" action="([^"]*lot[^"]*)"', page)[1]
    version = Application.objects.get(reference=second).version
    answer = as_awa.post(url, {"candidature": f"{second}:{version}", "confirme": "oui"})
    assert answer.url == here
    assert f"{reverse('decision_undo', args=[second])}?vue=a-lire&cote=mentor&page=2" in html(
        as_awa, answer.url
    )
    assert as_awa.post(batch + "?page=" + "9" * 400, {}).status_code == 302


def test_from_all_applications_to_a_file_and_back(as_awa):
    file = sent("mentor", UserFactory(first_name="Léa"))
    here = f"{reverse('all_applications')}?etat=submitted&tri=-nom&page=2"
    page = reverse("queue_item", args=[file.reference]) + leaving(here)
    shown = html(as_awa, page)
    assert f'href="{here}"' in shown
    follow = re.search(r'action="([^"]*/suivre/[^"]*)"', shown)[1]
    assert f'href="{here}"' in html(as_awa, as_awa.post(follow).url)


def test_a_page_of_a_calculation_by_the_pages_in_between(as_awa, awa):
    run = RunFactory(done=True, created_by=awa)
    pair = RunPairFactory(run=run)
    here = f"{reverse('run', args=[run.reference])}?page=1&sans=1"
    page = html(as_awa, here)
    assert f'name="retour" value="{here}"' in page
    propose = reverse("run_propose", args=[run.reference])
    send = html(as_awa, f"{propose}{leaving(here)}&mentee={pair.mentee.public_id}")
    assert send.count(f'href="{here}"') == 2
    assert f'action="{propose}{leaving(here)}"' in send
    assert as_awa.post(propose + leaving(here), {"mentee": pair.mentee.public_id}).url == here
    assert as_awa.get(propose + leaving(here)).url == here


def test_another_mentor_is_chosen_for_a_line(as_awa, awa):
    ProfileFactory.create_batch(2, mentor=True, capacity=1), ProfileFactory.create_batch(2)
    run = runs.ask(by=awa, floor=50, gamma=2.0)
    runs.compute_due()
    here = f"{reverse('run', args=[run.reference])}?page=1"
    others = re.search(r'href="([^"]*/mentors/[^"]*)"', html(as_awa, here))[1]
    replace = re.search(r'<form method="post" action="([^"]*/mentors/[^"]*)"', html(as_awa, others))[1]
    assert as_awa.post(replace).url == here
    line = run.pairs.exclude(removed_at=None).get().mentee
    excluded = [run.reference, line.public_id, ExclusionFactory(mentee=line).mentor.public_id]
    assert as_awa.post(reverse("run_replace", args=excluded) + leaving(others)).url == others


def test_a_person_is_left_and_found_again_in_the_list_of_who_waits(as_awa):
    first, second = ProfileFactory(), ProfileFactory()
    ProfileFactory(mentor=True)
    here = f"{reverse('board')}?cote=mentores&page=1"
    for profile in (first, second):
        assert reverse("board_person", args=[profile.public_id]) + leaving(here) in html(as_awa, here)
    page = html(as_awa, reverse("board_person", args=[first.public_id]) + leaving(here))
    assert f'href="{here}"' in page
    assert reverse("board_person", args=[second.public_id]) + leaving(here) in page
    assert f'name="retour" value="{here}"' in page


def test_inviting_a_colleague_leaves_the_list_where_it_is(client, sam):
    client.force_login(sam)
    CoordinatorFactory()
    url = f"{reverse('team')}?page=2"
    assert client.post(url, {"email": "collegue@exemple.org"}).url == url


def test_a_list_asked_at_great_length_answers(as_awa, followed):
    AlertFactory(mentorship=followed)
    page = html(as_awa, f"{ALERTS}?suivi=moi&x=" + "a" * 3_000)
    assert '/traiter/?retour="' in page
