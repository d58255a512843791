import datetime
import re

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from applications.models import Application
from applications.options import Kind
from applications.questionnaire.opening import open_step
from applications.questionnaire.steps import STEPS, step_of
from applications.services import drafts
from applications.tests.drafting import approved, drafted, posted, sent
from applications.tests.factories import ApplicationFactory
from applications.views.progress import check_page, step_list, step_page
from mentoring.mail.models import Email
from mentoring.models import Programme
from mentoring.tests.factories import UserFactory

pytestmark = pytest.mark.django_db
SIDES = [("mentor", Kind.MENTOR), ("mentore", Kind.MENTEE)]
PAGES = [
    "",
    "mentor/",
    "mentore/",
    "mentor/vous/",
    "mentor/plus-tard/",
    "mentor/supprimer/",
    "mentor/verifier/",
]
WRITTEN = [
    "mentor/vous/",
    "mentor/vous/brouillon/",
    "mentor/plus-tard/",
    "mentor/supprimer/",
    "mentor/verifier/",
]


@pytest.fixture
def person(client):
    person = UserFactory(first_name="", last_name="")
    client.force_login(person)
    return person


def title_of(response):
    return re.search(r"<title>(.*?) –", response.content.decode(), re.DOTALL)[1]


# Who may come in


@pytest.mark.parametrize("side", ["mentor", "mentore"])
def test_a_visitor_reads_before_signing_in(client, side):
    response = client.get(f"/candidature/{side}/")
    assert response.status_code == 200
    assert f"?next=/candidature/{side}/" in response.content.decode()
    assert "Avant de commencer" in response.content.decode()


@pytest.mark.parametrize("page", [p for p in PAGES if p not in ("mentor/", "mentore/")])
def test_a_visitor_is_led_to_sign_in(client, page):
    response = client.get(f"/candidature/{page}")
    assert response.status_code == 302
    assert response.url == f"/connexion/?next=/candidature/{page}"


@pytest.mark.parametrize("page", WRITTEN)
def test_a_visitor_writes_nothing(client, page):
    assert client.post(f"/candidature/{page}").status_code == 302
    assert not Application.objects.exists()


@pytest.mark.parametrize("page", PAGES)
def test_reading_writes_nothing(client, person, page):
    assert client.get(f"/candidature/{page}").status_code in (200, 302)
    assert not Application.objects.exists()
    assert not Email.objects.exists()


@pytest.mark.parametrize(
    "page",
    ["inconnu/", "mentor/inconnue/", "mentore/motivation/", "mentor/objectifs/", "MTR-2222/", "MTR-O0/"],
)
def test_unknown_pages(client, person, page):
    assert client.get(f"/candidature/{page}").status_code == 404


def test_autosave_only_takes_posts(client, person):
    assert client.get("/candidature/mentor/vous/brouillon/").status_code == 405


# The way through


@pytest.mark.parametrize(("side", "kind"), SIDES)
def test_from_the_first_step_to_the_confirmation(client, person, side, kind):
    for step, following in zip(STEPS[kind], [*STEPS[kind][1:], None], strict=True):
        url = f"/candidature/{side}/{step.slug}/"
        assert client.get(url).status_code == 200
        response = client.post(url, posted(kind, step.slug) | {"charter_version": "1"})
        expected = f"/candidature/{side}/{following.slug}/" if following else f"/candidature/{side}/verifier/"
        assert (response.status_code, response.url) == (302, expected)
    page = client.get(f"/candidature/{side}/verifier/").content.decode()
    assert "Envoyer ma candidature" in page or "Envoyer ma demande" in page
    response = client.post(f"/candidature/{side}/verifier/")
    application = Application.objects.get()
    assert (application.state, application.person) == ("submitted", person)
    assert response.url == f"/candidature/{application.reference}/recue/"
    assert application.reference in client.get(response.url).content.decode()
    assert Email.objects.get().kind == "application_received"


