"""Texts of e-mails in the coordination's hands: saved unchanged, the original says the same."""

import datetime
import re

import pytest
from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone

from mentoring.mail import catalogue, outbox, rendering, texts, trials, wordings
from mentoring.mail.forms import EmailTextForm
from mentoring.mail.models import Email, EmailText
from mentoring.models import Event, NotAllowed, Programme
from mentoring.tests.factories import UserFactory

pytestmark = pytest.mark.django_db
EDITABLE = [wording for wording in wordings.everything() if not wording.fixed]
START = datetime.date(2026, 4, 6)
# What the sample does not meet: other modes, other ends, plurals, dates that may be absent.
MORE = {
    "application_approved": [{"mode": "coordinator"}, {"mode": "mentor_choice", "starts_on": START}],
    "application_info_requested": [{"question": "Une ligne.\n\n > Une autre,\r\navec {{ accolades }} ?"}],
    "application_on_hold": [{"is_reply_awaited": True}],
    "application_rejected": [{"is_duplicate": True}, {"says_how_to_return": True}, {"reapply_from": START}],
    "interest_declined": [{"message": "Merci.\n\nUne autre fois."}],
    "pair_ending": [{"reason": "term"}, {"is_mentor": False}],
    "session_planned": [{"dates": ["lundi", "mardi"]}, {"is_own_date": True}],
    "session_cancelled": [{"is_own": True}, {"is_over": True}],
    "suggestions_digest": [{"count": 1, "new_count": 1}, {"is_all": True}, {"new_count": 0}],
    "proposal_not_concluded": [{"is_full": True}],
    "profile_review": [{"capacity": 1}],
}


@pytest.fixture(params=EDITABLE, ids=lambda wording: wording.code)
def wording(request):
    return request.param


@pytest.fixture
def coordinator():
    return UserFactory(is_coordinator=True, first_name="Awa")


def contexts(wording):
    """The sample; the sample with each of its answers absent; and what people of the programme live."""
    sample = wording.context
    yield sample
    for name, given in sample.items():
        if not isinstance(given, bool | datetime.date | int | dict):
            yield sample | {name: [] if isinstance(given, list) else ""}
        elif isinstance(given, bool) and name != "is_mentor":
            yield sample | {name: not given}
    yield from (sample | more for more in MORE.get(wording.kind, []))
    if "mentoring_session" in sample:
        yield sample | {"mentoring_session": {"minutes": 45, "where": ""}}


def rendered(wording, context, person, words=None):
    return rendering.render(
        catalogue.get(wording.kind),
        to=person,
        context={"title": wording.title} | context if wording.title else context,
        buttons=[("Ouvrir", "https://binome.example/")],
        preheader="",
        role=wording.role,
        footer_links=[],
        words=words,
    )


def test_the_original_saved_unchanged_is_the_same_message(wording):
    person, words = UserFactory(first_name="Yanis"), wordings.original(wording)
    for context in contexts(wording):
        if wording.title:
            context = context | {"title": wording.title}
        assert rendered(wording, context, person, words) == rendered(wording, context, person)


def test_the_original_is_accepted_as_it_is(wording, coordinator):
    subject, body = wordings.original(wording)
    form = EmailTextForm({"subject": subject, "body": body}, wording=wording, reader=coordinator)
    assert form.errors == {}
    assert form.words() == (subject, body)
    assert texts.save(wording, *form.words(), by=coordinator) is None


def test_the_template_says_what_the_wording_declares(wording):
    values = {"programme": Programme.current(), "to": UserFactory(), "site_url": settings.SITE_URL}
    said = wordings.values_of(wording, values | wording.context)
    assert sorted(said) == sorted(wording.names())
    source = (settings.BASE_DIR / f"templates/emails/{wording.kind}.txt").read_text()
    passages = set(re.findall(r"{% passage (\w+) %}", source))
    assert {value.name for value in wording.values if value.is_passage} <= passages
    assert passages.isdisjoint(value.name for value in wording.values if not value.is_passage)
    held = wordings.HOLE.findall(" ".join(wordings.original(wording)))
    assert {value.name for value in wording.values if not value.of} <= set(held)


def test_every_kind_is_told_and_its_events_have_a_place():
    told = {wording.kind for wording in wordings.everything()}
    assert told == {kind.key for kind in catalogue.all_kinds()}
    assert max(len(wording.reference) for wording in wordings.everything()) <= 40
    assert all(wording.trigger and (wording.fixed or wording.button) for wording in wordings.everything())


def start(person, **context):
    sample = wordings.get("pair_started").context | context
    with transaction.atomic():
        return outbox.queue(
            "pair_started", to=person, about="essai", discriminator=str(timezone.now()), context=sample
        )


def test_an_edited_text_leaves_and_the_original_comes_back(coordinator):
    wording, person = wordings.get("pair_started"), UserFactory(first_name="Yanis")
    before = start(person)
    body = "{{ prenom }} et vous : c’est parti.\n\n- {{ creneau }}\n- À bientôt {{ canal }}."
    first = texts.save(wording, "C’est parti avec {{ prenom }}", body, by=coordinator)
    edited = start(person, dates=[])
    assert edited.subject == "C’est parti avec Nadia"
    assert "Nadia et vous : c’est parti.\n\n- À bientôt sur Discord." in edited.text
    assert texts.restore(wording, 0, by=coordinator, seen=texts.seen(wording)).is_original
    again = start(person)
    assert (again.subject, again.text, again.html) == (before.subject, before.text, before.html)
    texts.restore(wording, first.pk, by=coordinator, seen=texts.seen(wording))
    assert texts.words_in_force(wording.code) == (first.subject, body)
    events = Event.objects.about(wording.reference)
    assert [event.transition for event in events] == ["write_text", "restore_text", "write_text"]
    assert events[2].payload["before"]["subject"] == "Votre binôme est formé"
    assert events[2].payload["after"] == {"subject": "C’est parti avec {{ prenom }}", "body": body}
    assert events[2].actor == coordinator


