"""The page of a proposal, for each of the two people, and the consent heard otherwise."""

import pytest
from django.urls import reverse

from followup.models import Mentorship
from matching.models import Proposal
from matching.tests.factories import ProposalFactory
from mentoring.mail.models import Email
from mentoring.tests.factories import UserFactory

pytestmark = pytest.mark.django_db
PERSONAL = {"first_name": "SENTINELLE-PRENOM", "last_name": "SENTINELLE-NOM", "phone": "+33611223344"}


def address(proposal, name="proposal"):
    return reverse(name, args=[proposal.reference])


def asked_mentor(**changes):
    return ProposalFactory(asked_mentor=True, **changes)


def mark(person):
    for name, value in PERSONAL.items():
        setattr(person, name, value)
    person.save()
    return [*PERSONAL.values(), person.email, person.public_id]


def test_both_say_yes(client):
    proposal = asked_mentor()
    client.force_login(proposal.mentor.person)
    html = client.get(address(proposal)).content.decode()
    assert "Une personne à accompagner" in html
    assert "Répondez avant le" in html
    answer = client.post(address(proposal, "proposal_accept"), follow=True)
    assert "Merci. Nous demandons maintenant l’accord de la personne." in answer.content.decode()
    client.force_login(proposal.mentee.person)
    assert "Votre mentor, peut-être" in client.get(address(proposal)).content.decode()
    answer = client.post(address(proposal, "proposal_accept"))
    assert answer.url == reverse("pair", args=[Mentorship.objects.get().reference])
    assert Email.objects.filter(kind="pair_started").count() == 2
    again = client.post(address(proposal, "proposal_accept"))
    assert again.url == reverse("pair", args=[Mentorship.objects.get().reference])


@pytest.mark.parametrize("name", ["proposal_accept"])
def test_a_get_never_accepts(client, name):
    proposal = asked_mentor()
    client.force_login(proposal.mentor.person)
    assert client.get(address(proposal, name)).status_code == 405
    assert Proposal.objects.get().state == "awaiting_mentor"


def test_a_mentor_reads_no_name_before_both_agree(client):
    proposal = asked_mentor()
    proposal.mentee.city = "SENTINELLE-VILLE"
    proposal.mentee.postcode = "97123"
    proposal.mentee.discord_name = "SENTINELLE-DISCORD"
    proposal.mentee.employer = "SENTINELLE-EMPLOYEUR"
    proposal.mentee.save()
    hidden = [
        *mark(proposal.mentee.person),
        "SENTINELLE",
        "97123",
        proposal.mentee.public_id,
        proposal.mentee.application.reference,
        proposal.mentee.campus.label,
    ]
    client.force_login(proposal.mentor.person)
    pages = [client.get(address(proposal)), client.get(address(proposal, "proposal_decline"))]
    client.post(address(proposal, "proposal_accept"))
    pages.append(client.get(address(proposal)))
    for page in pages:
        html = page.content.decode()
        assert [words for words in hidden if words in html] == []


def test_a_mentee_reads_a_first_name_and_no_more(client):
    proposal = ProposalFactory(first_words="Je serai ravie de vous aider.")
    first, *hidden = mark(proposal.mentor.person)
    hidden += [proposal.mentor.employer, proposal.mentor.public_id]
    client.force_login(proposal.mentee.person)
    html = client.get(address(proposal)).content.decode()
    assert first in html
    assert "Je serai ravie de vous aider." in html
    assert [words for words in hidden if words and words in html] == []


def test_a_mentee_never_hears_of_a_mentor_not_yet_willing(client):
    for proposal in (asked_mentor(), ProposalFactory(interest=True), ProposalFactory(draft=True)):
        client.force_login(proposal.mentee.person)
        assert client.get(address(proposal)).status_code == 404
        assert client.post(address(proposal, "proposal_accept")).status_code == 404
    declined = asked_mentor(state="declined", close_reason="no_time")
    client.force_login(declined.mentee.person)
    assert client.get(address(declined)).status_code == 404


@pytest.mark.parametrize("name", ["proposal", "proposal_accept", "proposal_decline"])
def test_a_stranger_finds_nothing(client, awa, name):
    proposal = ProposalFactory()
    assert client.post(address(proposal, name)).url.startswith("/connexion/")
    for person in (awa, UserFactory(), ProposalFactory().mentee.person):
        client.force_login(person)
        assert client.get(address(proposal, name)).status_code in (404, 405)
        assert client.post(address(proposal, name), {"reason": "no_time"}).status_code in (404, 405)
    proposal.refresh_from_db()
    assert proposal.state == "awaiting_mentee"


@pytest.mark.parametrize(("side", "reason"), [("mentor", "no_time"), ("mentee", "times")])
def test_no_is_said_with_a_reason(client, side, reason):
    proposal = asked_mentor() if side == "mentor" else ProposalFactory()
    client.force_login(getattr(proposal, side).person)
    url = address(proposal, "proposal_decline")
    refused = client.post(url, {"text": "Un mot gardé"}).content.decode()
    assert "Choisissez une raison" in refused
    assert "Un mot gardé" in refused
    answer = client.post(url, {"reason": reason, "text": "Un mot gardé"})
    assert answer.url == "/espace/"
    found = Proposal.objects.get()
    assert (found.state, found.close_reason, found.close_text) == ("declined", reason, "Un mot gardé")
    assert "Un mot gardé" in client.post(url, {"reason": reason, "text": "Un mot gardé"}).content.decode()


@pytest.mark.parametrize("state", ["expired", "cancelled", "declined"])
def test_what_is_over_is_only_told(client, state):
    proposal = ProposalFactory(state=state)
    for side in (proposal.mentor, proposal.mentee):
        client.force_login(side.person)
        html = client.get(address(proposal)).content.decode()
        assert "Oui, je suis d’accord" not in html
        assert "L’équipe cherche une autre personne" in html
        answer = client.post(address(proposal, "proposal_accept"), follow=True)
        assert "n’est plus possible" in answer.content.decode()
    assert not Mentorship.objects.exists()


def test_a_coordinator_writes_down_both_yeses(client, awa):
    proposal = asked_mentor()
    url = address(proposal, "agreement_heard")
    client.force_login(proposal.mentor.person)
    assert client.get(url).status_code == 403
    client.force_login(awa)
    assert (
        "Dites comment l’accord a été recueilli"
        in client.post(url, {"asked": "awaiting_mentor"}).content.decode()
    )
    for state, side in (("awaiting_mentor", proposal.mentor), ("awaiting_mentee", proposal.mentee)):
        page = client.get(url).content.decode()
        assert f"{side.person} a dit oui" in page
        assert f'name="asked" value="{state}"' in page
        heard = {"note": "Au téléphone, mardi.", "asked": state}
        assert client.post(url, heard).url == reverse("proposals")
    assert Mentorship.objects.get().proposal == proposal
    assert "n’est plus possible" in client.get(url, follow=True).content.decode()


def test_a_yes_sent_twice_never_stands_for_the_other_person(client, awa):
    proposal = asked_mentor()
    url = address(proposal, "agreement_heard")
    client.force_login(awa)
    for _click in range(2):
        answer = client.post(url, {"note": "Au téléphone.", "asked": "awaiting_mentor"}, follow=True)
    assert "n’est plus possible" in answer.content.decode()
    proposal.refresh_from_db()
    assert proposal.state == "awaiting_mentee"
    assert not Mentorship.objects.exists()
