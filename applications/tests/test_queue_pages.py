"""The coordinator's list and the file beside it: who may, what is shown, what a hostile address answers."""

import datetime

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from applications import extensions
from applications.models import Application, InternalNote
from applications.services import decisions, notes, queue, replies
from applications.tests.deciding import approve, day
from applications.tests.drafting import drafted, sent
from applications.tests.factories import ApplicationFactory, ProfileFactory
from mentoring.models import AccessLog
from mentoring.tests.factories import UserFactory

pytestmark = pytest.mark.django_db
ITEM_PAGES = ("queue_item", "queue_note", "queue_excerpt", "queue_prospects")
ITEM_ACTS = ("queue_skip", "queue_assign", "decision_undo")
QUERIES = 48
EMPTY = {
    "precisions": "Aucune précision reçue.",
    "attente": "Aucune candidature en attente.",
    "question": "Aucune réponse attendue.",
    "decidees": "Aucune décision ces sept derniers jours.",
}


@pytest.fixture
def coordination(client, awa):
    client.force_login(awa)
    return client


@pytest.fixture
def yanis(db):
    return UserFactory(first_name="Yanis", last_name="Kaci")


@pytest.fixture
def file(yanis):
    return sent("mentee", yanis, vous={"first_name": "Yanis", "last_name": "Kaci"})


def of(file, name="queue_item"):
    return reverse(name, args=[file.reference])


def page_of(file, view="a-lire"):
    return f"{of(file)}?vue={view}#fiche"


def passing(client, file):
    """Where « Passer » leads."""
    return client.post(of(file, "queue_skip")).url


def html(answer):
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_queue_is_the_coordination_s(client, file):
    urls = [("get", reverse("queue"))]
    urls += [("get", of(file, name)) for name in ITEM_PAGES]
    urls += [("post", of(file, name)) for name in (*ITEM_ACTS, "queue_note", "queue_excerpt")]
    urls += [("post", reverse("decide", args=[file.reference, "valider"]))]
    for method, url in urls:
        assert getattr(client, method)(url).url.startswith("/connexion/")
    for person in (file.person, ProfileFactory(mentor=True).person):
        client.force_login(person)
        for method, url in urls:
            assert getattr(client, method)(url).status_code == 403
    assert not InternalNote.objects.exists()
    assert not AccessLog.objects.exists()


def test_who_it_could_be_paired_with_is_asked_for_after_the_page(coordination, file, monkeypatch):
    outlook = {"count": 4, "best": 82, "url": "/pilotage/mise-en-relation/personne/x/"}
    slots = {"outlook": lambda application: pytest.fail("asked for with the page")}
    monkeypatch.setattr(extensions, "_slots", slots)
    assert f'data-later="{of(file, "queue_prospects")}"' in html(coordination.get(of(file)))
    slots["outlook"] = lambda application: outlook
    part = html(coordination.get(of(file, "queue_prospects"), headers={"X-Purpose": "later"}))
    assert "4 mentors possibles, meilleur 82" in part
    assert "Orientation professionnelle\u202f: 0 place, 0 demande" in part
    assert coordination.get(of(file, "queue_prospects")).url == outlook["url"]
    slots["outlook"] = lambda application: None
    assert coordination.get(of(file, "queue_prospects")).url == of(file) + "?vue=a-lire#fiche"


def test_the_queue_opens_on_its_oldest_file(coordination, file):
    page = html(coordination.get(reverse("queue")))
    for words in ("Candidatures à valider", "Yanis Kaci", file.reference, "Motivation", "Repères"):
        assert words in page
    assert AccessLog.objects.get().person == file.person


def test_an_empty_queue_says_so(coordination):
    page = html(coordination.get(reverse("queue")))
    assert "Rien à lire." in page
    assert reverse("board") in page
    assert "Précisions reçues (" not in page


def test_answers_come_before_pairing(coordination):
    ApplicationFactory(is_answer_received=True)
    page = html(coordination.get(reverse("queue")))
    assert "Rien à lire." in page
    assert f'btn-primary" href="{reverse("queue")}?vue=precisions">Précisions reçues (1)' in page


@pytest.mark.parametrize("view", ["precisions", "attente", "question", "decidees"])
def test_an_empty_view_says_so_and_names_the_next_useful_one(coordination, file, view):
    page = html(coordination.get(reverse("queue"), {"vue": view}))
    assert EMPTY[view] in page
    assert "À lire (1)" in page


