"""Deciding through the panel: each action, its mistakes, its e-mail, and « Annuler »."""

import datetime
import re

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from applications.models import Application
from applications.services import decisions
from applications.tests.deciding import hold
from applications.tests.drafting import sent
from applications.tests.factories import ApplicationFactory
from mentoring.mail.models import Email
from mentoring.models import Event, HelpRequest
from mentoring.tests.factories import UserFactory

pytestmark = pytest.mark.django_db
LATER = (timezone.localdate() + datetime.timedelta(days=40)).isoformat()
SOON = (timezone.localdate() + datetime.timedelta(days=10)).isoformat()
QUESTION = "Quels soirs pouvez-vous vraiment, en semaine ?"


@pytest.fixture
def coordination(client, awa):
    client.force_login(awa)
    return client


@pytest.fixture
def file(db):
    return sent("mentee", UserFactory(first_name="Yanis", last_name="Kaci"), vous={"first_name": "Yanis"})


def decide(client, file, action, **data):
    return client.post(reverse("decide", args=[file.reference, action]), {"version": file.version, **data})


def state_of(file):
    return Application.objects.get(pk=file.pk).state


def wrote():
    return list(
        Email.objects.filter(state="scheduled")
        .exclude(kind="application_received")
        .values_list("kind", flat=True)
    )


def undoings(file):
    return Event.objects.about(file.reference).filter(transition="undo").count()


DECISIONS = [
    ("valider", {}, "approved", "application_approved"),
    (
        "preciser",
        {"question": QUESTION, "due_on": SOON, "steps": ["disponibilites"]},
        "info_requested",
        "application_info_requested",
    ),
    (
        "attente",
        {"reason": "workload", "revisit_on": SOON, "tells_person": "on"},
        "on_hold",
        "application_on_hold",
    ),
    (
        "refuser",
        {"reason": "availability", "reapply_from": SOON, "confirme": "oui"},
        "rejected",
        "application_rejected",
    ),
]


@pytest.mark.parametrize(("action", "data", "state", "kind"), DECISIONS)
def test_each_decision_writes_its_letter_and_goes_on(coordination, file, action, data, state, kind):
    following = ApplicationFactory()
    assert coordination.get(reverse("decide", args=[file.reference, action])).status_code == 200
    answer = decide(coordination, file, action, **data)
    assert answer.url == reverse("queue_item", args=[following.reference]) + "?vue=a-lire#fiche"
    assert state_of(file) == state
    assert wrote() == [kind]
    page = coordination.get(answer.url).content.decode()
    assert "E-mail dans 10" in page
    again = decide(coordination, file, action, **data)
    assert again.url == answer.url
    assert wrote() == [kind]
    other = decide(coordination, file, "refuser", reason="other", reapply_from=SOON, confirme="oui")
    assert "dans un autre onglet" in other.content.decode()
    assert wrote() == [kind]


@pytest.mark.parametrize(("action", "data", "state", "kind"), DECISIONS)
def test_the_last_decision_is_taken_back(coordination, file, awa, action, data, state, kind):
    decide(coordination, file, action, **data)
    _application, event = decisions.last_undoable(awa)
    url = reverse("decision_undo", args=[file.reference])
    for _time in ("once", "sent again"):
        answer = coordination.post(url, {"decision": event.pk}, follow=True).content.decode()
        assert "La décision est annulée." in answer
        assert (state_of(file), wrote(), undoings(file)) == ("submitted", [], 1)
    file.refresh_from_db()
    hold(file, awa)
    assert (
        "dans un autre onglet" in coordination.post(url, {"decision": event.pk}, follow=True).content.decode()
    )
    assert (state_of(file), undoings(file)) == ("on_hold", 1)


def test_too_late_she_goes_on_with_the_file_she_reads(coordination, file, awa):
    reading = ApplicationFactory()
    decide(coordination, file, "valider")
    page = coordination.get(reverse("queue_item", args=[reading.reference])).content.decode()
    assert 'data-seconds="' in page
    assert f'name="lue" value="{reading.reference}"' in page
    _application, event = decisions.last_undoable(awa)
    url = reverse("decision_undo", args=[file.reference])
    with time_machine.travel(timezone.now() + datetime.timedelta(minutes=11), tick=False):
        assert "data-seconds" not in coordination.get(reverse("queue")).content.decode()
        for read, page in (
            (reading.reference, reverse("queue_item", args=[reading.reference]) + "?vue=a-lire#fiche"),
            ("DEM-9999", reverse("queue") + "?vue=a-lire"),
            ("é" * 99, reverse("queue") + "?vue=a-lire"),
        ):
            assert coordination.post(url, {"decision": event.pk, "lue": read}).url == page
    assert state_of(file) == "approved"


