import pytest
from django.urls import reverse
from django.utils import timezone

from applications.options import HoldReason, Kind, RejectReason
from applications.questionnaire.steps import STEPS
from applications.services import decisions, letters, wordings
from applications.tests.deciding import approve, ask, day, everything, hold, reject
from applications.tests.drafting import sent
from mentoring.mail.models import Email
from mentoring.models import Programme

pytestmark = pytest.mark.django_db
DECIDED = {
    "approve": (approve, {"message": "Un mot à vous."}),
    "ask": (ask, {"question": "Quels soirs pouvez-vous ?", "due_on": day(12)}),
    "hold": (hold, {"reason": "no_mentor", "revisit_on": day(40), "message": "Plus tard."}),
    "reject": (
        reject,
        {"reason": "other", "message": "Merci.", "is_reason_shown": False, "reapply_from": day(90)},
    ),
}
LONGEST_WORDING = 90


@pytest.mark.parametrize("name", DECIDED)
@pytest.mark.parametrize("kind", Kind)
def test_a_preview_is_the_letter_and_writes_nothing(awa, kind, name):
    application = sent(kind)
    decide, words = DECIDED[name]
    before = everything()
    shown = letters.preview(name, application, by=awa, **words)
    assert everything() == before
    event = decide(application, awa, **words)
    email = Email.objects.get(key__endswith=f":{event.pk}", category="D")
    assert (shown["subject"], shown["text"], shown["html"]) == (email.subject, email.text, email.html)
    assert shown["blocks"][0]["lines"] == [f"Bonjour {application.person.first_name},"]
    assert shown["button"] not in str(shown["blocks"])
    assert shown["signature"] == "Awa, pour l’équipe Binôme"
    assert shown["signature"] in email.text


@pytest.mark.parametrize("kind", Kind)
@pytest.mark.parametrize(
    ("messages", "reasons"),
    [(wordings.hold_message, HoldReason), (wordings.reject_message, RejectReason)],
)
def test_every_reason_has_a_short_message(kind, messages, reasons):
    application = sent(kind)
    for reason in reasons:
        words = messages(application, reason).split()
        assert 10 < len(words) <= LONGEST_WORDING


@pytest.mark.parametrize("kind", Kind)
def test_questions_fit_and_name_steps_that_exist(kind):
    slugs = {step.slug for step in STEPS[kind]}
    for label, question, steps in wordings.questions(sent(kind)):
        assert label
        assert 20 <= len(question) <= 1000
        assert set(steps) <= slugs


@pytest.mark.parametrize(
    ("mode", "words"),
    [
        ("mentor_choice", "c’est vous qui la choisissez"),
        ("coordinator", "L’équipe vous proposera une personne"),
        ("mixed", "Deux façons de commencer"),
    ],
)
def test_a_mentor_reads_how_the_first_person_comes(mode, words):
    Programme.objects.update(mode=mode)
    text = letters.preview("approve", sent("mentor"))["text"]
    assert words in text
    assert "/charte/" in text


def test_discord_is_spoken_of_to_who_does_not_use_it():
    new = letters.preview("approve", sent("mentor"))["text"]
    used = letters.preview("approve", sent("mentor", echanges={"discord_ease": "use", "discord_help": []}))
    assert "Discord est nouveau pour vous" in new
    assert "Discord est nouveau pour vous" not in used["text"]


def test_the_reason_of_a_refusal_is_told_unless_hidden():
    application = sent("mentor")
    shown = letters.preview("reject", application, reason="availability")["text"]
    hidden = letters.preview("reject", application, reason="availability", is_reason_shown=False)["text"]
    assert "au moins une séance par mois" in shown
    assert "[Revoir" not in shown
    assert "Revoir mes disponibilités" in shown
    assert "séance par mois" not in hidden
    assert "Revoir mes disponibilités" not in hidden


@pytest.mark.parametrize(
    ("words", "button"),
    [
        ({"reason": "availability"}, "Revoir mes disponibilités"),
        ({"reason": "other"}, "Refaire une demande"),
        ({"reason": "other", "reapply_from": day(0)}, "Refaire une demande"),
        ({"reason": "availability", "reapply_from": day(30)}, "Suivre ma demande"),
        ({"reason": "duplicate"}, "Suivre ma demande"),
    ],
)
def test_a_refusal_leads_where_the_person_can_go(words, button):
    assert letters.preview("reject", sent("mentor"), **words)["button"] == button


def test_a_second_look_is_offered_once():
    application = sent("mentor")
    text = letters.preview("reject", application, reason="other")["text"]
    assert reverse("application_review", args=[application.reference]) in text
    application.review_requested_at = timezone.now()
    assert "relecture" not in letters.preview("reject", application, reason="other")["text"]


def test_a_hold_without_words_has_those_of_its_reason():
    text = letters.preview("hold", sent("mentee"), reason="workload", revisit_on=None)["text"]
    assert "période chargée" in text
    assert "Nous relirons votre demande le" not in text
    assert "Vous n’avez rien à faire." in text


@pytest.mark.parametrize(
    "text", ["<b>gras</b> & 'quote'", "- un\n- deux", "{{ person.email }} {% now 'Y' %}"]
)
def test_what_a_coordinator_types_arrives_as_typed(awa, text):
    application = sent("mentee")
    decisions.ask(application, by=awa, version=1, question=text, due_on=day(5))
    email = Email.objects.get(kind="application_info_requested")
    assert all(line in email.text for line in text.splitlines())
    assert "<b>gras" not in email.html