def test_sending_twice_shows_the_same_confirmation(client, person):
    drafted(Kind.MENTOR, person)
    first = client.post("/candidature/mentor/verifier/")
    second = client.post("/candidature/mentor/verifier/")
    assert first.url == second.url
    assert Application.objects.count() == Email.objects.count() == 1


def test_a_draft_waits_on_another_device(client, person):
    client.post("/candidature/mentor/vous/", posted(Kind.MENTOR, "vous") | {"plus_tard": "oui"})
    client.logout()
    client.force_login(person)
    assert 'value="Benali"' in client.get("/candidature/mentor/vous/").content.decode()
    assert "1 étape sur 7 terminée" in client.get("/candidature/mentor/").content.decode()


def test_the_step_list_tells_what_is_done(client, person):
    application = drafted(Kind.MENTOR, person, steps=["vous", "parcours"], parcours={"job_title": ""})
    page = client.get("/candidature/mentor/").content.decode()
    words = ["Terminé", "À compléter", "Pas commencé", "Pas encore possible"]
    assert [page.count(word) for word in words] == [1, 1, 4, 1]
    assert "/candidature/mentor/engagement/" not in page
    assert 'btn-lg" href="/candidature/mentor/parcours/"' in page
    assert application.state == "draft"


def test_all_done_leads_to_the_check(client, person):
    drafted(Kind.MENTEE, person)
    assert (
        'btn-lg" href="/candidature/mentore/verifier/"'
        in client.get("/candidature/mentore/").content.decode()
    )


def test_the_last_step_waits_for_the_others(client, person):
    drafted(Kind.MENTOR, person, steps=["vous"])
    for method in (client.get, client.post):
        assert method("/candidature/mentor/engagement/").url == "/candidature/mentor/"


def test_the_hub_knows_both_sides(client, person):
    drafted(Kind.MENTOR, person, steps=["vous"])
    application = sent(Kind.MENTEE, person)
    page = client.get("/candidature/").content.decode()
    assert "1 étapes sur 7" not in page
    assert "/candidature/mentor/supprimer/" in page
    assert f"/candidature/{application.reference}/" in page


def test_a_sent_application_leads_to_its_page(client, person):
    application = sent(Kind.MENTOR, person)
    url = f"/candidature/{application.reference}/"
    for page in ("", "vous/", "verifier/"):
        assert client.get(f"/candidature/mentor/{page}").url == url
    for page in ("plus-tard/", "supprimer/"):
        assert client.get(f"/candidature/mentor/{page}").status_code == 302


# A step with problems


def test_a_step_without_a_slot_says_so(client, person):
    drafted(Kind.MENTOR, person, steps=["vous"])
    response = client.post("/candidature/mentor/disponibilites/", {"frequency": "monthly"})
    page = response.content.decode()
    assert title_of(response).strip().startswith("Erreur")
    assert page.count("Choisissez au moins un créneau dans la semaine") == 2
    assert 'href="#id_slots"' in page
    assert 'id="id_slots"' in page
    assert re.search(r'value="monthly"\s+checked', page)
    row = Application.objects.get().draft_steps.get(step="disponibilites")
    assert (row.is_complete, row.data["frequency"]) == (False, ["monthly"])


def test_every_problem_links_to_a_control(client, person):
    for side, kind in SIDES:
        drafted(kind, person, steps=[step.slug for step in STEPS[kind][:-1]])
        for step in STEPS[kind]:
            page = client.post(f"/candidature/{side}/{step.slug}/").content.decode()
            targets = re.findall(r'<a href="#(id_\w+)">', page)
            assert targets
            assert all(f'id="{target}"' in page for target in targets)
            drafted(kind, person, steps=[step.slug])


def test_coming_back_shows_no_error_before_saving(client, person):
    drafted(Kind.MENTOR, person, steps=["vous"], vous={"first_name": ""})
    response = client.get("/candidature/mentor/vous/")
    assert not title_of(response).strip().startswith("Erreur")
    assert "Indiquez votre prénom" not in response.content.decode()