def test_one_side_is_reworded_without_the_other(coordinator):
    texts.save(wordings.get("proposal_expired-mentor"), "Trop tard", "Une autre fois.", by=coordinator)
    subjects = []
    for is_mentor in (True, False):
        with transaction.atomic():
            row = outbox.queue(
                "proposal_expired",
                to=UserFactory(),
                about=f"essai {is_mentor}",
                context={"is_mentor": is_mentor},
            )
        subjects.append(row.subject)
    assert subjects == ["Trop tard", "La proposition a expiré"]


def test_peoples_words_are_never_read_as_variables(coordinator):
    wording = wordings.get("session_cancelled")
    texts.save(wording, "Séance annulée", "{{ annulation }}\n\n{{ mot }}", by=coordinator)
    context = wording.context | {"by_name": "{{ suite }}", "word": "{{ annulation }} {% now 'Y' %} {date}"}
    _subject, text, _html = rendered(wording, context, UserFactory())
    assert "{{ suite }} a annulé" in text
    assert "> {{ annulation }} {% now 'Y' %} {date}" in text


def test_a_second_press_and_a_colleague(coordinator):
    wording = wordings.get("pair_resumed")
    first = texts.save(wording, "Reprise", "Avec {{ prenom }}.", by=coordinator, seen=0)
    assert texts.save(wording, "Reprise", "Avec {{ prenom }}.", by=coordinator, seen=0) == first
    julien = UserFactory(first_name="Julien", last_name="Roy")
    with pytest.raises(NotAllowed, match="Awa .* a changé ce texte à"):
        texts.save(wording, "C’est reparti", "Avec {{ prenom }}, demain.", by=julien, seen=0)
    seen = texts.seen(wording)
    with pytest.raises(NotAllowed, match="déjà"):
        texts.restore(wording, first.pk, by=julien, seen=0)
    with pytest.raises(NotAllowed, match="n’existe pas"):
        texts.restore(wording, first.pk + 1, by=julien, seen=seen)
    other = texts.save(wordings.get("pair_extended"), "Suite", "Avec {{ prenom }}.", by=julien)
    with pytest.raises(NotAllowed, match="n’existe pas"):
        texts.restore(wording, other.pk, by=julien, seen=seen)


@pytest.mark.parametrize("seen", [0, "", "x"])
def test_an_older_text_is_not_put_back_over_what_a_colleague_wrote(coordinator, seen):
    wording, julien = wordings.get("pair_resumed"), UserFactory(first_name="Julien", last_name="Roy")
    first = texts.save(wording, "Reprise", "Avec {{ prenom }}.", by=julien)
    texts.save(wording, "C’est reparti", "Avec {{ prenom }}, demain.", by=julien)
    told = r"Julien Roy a changé ce texte à \d+.h(.\d\d)?\. Relisez-le sous"
    for number in (0, first.pk):
        with pytest.raises(NotAllowed, match=told):
            texts.restore(wording, number, by=coordinator, seen=seen)
        with pytest.raises(NotAllowed, match="Vous avez changé ce texte dans un autre onglet"):
            texts.restore(wording, number, by=julien, seen=seen)
    assert texts.words_in_force(wording.code)[0] == "C’est reparti"
    texts.restore(wording, 0, by=coordinator, seen=str(texts.seen(wording)))
    assert texts.words_in_force(wording.code) is None


@pytest.mark.parametrize(
    ("code", "field", "typed", "said"),
    [
        ("pair_started", "body", "Bonjour {{ surnom }}.", "« surnom » n’existe pas"),
        ("pair_started", "body", "Avec {{ prenom.", "Accolades mal écrites près de « Avec {{ prenom. »"),
        ("pair_started", "body", "{% if prenom %}oui{% endif %}", "Accolades mal écrites"),
        ("pair_started", "body", "{{ prenom|upper }}", "Accolades mal écrites"),
        ("pair_started", "subject", "Voici {{ creneau }}", "« creneau » tient sur plusieurs lignes"),
        ("pair_started", "subject", "Très long " * 7, "60 au plus"),
        ("pair_started", "subject", "", "Écrivez un objet"),
        ("pair_started", "body", " ", "Écrivez un texte"),
        ("proposal_to_mentee", "body", "Bonjour. {{ date_limite }}", "Il manque {{ presentation }}"),
        ("draft_reminder-mentee", "body", "Revenez.", "Il manque {{ lien_supprimer }}"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(coordinator, code, field, typed, said):
    wording = wordings.get(code)
    data = dict(zip(("subject", "body"), wordings.original(wording), strict=True)) | {field: typed}
    form = EmailTextForm(data, wording=wording, reader=coordinator)
    assert list(form.errors) == [field]
    assert said in " ".join(form.errors[field]).replace("\u202f", " ").replace("\u00a0", " ")


def test_a_trial_goes_to_its_author_alone(coordinator):
    wording = wordings.get("proposal_reminder")
    trials.send(wording, "Encore {{ temps_restant }}", "Jusqu’au {{ date_limite }}.", by=coordinator)
    row = Email.objects.get()
    assert (row.kind, row.recipient, row.subject.replace("\u202f", " ")) == (
        "text_trial",
        coordinator,
        "Essai : Encore 2 jours",
    )
    assert "Jusqu’au mardi 17 mars" in row.text.replace("\u00a0", " ")
    assert EmailText.objects.count() == 0


def test_a_text_has_a_subject_and_a_body():
    for half in ({"subject": "Objet"}, {"body": "Corps"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            EmailText.objects.create(code="pair_started", **half)