def test_the_list_tells_what_has_arrived_since(coordination, file):
    def told(since, **filters):
        return html(coordination.get(reverse("queue"), {"depuis": since, **filters}))

    before = (file.state_changed_at - datetime.timedelta(seconds=1)).isoformat()
    assert told(before) == "1 nouvelle candidature – Actualiser"
    assert (
        told(timezone.now().isoformat()) == told(before, cote="mentor") == told(before, vue="attente") == ""
    )
    for nonsense in ("", "hier", "2026-03-09", "2026-03-09T08:00", "9" * 400, "2026-99-99T08:00:00Z"):
        assert told(nonsense) == ""
    page = html(coordination.get(of(file)))
    assert f'data-news="{reverse("queue")}?vue=a-lire&amp;depuis=' in page


def test_a_file_fetched_ahead_is_logged_as_such(coordination, file):
    coordination.get(of(file), headers={"X-Purpose": "prefetch"})
    coordination.head(of(file))
    assert [look.page for look in AccessLog.objects.order_by("pk")] == [queue.FETCHED, queue.READ]


def test_another_look_says_what_it_is_about(coordination, awa, file):
    decisions.reject(
        file, by=awa, version=file.version, reason="availability", message="Plus tard.", reapply_from=day(0)
    )
    page = html(coordination.get(of(file)))
    assert "Relecture demandée le" not in page
    replies.ask_review(file, by=file.person, reason="J’ai libéré mes soirées.")
    page = html(coordination.get(reverse("queue")))
    assert "Relecture demandée le" in page
    assert "J’ai libéré mes soirées." in page
    assert "Plus tard." in page
    assert "Refusée\u202f: " in page


def test_what_was_left_empty_is_said_in_one_line(coordination, file):
    page = html(coordination.get(of(file)))
    assert page.count("Non renseigné") <= 5
    assert "<dt>Rythme</dt>" in page


def test_each_view_shows_its_files(coordination):
    for view, trait in (("attente", "on_hold"), ("question", "info_requested"), ("decidees", "rejected")):
        row = ApplicationFactory(**{trait: True})
        page = html(coordination.get(reverse("queue"), {"vue": view}))
        assert f'href="{of(row)}?vue={view}#fiche"' in page


def test_drafts_and_strangers_are_not_found(coordination):
    draft = drafted("mentee", steps=["vous"])
    for reference in (draft.reference, "DEM-9999"):
        for name in ITEM_PAGES:
            assert coordination.get(reverse(name, args=[reference])).status_code == 404
        for name in ITEM_ACTS:
            assert coordination.post(reverse(name, args=[reference])).status_code == 404


def test_search_and_filters_stay_in_the_links(coordination, file):
    ApplicationFactory()
    page = html(coordination.get(reverse("queue"), {"q": "kaci", "cote": "mentee", "campus": "montreuil"}))
    assert f"{of(file)}?vue=a-lire&amp;q=kaci&amp;cote=mentee&amp;campus=montreuil#fiche" in page
    assert page.count("bn-file__ligne") == 1
    assert "Aucune candidature ne correspond." in html(
        coordination.get(reverse("queue"), {"q": "personne ici"})
    )


@pytest.mark.thorough
def test_a_hostile_address_is_passed_over(coordination, file):
    """Each value everywhere at once, and one that is plainly wrong in each place; the guards mix others."""
    names = ("vue", "q", "cote", "campus", "formation", "domaine", "suivi", "drapeau", "tri", "page")
    values = ("", "zzz", "é" * 500, "<script>", "' OR 1=1 --", "-1", "9" * 30, "\u202e")
    tries = [dict.fromkeys(names, value) for value in values] + [{name: "zzz"} for name in names]
    for data in tries:
        for page in (reverse("queue"), of(file)):
            assert coordination.get(page, data).status_code == 200, data


def test_what_people_wrote_is_never_markup(coordination, yanis):
    vous = {"first_name": "Yanis", "last_name": "Kaci"}
    sent(
        "mentee",
        yanis,
        vous=vous,
        objectifs={"goals_text": "<script>alert(1)</script> Je suis Yanis, apprenant."},
    )
    page = html(coordination.get(reverse("queue")))
    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;alert(1)" in page
    assert "<mark>Yanis</mark>" in page