def test_later_keeps_an_incomplete_step(client, person):
    response = client.post("/candidature/mentor/vous/", {"last_name": "Benali", "plus_tard": "oui"})
    assert response.url == "/candidature/mentor/plus-tard/"
    assert person.email in client.get(response.url).content.decode()
    assert Application.objects.get().draft_steps.get().data["last_name"] == ["Benali"]


def test_later_sends_the_link_on_demand(client, person):
    drafted(Kind.MENTOR, person, steps=["vous"])
    for _ in range(2):
        assert client.post("/candidature/mentor/plus-tard/").url == "/candidature/mentor/plus-tard/"
    assert [email.kind for email in Email.objects.all()] == ["draft_saved"]


def test_known_people_are_not_asked_again(client):
    client.force_login(UserFactory(first_name="Zoé", last_name="Martin", phone="+33612345678"))
    page = client.get("/candidature/mentor/vous/").content.decode()
    assert 'value="Zoé"' in page
    assert 'value="Martin"' in page


def test_busy_learners_are_advised(client, person):
    words = "choisir une date de début plus tard"
    drafted(Kind.MENTEE, person, steps=["vous", "parcours"], parcours={"workload": "overloaded"})
    page = client.get("/candidature/mentore/disponibilites/").content.decode()
    assert words in page
    near = (timezone.localdate() + datetime.timedelta(days=3)).strftime("%Y-%m")
    with time_machine.travel(f"{near}-20"):
        drafted(Kind.MENTEE, person, steps=["parcours"], parcours={"training_end": near})
        client.force_login(person)
        assert words in client.get("/candidature/mentore/disponibilites/").content.decode()
    drafted(Kind.MENTEE, person, steps=["parcours"])
    assert words not in client.get("/candidature/mentore/disponibilites/").content.decode()


# The check page


def test_missing_steps_come_first(client, person):
    drafted(Kind.MENTOR, person, steps=["vous", "motivation"], motivation={"presentation": "Trop court"})
    page = client.get("/candidature/mentor/verifier/").content.decode()
    assert "Il reste 6 étapes à compléter" in page
    assert "Compléter l’étape Votre parcours" in page
    assert "Envoyer ma candidature" not in page
    assert page.count("Pas commencé") == 5


def test_one_answer_is_changed_from_the_summary(client, person):
    drafted(Kind.MENTOR, person)
    page = client.get("/candidature/mentor/verifier/").content.decode()
    url = "/candidature/mentor/vous/?retour=verifier"
    assert url in page
    assert "Enregistrer et revenir au résumé" in client.get(url).content.decode()
    response = client.post(url, posted(Kind.MENTOR, "vous", first_name="Léa"))
    assert response.url == "/candidature/mentor/verifier/"
    assert "Léa" in client.get(response.url).content.decode()


@pytest.mark.parametrize("wish", ["https://evil.tld", "//evil.tld", "autre", "repondre"])
def test_no_return_to_elsewhere(client, person, wish):
    drafted(Kind.MENTOR, person)
    response = client.post(f"/candidature/mentor/vous/?retour={wish}", posted(Kind.MENTOR, "vous"))
    assert response.url == "/candidature/mentor/parcours/"


def test_an_incomplete_draft_is_not_sent(client, person):
    drafted(Kind.MENTOR, person, steps=["vous"])
    response = client.post("/candidature/mentor/verifier/", follow=True)
    assert "Il reste une étape à compléter" in response.content.decode()
    assert Application.objects.get().state == "draft"


def test_a_closed_side_says_so_and_keeps_the_draft(client, person, programme):
    programme.is_mentee_side_open = False
    programme.closed_message = "Les demandes rouvrent le 1er mai."
    programme.save()
    drafted(Kind.MENTEE, person)
    assert "rouvrent le 1er mai" in client.get("/candidature/mentore/verifier/").content.decode()
    response = client.post("/candidature/mentore/verifier/", follow=True)
    assert "rouvrent le 1er mai" in response.content.decode()
    assert Application.objects.get().draft_steps.count() == 7


