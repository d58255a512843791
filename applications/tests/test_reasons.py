"""Why a request waits or is refused, in the team's words: the queue, the letters, the person's page."""

import pytest
from django.urls import reverse

from applications.options import HoldReason, Kind
from applications.reasons import HOLD, REJECT
from applications.services import decisions, letters, reading
from applications.tests.deciding import day
from applications.tests.factories import ApplicationFactory
from mentoring import reasons
from mentoring.tests.pages import page
from mentoring.tests.reasoning import reword

pytestmark = pytest.mark.django_db


@pytest.fixture
def coordination(client, awa):
    client.force_login(awa)
    return client


def text_of(answer):
    return " ".join(page(answer).text.split())


def test_a_letter_uses_the_teams_words(awa):
    reword("attente", "workload", awa, message="Revenez après les examens.")
    application = ApplicationFactory()
    assert "Revenez après les examens." in letters.preview("hold", application, reason="workload")["text"]
    other = letters.preview("hold", application, reason="workload", message="Un mot.")["text"]
    assert "examens" not in other


@pytest.mark.parametrize(("kind", "said"), [("mentor", "Aux mentors."), ("mentee", "À vous.")])
def test_each_side_has_its_own_where_the_original_does(awa, kind, said):
    reword("refus", "availability", awa, message="Aux mentors.", mentee_message="À vous.")
    assert said in letters.preview("reject", ApplicationFactory(kind=kind), reason="availability")["text"]
    assert reasons.messages(REJECT, is_mentor=kind == "mentor")["availability"] == said


def test_one_message_for_both_sides_elsewhere(awa):
    reword("refus", "charter", awa, message="Pour tous.")
    for kind in Kind:
        assert reasons.message(REJECT, "charter", is_mentor=kind == Kind.MENTOR) == "Pour tous."


def test_the_clock_uses_them_too(awa):
    reword("attente", "no_answer", awa, message="Sans nouvelles de vous.")
    letter = letters.on_hold(ApplicationFactory(), HoldReason.NO_ANSWER)
    assert letter.context["message"] == "Sans nouvelles de vous."


def test_the_queue_offers_what_is_left_in_the_teams_words(coordination, awa):
    reword("refus", "charter", awa, label="Hors charte", message="Relisez la charte.")
    reword("refus", "commercial", awa, is_active=False)
    application = ApplicationFactory()
    where = reverse("decide", args=[application.reference, "refuser"])
    answer = coordination.get(where)
    offered = dict(answer.context["form"].fields["reason"].choices)
    assert offered["charter"] == "Hors charte"
    assert "commercial" not in offered
    assert answer.context["wordings"]["charter"] == "Relisez la charte."
    data = {"version": 1, "reason": "commercial", "reapply_from": "2099-01-01"}
    assert "Choisissez un motif" in coordination.post(where, data).context["form"].errors["reason"]


def test_a_file_refused_for_a_reason_left_since_says_it(coordination, client, awa):
    reword("refus", "commercial", awa, label="Publicité", is_active=False)
    application = ApplicationFactory(rejected=True, reject_reason="commercial", is_reason_shown=True)
    file = reverse("queue_item", args=[application.reference])
    assert "Refusée : Publicité" in text_of(coordination.get(file))
    client.force_login(application.person)
    status = reverse("application_status", args=[application.reference])
    assert "Motif : Publicité." in text_of(client.get(status))


def test_a_code_of_both_lists_is_said_in_the_words_of_its_own(awa):
    reword("attente", "other", awa, label="Divers")
    held, refused = ApplicationFactory(), ApplicationFactory()
    decisions.hold(held, by=awa, version=held.version, reason="other", revisit_on=day(30))
    decisions.reject(refused, by=awa, version=refused.version, reason="other", reapply_from=day(0))
    for application, word in ((held, "Divers"), (refused, str(REJECT.choices.OTHER.label))):
        found = reading.Dossier(application, awa)
        assert found.reason == word
        assert [entry.detail for entry in found.history if entry.words in ("Mise en attente", "Refusée")] == [
            word
        ]


def test_what_somebody_wrote_is_no_code(awa):
    application = ApplicationFactory(rejected=True, reject_reason="charter")
    decisions.reopen(application, by=awa, version=application.version, reason="other")
    details = [entry.detail for entry in reading.Dossier(application, awa).history]
    assert "other" in details
    assert reasons.label(HOLD, "other") not in details