def test_notes_are_added_and_taken_back(coordination, file, awa):
    empty = html(coordination.post(of(file, "queue_note"), {"text": "  "}))
    assert "Écrivez votre note" in empty
    long = html(coordination.post(of(file, "queue_note"), {"text": "x" * 2001}))
    assert "x" * 2001 in long
    for _twice in range(2):
        answer = coordination.post(of(file, "queue_note"), {"text": "Rappelée mardi."}, follow=True)
        assert "La note est ajoutée." in html(answer)
    note = InternalNote.objects.get()
    assert "Rappelée mardi." in html(coordination.get(of(file)))
    url = reverse("queue_note_remove", args=[file.reference, note.pk])
    assert coordination.get(url).status_code == 405
    coordination.post(url)
    assert not InternalNote.objects.exists()
    assert coordination.post(url).status_code == 404


def test_a_colleague_s_note_stays(coordination, file, julien):
    note = notes.add(file, by=julien, text="Vue en entretien.")
    coordination.post(reverse("queue_note_remove", args=[file.reference, note.pk]))
    other = ApplicationFactory()
    assert coordination.post(reverse("queue_note_remove", args=[other.reference, note.pk])).status_code == 404
    assert InternalNote.objects.get() == note


def test_the_text_without_a_name_is_reworded(coordination, file):
    page = html(coordination.get(of(file, "queue_excerpt")))
    assert "Enregistrer le texte" in page
    assert "Gardez quelques mots" in html(
        coordination.post(of(file, "queue_excerpt"), {"text": "", "version": 1})
    )
    answer = coordination.post(
        of(file, "queue_excerpt"), {"text": "Apprendre à tester.", "version": file.version}
    )
    assert answer.url == of(file) + "?vue=a-lire#texte"
    file.refresh_from_db()
    assert file.excerpt == "Apprendre à tester."
    assert file.excerpt_reviewed_at
    stale = html(coordination.post(of(file, "queue_excerpt"), {"text": "Mes mots gardés", "version": 1}))
    assert "Mes mots gardés" in stale
    assert f'name="version" value="{file.version}"' in stale
    assert Application.objects.get().excerpt == "Apprendre à tester."
    assert coordination.get(of(ApplicationFactory(mentor=True), "queue_excerpt")).status_code == 404


def test_following_a_file(coordination, file, awa):
    coordination.post(of(file, "queue_assign"))
    file.refresh_from_db()
    assert file.assigned_to == awa
    assert "Suivie par" in html(coordination.get(of(file)))
    assert "Vous reprenez" not in html(coordination.post(of(file, "queue_assign"), follow=True))
    coordination.post(of(file, "queue_assign"), {"rendre": "oui"})
    file.refresh_from_db()
    assert file.assigned_to is None


def test_taking_over_a_file_says_whose_it_was(coordination, file, julien):
    decisions.assign(file, by=julien)
    answer = html(coordination.post(of(file, "queue_assign"), follow=True))
    assert "Vous reprenez cette candidature à Julien." in answer
    file.refresh_from_db()
    decisions.assign(file, by=julien)
    released = html(coordination.post(of(file, "queue_assign"), {"rendre": "oui"}, follow=True))
    assert "Vous reprenez" not in released


def test_passing_shows_the_next_and_not_this_one_again(coordination, file):
    second, third = ApplicationFactory(), ApplicationFactory()
    assert passing(coordination, second) == page_of(third)
    assert passing(coordination, third) == page_of(file)
    page = html(coordination.get(of(file)))
    assert page.count("passée</span>") == 2
    assert f'data-key="j" href="{page_of(second)}' in page
    # She validates the one before: those passed over are not offered after it, then all of them are again.
    fourth = ApplicationFactory()
    answer = coordination.post(reverse("decide", args=[file.reference, "valider"]), {"version": file.version})
    assert answer.url == page_of(fourth)
    assert passing(coordination, fourth) == page_of(second)
    assert "passée</span>" not in html(coordination.get(of(second)))