def preview_of(client, side):
    page = client.get(f"/candidature/{side}/verifier/").content.decode()
    return page.partition("bn-apercu")[2].partition("bn-actions")[0]


def test_a_mentor_would_see_a_mentee_without_a_name(client, person):
    drafted(Kind.MENTEE, person)
    shown = preview_of(client, "mentore")
    for words in ("Savoir écrire des tests", "Développeur web et web mobile", "Île-de-France", "Discord"):
        assert words in shown
    hidden = ("Benali", "Nadia", "06 12", "Montreuil", "Lyon", "Je bloque sur les tests", "a changé de voie")
    assert [words for words in hidden if words in shown] == []


def test_a_mentee_would_see_a_mentor_without_surname_or_employer(client, person):
    drafted(Kind.MENTOR, person)
    shown = preview_of(client, "mentor")
    for words in ("Nadia", "Ingénieure plateforme", "3 à 5 ans", "J’ai changé de métier", "Lire du code"):
        assert words in shown
    hidden = ("Benali", "Kerlis", "06 12", "Marseille", "exemple.org", "cela a tout changé pour moi")
    assert [words for words in hidden if words in shown] == []


# Deleting a draft


def test_a_draft_is_deleted_after_a_question(client, person):
    drafted(Kind.MENTOR, person, steps=["vous"])
    assert "Supprimer le brouillon" in client.get("/candidature/mentor/supprimer/").content.decode()
    assert client.post("/candidature/mentor/supprimer/").url == "/candidature/"
    assert client.post("/candidature/mentor/supprimer/").url == "/candidature/"
    assert not Application.objects.exists()


def test_a_purged_draft_is_explained(client, person):
    with time_machine.travel("2026-03-10", tick=False):
        drafted(Kind.MENTOR, person, steps=["vous"])
    with time_machine.travel("2026-05-12", tick=False):
        drafts.purge()
        client.force_login(person)
        page = client.get("/candidature/mentor/").content.decode()
    assert "Ce brouillon a été supprimé le 12 mai" in page


def test_a_refused_person_is_told_when_to_come_back(client, person):
    day = timezone.localdate() + datetime.timedelta(days=10)
    ApplicationFactory(person=person, kind=Kind.MENTOR, rejected=True, reapply_from=day)
    assert "Vous pourrez refaire une demande" in client.get("/candidature/mentor/").content.decode()
    response = client.post("/candidature/mentor/vous/", posted(Kind.MENTOR, "vous"), follow=True)
    assert "Vous pourrez refaire une demande" in response.content.decode()
    assert Application.objects.count() == 1


# What a page costs


@pytest.mark.parametrize("people", [1, 5])
def test_a_page_costs_the_same_with_many_people(person, people, django_assert_num_queries):
    """The page's own queries; the menu counts its own."""
    application = drafted(Kind.MENTOR, person)
    for _ in range(people):
        approved(Kind.MENTOR)
    programme = Programme.current()
    with django_assert_num_queries(8):
        step_list(person, Kind.MENTOR, application)
    with django_assert_num_queries(6):
        check_page(application, programme)
    with django_assert_num_queries(2):
        open_step(application, person, Kind.MENTOR, step_of(Kind.MENTOR, "vous"))
    with django_assert_num_queries(5):
        form, row = open_step(application, person, Kind.MENTOR, step_of(Kind.MENTOR, "offre"))
        step_page(application, step_of(Kind.MENTOR, "offre"), form, row, "")


def test_addresses_name_the_sides_in_french():
    assert reverse("application_start", args=[Kind.MENTEE]) == "/candidature/mentore/"
    assert reverse("application_start", args=["mentor"]) == "/candidature/mentor/"
