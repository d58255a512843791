"""« Mode » and « Mise en relation » among the settings: read, previewed, saved."""

import pytest
from django.urls import reverse

from matching.models import Proposal
from matching.tests.factories import ProposalFactory
from matching.tests.reading import fresh, in_mode, text_of
from mentoring.models import Event, Programme

pytestmark = pytest.mark.django_db
State = Proposal.State


@pytest.fixture
def coordination(client, awa):
    client.force_login(awa)
    return client


class TestMode:
    url = "/pilotage/reglages/mode/"

    def switch(self, client, mode, seen="mixed"):
        return client.post(self.url, {"mode": mode, "seen": seen, "confirme": "oui"}, follow=True)

    def test_the_board_leads_to_it(self, coordination):
        assert f'class="bn-mode" href="{self.url}"' in text_of(coordination.get(reverse("board")))

    def test_three_cards_and_todays_is_chosen(self, coordination):
        Programme.objects.update(proposal_days=1)
        page = text_of(coordination.get(self.url))
        assert page.count("bn-mode-carte") == 3
        assert 'value="mixed" id="id_mode_2" class="form-check-input"' in page
        assert page.count(" checked") == page.count("Mode actuel") == 1
        assert "A 1 jour pour répondre" in page

    def test_nothing_chosen(self, coordination):
        answer = coordination.post(self.url, {"mode": "autre"})
        assert "Erreur" in text_of(answer)
        assert answer.context["form"].errors == {"mode": ["Choisissez un mode"]}

    def test_todays_mode_has_no_consequences(self, coordination):
        answer = coordination.post(self.url, {"mode": "mixed"}, follow=True)
        assert "Le programme est en mode « Mixte »." in text_of(answer)
        assert not Event.objects.exists()

    def test_consequences_come_first(self, coordination, mentor, mentee):
        proposal = ProposalFactory(mentor=mentor, mentee=mentee, interest=True)
        behind = ProposalFactory(mentee=mentee, interest=True)
        page = text_of(coordination.post(self.url, {"mode": "mentor_choice"}))
        assert "1 intérêt devient une proposition." in page
        assert f"{mentor.person} et {mentee.person}" in page
        assert "1 intérêt reste « en attente »" in page
        page = text_of(coordination.post(self.url, {"mode": "coordinator"}))
        assert "2 intérêts sont gardés." in page
        assert "2 mentors n’ont plus de page de suggestions." in page
        assert fresh(proposal).state == fresh(behind).state == State.INTEREST
        assert Programme.current().mode == "mixed"

    def test_it_is_switched_once(self, coordination, mentor, mentee):
        ProposalFactory(mentor=mentor, mentee=mentee, interest=True)
        assert "1 proposition part." in text_of(self.switch(coordination, "mentor_choice"))
        assert "est en mode « Choix par les mentors »." in text_of(self.switch(coordination, "mentor_choice"))
        assert Event.objects.filter(reference="programme").count() == 1

    def test_a_colleague_switched_meanwhile(self, coordination, client):
        in_mode("coordinator")
        assert "est passé à « Choix par la coordination »" in text_of(
            self.switch(coordination, "mentor_choice")
        )
        assert Programme.current().mode == "coordinator"

    def test_the_menu_follows(self, client, mentor, mentee):
        client.force_login(mentor.person)
        suggestions = f'href="{reverse("suggestions")}"'
        assert suggestions in text_of(client.get(reverse("space")))
        in_mode("coordinator")
        assert suggestions not in text_of(client.get(reverse("space")))
        proposal = ProposalFactory(mentor=mentor, mentee=mentee, interest=True)
        assert suggestions in text_of(client.get(reverse("space")))
        assert proposal.reference in text_of(client.get(reverse("interests")))