def test_the_pages_ask_as_much_for_one_file_as_for_twenty_five(coordination, django_assert_max_num_queries):
    def fill(number):
        for _one in range(number):
            ProfileFactory(closed=True)

    fill(1)
    first = Application.objects.get()
    coordination.get(reverse("queue"))
    with django_assert_max_num_queries(QUERIES):
        coordination.get(of(first))
    fill(24)
    with django_assert_max_num_queries(QUERIES):
        coordination.get(of(first))
    with django_assert_max_num_queries(QUERIES):
        coordination.get(reverse("queue"))


def test_the_menu_counts_what_is_to_be_read(coordination, file):
    page = html(coordination.get(reverse("board")))
    assert f'href="{reverse("queue")}"' in page


def test_a_file_without_a_view_in_its_address_stands_in_its_own(coordination):
    waiting, held = ApplicationFactory(), ApplicationFactory(on_hold=True)
    page = html(coordination.get(of(held)))
    assert f'href="{of(held)}?vue=attente#fiche" aria-current="true"' in page
    assert waiting.reference not in page
    assert waiting.reference in html(coordination.get(of(held), {"vue": "a-lire"}))


def test_who_passed_over_everything_begins_again(coordination, file):
    other = ApplicationFactory()
    for one, following in ((file, other), (other, file)) * 2:
        assert passing(coordination, one) == page_of(following)


def test_passing_is_offered_on_the_last_file_too(coordination, file):
    assert of(file, "queue_skip") not in html(coordination.get(of(file)))
    last = ApplicationFactory()
    assert of(last, "queue_skip") in html(coordination.get(of(last)))


def test_a_pause_ends_what_was_passed_over(coordination, file):
    other, _third = ApplicationFactory(), ApplicationFactory()
    coordination.get(of(file))
    passing(coordination, file)
    soon = timezone.now() + queue.PAUSE - datetime.timedelta(minutes=1)
    with time_machine.travel(soon, tick=False):
        assert "passée</span>" in html(coordination.get(of(other)))
    with time_machine.travel(soon + queue.PAUSE, tick=False):
        assert "passée</span>" not in html(coordination.get(of(other)))
        assert "passée</span>" not in html(coordination.get(of(other)))


def test_on_a_phone_a_file_leads_to_the_page_of_its_decision(coordination, file):
    assert "Retour à la liste" in html(coordination.get(of(file)))
    assert f'href="{of(file)}?decider=1">Décider</a>' in html(coordination.get(of(file)))
    page = html(coordination.get(of(file), {"decider": "1"}))
    assert "Retour à la candidature" in page
    assert ">Décider</a>" not in page
    assert ">Décider</a>" not in html(coordination.get(of(ApplicationFactory(approved=True))))


def test_what_narrows_the_list_is_said_in_words(coordination, file):
    page = html(coordination.get(reverse("queue")))
    assert 'Filtrer et trier <span class="bn-2">Plus anciennes d’abord</span>' in page
    assert "Retirer le filtre" not in page
    query = {"campus": "lyon", "suivi": "me", "drapeau": ["overload", "discord"], "tri": "rarete"}
    page = html(coordination.get(reverse("queue"), query))
    assert 'Filtrer et trier <span class="bn-2">Domaines rares d’abord</span>' in page
    rest = "vue=a-lire&amp;campus=lyon&amp;suivi=me&amp;drapeau={}&amp;tri=rarete"
    for words, url in (
        ("Campus\u00a0: Lyon", rest.format("overload&amp;drapeau=discord").replace("campus=lyon&amp;", "")),
        ("À regarder\u00a0: Risque de surcharge", rest.format("discord")),
        ("À regarder\u00a0: Discord à accompagner", rest.format("overload")),
    ):
        chip = '<span class="visually-hidden">Retirer le filtre </span>' + words
        assert f'href="{reverse("queue")}?{url}"><span>{chip}</span>' in page
    assert f'href="{reverse("queue")}?vue=a-lire">Tout effacer</a>' in page


def test_the_end_of_a_reading_says_how_long_it_took(coordination, file, awa):
    with time_machine.travel(timezone.now() - datetime.timedelta(hours=2), tick=False):
        approve(sent("mentor"), awa)
    with time_machine.travel(timezone.now() - datetime.timedelta(minutes=12), tick=False):
        approve(sent("mentor"), awa)
    coordination.post(reverse("decide", args=[file.reference, "valider"]), {"version": file.version})
    assert "2 décisions en 12 min." in html(coordination.get(reverse("queue")))
