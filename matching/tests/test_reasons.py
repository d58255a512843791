"""Why a suggestion, an interest or a proposal came to nothing: in the words of whoever was asked."""

import pytest
from django.urls import reverse

from matching.forms import CancelForm, DeclineInterestForm, DismissForm
from matching.models import Exclusion, Proposal
from matching.options import Closed
from matching.reasons import INTEREST_NO, MENTEE_NO, MENTOR_NO, TAKEN_BACK, list_of, of_proposal
from matching.services import answers, closing, exclusions, interests, proposals, tokens
from matching.tests.factories import ProposalFactory
from mentoring import reasons
from mentoring.tests.pages import page
from mentoring.tests.reasoning import reword

pytestmark = pytest.mark.django_db
State = Proposal.State


@pytest.fixture
def coordination(client, awa):
    client.force_login(awa)
    return client


def text_of(answer):
    return " ".join(page(answer).text.split())


def mentor_says_no(awa):
    proposal = ProposalFactory(asked_mentor=True)
    return answers.mentor_decline(proposal, by=proposal.mentor.person, reason="other")


def mentee_says_no(awa):
    proposal = ProposalFactory()
    return answers.mentee_decline(proposal, by=proposal.mentee.person, reason="other")


def mentee_of_an_interested_mentor_says_no(awa):
    proposal = ProposalFactory(is_interest=True)
    return answers.mentee_decline(proposal, by=proposal.mentee.person, reason="other")


def team_declines(awa):
    return interests.decline(ProposalFactory(interest=True), by=awa, reason="other")


def team_declines_what_it_had_approved(awa):
    proposal = ProposalFactory(interest=True)
    interests.approve(proposal, by=awa)
    proposals.undo(proposal, by=awa)
    return interests.decline(proposal, by=awa, reason="other")


def team_takes_back(awa):
    return closing.cancel(ProposalFactory(is_interest=True), by=awa, reason="other")


@pytest.mark.parametrize(
    ("end", "one"),
    [
        (mentor_says_no, MENTOR_NO),
        (mentee_says_no, MENTEE_NO),
        (mentee_of_an_interested_mentor_says_no, MENTEE_NO),
        (team_declines, INTEREST_NO),
        (team_declines_what_it_had_approved, INTEREST_NO),
        (team_takes_back, TAKEN_BACK),
    ],
)
def test_a_code_of_every_list_is_said_in_the_words_of_its_own(awa, end, one):
    for other in (MENTOR_NO, MENTEE_NO, INTEREST_NO, TAKEN_BACK):
        reword(other.slug, "other", awa, label=f"Mot de {other.slug}")
    proposal = end(awa)
    assert list_of(proposal) is one
    assert of_proposal(proposal, reasons.labels()) == f"Mot de {one.slug}"


@pytest.mark.parametrize("state", [State.CANCELLED, State.EXPIRED])
@pytest.mark.parametrize("code", Closed)
def test_what_the_programme_writes_is_its_own(state, code):
    proposal = ProposalFactory(state=state, close_reason=code)
    assert of_proposal(proposal, reasons.labels()) == code.label


def test_no_list_has_a_code_of_the_programme():
    for one in (MENTOR_NO, MENTEE_NO, INTEREST_NO, TAKEN_BACK):
        assert not set(one.choices.values) & set(Closed.values)


def test_an_open_proposal_has_no_reason():
    assert of_proposal(ProposalFactory(), reasons.labels()) == ""


def test_pages_show_the_teams_words(coordination, awa):
    reword("refus-mentor", "known", awa, label="C’est une amie", is_active=False)
    reword("refus-personne", "times", awa, label="Pas les mêmes heures")
    declined = ProposalFactory(
        state=State.DECLINED, close_reason="known", answer_by=None, mentor_accepted_at=None
    )
    ProposalFactory(state=State.DECLINED, close_reason="times")
    ProposalFactory(state=State.DECLINED, close_reason="times", is_interest=True, mentor_accepted_at=None)
    text = text_of(coordination.get(reverse("proposals")))
    for words in ("C’est une amie", "Pas les mêmes heures", "Les disponibilités se croisent trop peu"):
        assert words in text
    both = [declined.mentor.public_id, declined.mentee.public_id]
    assert "C’est une amie" in text_of(coordination.get(reverse("compare", args=both)))


@pytest.mark.parametrize(
    ("name", "slug", "code", "kept"),
    [
        ("proposal_cancel", "annulation", "mistake", "text"),
        ("interest_decline", "interet", "needs", "message"),
    ],
)
def test_the_team_chooses_among_what_is_offered(coordination, awa, name, slug, code, kept):
    proposal = ProposalFactory(interest=True)
    reword(slug, code, awa, is_active=False)
    reword(slug, "other", awa, label="Rien de tout cela")
    url = reverse(name, args=[proposal.reference])
    offered = dict(coordination.get(url).context["form"].fields["reason"].choices)
    assert code not in offered
    assert offered["other"] == "Rien de tout cela"
    form = coordination.post(url, {"reason": code, kept: "Un mot gardé"}).context["form"]
    assert form.errors["reason"] == ["Choisissez un motif"]
    assert form[kept].value() == "Un mot gardé"
    proposal.refresh_from_db()
    assert proposal.state == State.INTEREST


def test_a_mentor_chooses_among_what_is_offered(reader, mentor, mentee, awa):
    reword("suggestion", "level", awa, label="Trop loin", is_active=False)
    reword("suggestion", "topics", awa, label="Hors de mon métier")
    url = reverse("suggestion_dismiss", args=[tokens.token_for(mentor, mentee)])
    assert "Hors de mon métier" in text_of(reader.get(url))
    form = reader.post(url, {"detail": "level"}).context["form"]
    assert form.errors["detail"] == ["Choisissez un motif"]
    assert not Exclusion.objects.exists()


def test_exclusions_show_the_teams_words(coordination, mentor, mentee, awa):
    exclusions.not_for_me(mentor, mentee, by=mentor.person, detail="level")
    reword("suggestion", "level", awa, label="Trop loin", is_active=False)
    assert "Trop loin" in text_of(coordination.get(reverse("exclusions")))


@pytest.mark.parametrize("form", [CancelForm, DeclineInterestForm, DismissForm])
def test_a_form_asks_once_for_what_it_offers(form, django_assert_num_queries):
    with django_assert_num_queries(1):
        str(form())
