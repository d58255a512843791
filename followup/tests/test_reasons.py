"""Why a proposal is declined and a pair ends, as each form offers it and as each page says it."""

import io
import zipfile

import pytest
from django.urls import reverse
from django.utils import timezone

from followup.models import Mentorship
from followup.reasons import for_the_team
from followup.services import endings
from followup.services.privacy import files
from matching.models import Proposal
from matching.services import exclusions
from matching.tests.factories import ProposalFactory
from mentoring.tests.pages import page
from mentoring.tests.reasoning import reword

pytestmark = pytest.mark.django_db


@pytest.fixture
def as_awa(client, awa):
    client.force_login(awa)
    return client


def text_of(answer):
    return " ".join(page(answer).text.split())


@pytest.mark.parametrize(
    ("side", "slug", "code"), [("mentor", "refus-mentor", "no_time"), ("mentee", "refus-personne", "times")]
)
def test_each_side_declines_for_what_it_is_offered(client, awa, side, slug, code):
    proposal = ProposalFactory(asked_mentor=side == "mentor")
    reword(slug, code, awa, is_active=False)
    reword(slug, "known", awa, label="On se connaît")
    client.force_login(getattr(proposal, side).person)
    url = reverse("proposal_decline", args=[proposal.reference])
    offered = dict(client.get(url).context["form"].fields["reason"].choices)
    assert code not in offered
    assert offered["known"] == "On se connaît"
    form = client.post(url, {"reason": code, "text": "Un mot gardé"}).context["form"]
    assert form.errors["reason"] == ["Choisissez une raison"]
    assert form["text"].value() == "Un mot gardé"
    assert Proposal.objects.get().close_reason == ""
    assert client.post(url, {"reason": "known", "text": ""}).url == "/espace/"


def test_a_member_ends_a_pair_for_what_is_offered(as_nadia, pair, awa):
    reword("fin", "time", awa, is_active=False)
    reword("fin", "situation", awa, label="Ma vie change")
    url = reverse("pair_end", args=[pair.reference])
    answer = as_nadia.get(url)
    assert dict(answer.context["form"].fields["reason"].choices) == {
        "goals": "Objectifs atteints",
        "term": "La durée prévue est passée",
        "fit": "Nous ne nous sommes pas trouvés",
        "situation": "Ma vie change",
        "other": "Autre",
    }
    assert "Pour : Nous ne nous sommes pas trouvés, Ma vie change, Autre" in text_of(answer)
    for code in ("time", "left"):
        form = as_nadia.post(url, {"reason": code}).context["form"]
        assert form.errors["reason"] == ["Choisissez une raison"]
    assert Mentorship.objects.get().state == "active"


def test_the_team_ends_a_pair_for_what_is_offered(as_awa, pair, awa):
    reword("fin", "time", awa, is_active=False)
    url = reverse("pair_desk_end", args=[pair.reference])
    offered = dict(as_awa.get(url).context["form"].fields["reason"].choices)
    assert list(offered) == ["goals", "term", "fit", "situation", "other"]
    data = {"reason": "time", "note": "Une note gardée", "confirme": "oui"}
    form = as_awa.post(url, data).context["form"]
    assert form.errors["reason"] == ["Choisissez une raison"]
    assert form["note"].value() == "Une note gardée"
    assert Mentorship.objects.get().state == "active"


def test_the_team_reads_of_two_others_until_it_chose_other_words(awa):
    assert dict(for_the_team())["fit"] == "Les deux personnes ne se sont pas trouvées"
    reword("fin", "fit", awa, label="Pas d’entente")
    assert dict(for_the_team())["fit"] == "Pas d’entente"


def test_pages_say_why_in_the_teams_words(as_awa, pair, nadia, awa):
    reword("fin", "time", awa, label="Agenda trop chargé", is_active=False)
    reword("refus-mentor", "no_time", awa, label="Plus une minute")
    endings.request_end(pair, by=nadia, reason="time")
    ProposalFactory(mentor=pair.mentor, asked_mentor=True, state="declined", close_reason="no_time")
    desk = text_of(as_awa.get(reverse("pair_desk", args=[pair.reference])))
    assert "Raison de la fin : Agenda trop chargé" in desk
    assert "Fin demandée : Agenda trop chargé" in desk
    person = text_of(as_awa.get(reverse("person", args=[nadia.public_id])))
    assert person.count("Agenda trop chargé") == 2
    assert "Plus une minute" in person


@pytest.mark.parametrize("state", ["on_hold", "rejected"])
def test_the_persons_page_says_why_a_request_waits_or_was_refused(as_awa, pair, nadia, awa, state):
    reword("attente", "other", awa, label="Divers")
    reword("refus", "other", awa, label="Autre cas")
    names = {"on_hold": "hold_reason", "rejected": "reject_reason"}
    application = pair.mentor.application
    application.state = state
    setattr(application, names[state], "other")
    application.save()
    text = text_of(as_awa.get(reverse("person", args=[nadia.public_id])))
    assert [word in text for word in ("Divers", "Autre cas")] == [state == "on_hold", state == "rejected"]


def test_a_persons_file_says_it_as_worded(pair, nadia, awa):
    reword("suggestion", "level", awa, label="Trop loin")
    exclusions.not_for_me(pair.mentor, ProposalFactory(interest=True).mentee, by=nadia, detail="level")
    application = pair.mentor.application
    application.hold_reason = "workload"
    application.save()
    reword("attente", "workload", awa, label="Trop de cours")
    packed = zipfile.ZipFile(io.BytesIO(files.archive(nadia, timezone.now())))
    html = packed.read(files.PAGE).decode()
    assert "Trop loin" in html
    assert "Trop de cours" in html