@pytest.mark.parametrize(
    ("action", "data", "sentence"),
    [
        ("preciser", {"question": "", "due_on": SOON}, "Écrivez votre question"),
        ("preciser", {"question": "Trop court", "due_on": SOON}, "20 caractères au moins"),
        ("preciser", {"question": QUESTION, "due_on": "2020-01-01"}, "Choisissez une date à venir"),
        ("preciser", {"question": QUESTION, "due_on": "9999-12-31"}, "Vérifiez l’année"),
        ("preciser", {"question": QUESTION, "due_on": SOON, "steps": ["rien"]}, "rien"),
        ("attente", {"reason": "", "revisit_on": SOON}, "Choisissez un motif"),
        ("attente", {"reason": "no_answer", "revisit_on": SOON}, "Choisissez un motif"),
        ("attente", {"reason": "workload", "revisit_on": "demain"}, "Indiquez une date"),
        ("refuser", {"reason": "x", "reapply_from": SOON}, "Choisissez un motif"),
        ("refuser", {"reason": "other", "reapply_from": ""}, "Indiquez une date"),
        ("rouvrir", {"reason": ""}, "Dites pourquoi"),
        ("valider", {"version": "x"}, "problème sur cette page"),
    ],
)
def test_a_mistake_is_told_at_its_field_and_keeps_the_words(coordination, file, action, data, sentence):
    answer = decide(coordination, file, action, **{"message": "Un mot à garder", **data})
    page = answer.content.decode()
    assert answer.status_code == 200
    assert sentence in page
    if action in ("attente", "refuser", "valider"):
        assert "Un mot à garder" in page
    assert (state_of(file), wrote()) == ("submitted", [])


def test_a_message_too_long_is_kept(coordination, file):
    page = decide(coordination, file, "valider", message="y" * 2001).content.decode()
    assert "y" * 2001 in page
    assert state_of(file) == "submitted"


def test_a_text_with_names_is_read_before_validation(coordination):
    file = sent(
        "mentee",
        UserFactory(first_name="Yanis"),
        vous={"first_name": "Yanis"},
        objectifs={"goals_text": "Je suis Yanis et je veux écrire de bons tests."},
    )
    url = reverse("decide", args=[file.reference, "valider"])
    assert f'href="{url}?vue=a-lire#decision"' in coordination.get(reverse("queue")).content.decode()
    assert (
        coordination.get(url).content.decode().count("<mark>Yanis</mark>") == 4
    )  # in the file and the panel
    page = decide(coordination, file, "valider", message="Bienvenue parmi nous").content.decode()
    assert "Relisez le texte présenté sans nom" in page
    assert "Bienvenue parmi nous" in page
    assert state_of(file) == "submitted"
    decide(coordination, file, "valider", is_excerpt_read="on")
    assert state_of(file) == "approved"


def test_validating_opens_the_help_that_was_asked(coordination):
    file = sent(
        "mentor",
        UserFactory(),
        echanges={
            "channels": ["phone"],
            "preferred_channel": "phone",
            "discord_ease": "none",
            "discord_help": ["person"],
        },
    )
    assert 'name="opens_discord_help"' in coordination.get(reverse("queue")).content.decode()
    decide(coordination, file, "valider", opens_discord_help="on")
    assert HelpRequest.objects.get().kind == "discord"


def test_a_refusal_is_read_before_it_leaves(coordination, file):
    words = {"reason": "availability", "reapply_from": SOON, "message": "Nos mots à nous."}
    page = decide(coordination, file, "refuser", **words).content.decode()
    assert "Voici l’e-mail que la personne recevra." in page
    assert "Nos mots à nous." in page
    assert (state_of(file), wrote()) == ("submitted", [])
    page = decide(coordination, file, "refuser", **words, confirme="non").content.decode()
    assert "Relire avant de refuser" in page
    assert "Nos mots à nous." in page
    decide(coordination, file, "refuser", **words, confirme="oui")
    assert state_of(file) == "rejected"
    assert "Nos mots à nous." in Email.objects.get(kind="application_rejected").text


def test_a_question_starts_from_a_frequent_one(coordination, file):
    url = reverse("decide", args=[file.reference, "preciser"])
    page = coordination.get(url, {"modele": "0"}).content.decode()
    assert "Quels sont les créneaux où vous êtes libre" in page
    assert 'value="disponibilites" id="id_steps_4" class="form-check-input" checked' in page
    for strange in ("99", "-1", "x", "²"):
        assert coordination.get(url, {"modele": strange}).status_code == 200


def test_reopening_a_refused_file(coordination):
    file = ApplicationFactory(rejected=True)
    decide(coordination, file, "rouvrir", reason="Elle a plus de temps.")
    assert (state_of(file), wrote()) == ("submitted", [])


@pytest.mark.parametrize("reason", ["workload", "no_answer"])
def test_a_file_on_hold_waits_longer(coordination, awa, reason):
    """For the same reason, and without a second e-mail unless she asks for it."""
    file = ApplicationFactory(on_hold=True, hold_reason=reason, revisit_on=timezone.localdate())
    page = coordination.get(reverse("decide", args=[file.reference, "attente"]))
    assert "Prolonger l’attente" in page.content.decode()
    form = page.context["form"]
    assert (form["reason"].value(), form["tells_person"].value()) == (reason, False)
    decide(coordination, file, "attente", reason=reason, revisit_on=SOON)
    file.refresh_from_db()
    assert (file.state, file.hold_reason, file.revisit_on.isoformat()) == ("on_hold", reason, SOON)
    assert wrote() == []
    decisions.undo(file, by=awa)
    assert (file.state, file.revisit_on) == ("on_hold", timezone.localdate())


@pytest.mark.parametrize("action", ["valider", "preciser", "attente", "refuser"])
def test_what_a_state_does_not_allow_is_not_offered(coordination, action):
    file = ApplicationFactory(approved=True)
    url = reverse("decide", args=[file.reference, action])
    assert coordination.get(url).url == reverse("queue_item", args=[file.reference]) + "?vue=decidees#fiche"
    answer = decide(
        coordination, file, action, **dict(DECISIONS[[one[0] for one in DECISIONS].index(action)][1])
    )
    assert answer.status_code == 200
    assert "n’est plus possible" in answer.content.decode()
    assert state_of(file) == "approved"


def test_a_colleague_was_faster(coordination, file, julien):
    decisions.approve(
        Application.objects.get(pk=file.pk), by=julien, version=file.version, is_excerpt_read=True
    )
    page = decide(
        coordination, file, "refuser", reason="other", reapply_from=SOON, confirme="oui", message="Mes mots"
    ).content.decode()
    assert "Julien a validé cette candidature à" in page
    assert f'{reverse("queue_item", args=[file.reference])}?vue=a-lire#fiche">Voir la candidature' in page
    assert 'aria-current="page">À lire' in page
    assert "Mes mots" in page
    assert (state_of(file), wrote()) == ("approved", ["application_approved"])


def test_what_was_typed_is_sent_again_about_what_the_file_has_become(coordination, file, julien):
    following = ApplicationFactory()
    hold(Application.objects.get(pk=file.pk), julien)
    answer = decide(coordination, file, "valider", message="Mes mots")
    page = answer.content.decode()
    assert "Julien a mis cette candidature en attente à" in page
    assert "Mes mots" in page
    assert f'data-key="j" href="{reverse("queue_item", args=[following.reference])}?vue=a-lire' in page
    form = answer.context["form"]
    again = {name: form[name].value() for name in ("version", "message")}
    url = reverse("decide", args=[file.reference, "valider"])
    assert coordination.post(url, again).url.startswith(reverse("queue_item", args=[following.reference]))
    assert state_of(file) == "approved"


@pytest.mark.parametrize(
    "changes", [{"reason": "other"}, {"message": "Autre chose"}, {"reapply_from": LATER}]
)
def test_a_decision_sent_again_in_other_words_is_a_conflict(coordination, file, changes):
    words = {"reason": "availability", "reapply_from": SOON, "confirme": "oui", "message": "Nos mots."}
    assert decide(coordination, file, "refuser", **words).status_code == 302
    assert decide(coordination, file, "refuser", **words).status_code == 302
    assert "dans un autre onglet" in decide(coordination, file, "refuser", **words | changes).content.decode()
    assert wrote() == ["application_rejected"]


@pytest.mark.parametrize(("kind", "others"), [("mentor", "not_member"), ("mentee", "commercial")])
def test_a_refusal_offers_the_reasons_of_its_side(coordination, kind, others):
    file = sent(kind)
    page = coordination.get(reverse("decide", args=[file.reference, "refuser"]))
    offered = [code for code, _label in page.context["form"].fields["reason"].choices]
    assert others not in offered
    assert {"not_member", "commercial"} & set(offered)
    answer = decide(coordination, file, "refuser", reason=others, reapply_from=SOON, confirme="oui")
    assert "Choisissez un motif" in answer.content.decode()


def test_a_file_is_put_aside_until_a_day_that_is_worked(coordination, file):
    url = reverse("decide", args=[file.reference, "attente"])
    for today, revisit_on in (
        ("2026-03-20", "2026-04-20"),
        ("2026-03-16", "2026-04-15"),
        ("2026-04-01", "2026-05-04"),
    ):
        with time_machine.travel(f"{today} 09:00:00+00:00", tick=False):
            form = coordination.get(url).context["form"]
            assert form["revisit_on"].value().isoformat() == revisit_on


def test_ids_are_said_once(coordination, file):
    pages = [
        reverse("queue"),
        *(reverse(f"queue_{name}", args=[file.reference]) for name in ("note", "excerpt")),
    ]
    pages += [
        reverse("decide", args=[file.reference, one]) for one in ("valider", "preciser", "attente", "refuser")
    ]
    for url in pages:
        ids = re.findall(r'\bid="([^"]+)"', coordination.get(url).content.decode())
        assert sorted(ids) == sorted(set(ids)), url


@pytest.mark.parametrize("decision", ["", "x", "-1", "9" * 40, "²", "0"])
def test_a_forged_undo_changes_nothing(coordination, file, awa, decision):
    decide(coordination, file, "valider")
    answer = coordination.post(reverse("decision_undo", args=[file.reference]), {"decision": decision})
    assert answer.status_code in (302, 404)
    assert state_of(file) == "approved"


def test_undoing_needs_a_post(coordination, file):
    assert coordination.get(reverse("decision_undo", args=[file.reference])).status_code == 405
