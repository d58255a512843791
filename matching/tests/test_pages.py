import pytest
import time_machine
from django.urls import reverse

from applications.tests.factories import ProfileFactory
from matching.models import Exclusion, Proposal
from matching.services import features, interests, proposals
from matching.tests.factories import ExclusionFactory, ProposalFactory
from matching.tests.reading import fresh, letters, letters_left
from mentoring import navigation
from mentoring.mail.models import Email
from mentoring.models import AccessLog
from mentoring.returns import leaving
from mentoring.tests.factories import UserFactory

pytestmark = pytest.mark.django_db
State = Proposal.State
HOME = "/pilotage/mise-en-relation/"


@pytest.fixture
def coordination(client, awa):
    client.force_login(awa)
    return client


def of_pair(mentor, mentee, name="compare"):
    return reverse(name, args=[mentor.public_id, mentee.public_id])


def addresses():
    """Every page of the coordination here, with the method it answers to."""
    proposal, exclusion = ProposalFactory(), ExclusionFactory()
    mentor, mentee = proposal.mentor, proposal.mentee
    gone = [exclusion.mentor.public_id, exclusion.mentee.public_id, exclusion.reason]
    return (
        [("get", reverse(name)) for name in ("board", "proposals", "exclusions")]
        + [("get", reverse("board_person", args=[mentee.public_id]))]
        + [("get", of_pair(mentor, mentee, name)) for name in ("compare", "pair_propose", "pair_exclude")]
        + [("post", of_pair(mentor, mentee, name)) for name in ("pair_pin", "pair_unpin")]
        + [("post", reverse("exclusion_lift", args=gone))]
        + [
            ("get", reverse(name, args=[proposal.reference]))
            for name in ("proposal_cancel", "interest_decline")
        ]
        + [
            ("post", reverse(name, args=[proposal.reference]))
            for name in ("proposal_remind", "proposal_extend", "proposal_undo")
        ]
    )


def test_visitors_sign_in_and_others_are_refused(client):
    before = [(method, url) for method, url in addresses()]
    for method, url in before:
        answer = getattr(client, method)(url)
        assert (answer.status_code, answer.url.partition("?")[0]) == (302, "/connexion/"), url
    client.force_login(UserFactory())
    for method, url in before:
        assert getattr(client, method)(url).status_code == 403, url
    assert Proposal.objects.get().state == State.AWAITING_MENTEE
    assert Exclusion.objects.get().lifted_at is None
    assert not AccessLog.objects.exists()


def test_a_change_needs_a_post(coordination, mentor, mentee):
    for name in ("pair_pin", "pair_unpin"):
        assert coordination.get(of_pair(mentor, mentee, name)).status_code == 405


@pytest.mark.parametrize("name", ["compare", "pair_propose", "pair_exclude"])
def test_an_unknown_or_swapped_pair_is_not_found(coordination, mentor, mentee, name):
    gone = ProfileFactory(state="archived")
    assert coordination.get(of_pair(mentee, mentor, name)).status_code == 404
    assert coordination.get(of_pair(mentor, gone, name)).status_code == 404
    assert coordination.get(reverse(name, args=["x", "y"])).status_code == 404


def test_an_empty_board_says_so(coordination):
    page = coordination.get(HOME).content.decode()
    assert "Toutes les personnes validées ont un mentor." in page
    page = coordination.get(HOME + "?cote=mentors").content.decode()
    assert "Aucune place libre." in page


def test_the_board_lists_who_waits_and_the_best_candidates(coordination, awa, mentor, mentee):
    full = ProfileFactory(mentor=True, capacity=1)
    ProposalFactory(mentor=full, accepted=True)
    answer = coordination.get(HOME)
    page = answer.content.decode()
    assert answer.context["figures"]["waiting"] == 1
    assert answer.context["figures"]["places"] == 2
    assert f"<s>{full.person}</s>" in page
    assert "Bloqué : plus de place" in page
    top = answer.context["shortlist"].top
    assert [one.profile for one in top] == [mentor, full]  # who may be asked first
    assert page.count("btn btn-primary") == 1
    assert (
        f'btn-primary" data-act="p" href="{of_pair(mentor, mentee, "pair_propose")}{leaving(HOME)}"' in page
    )
    assert AccessLog.objects.get().person == mentee.person


def test_the_other_side_of_the_board(coordination, mentor, mentee):
    answer = coordination.get(HOME + "?cote=mentors")
    assert answer.context["chosen"] == mentor
    assert [one.profile for one in answer.context["shortlist"].top] == [mentee]


def test_who_waits_longest_comes_first_and_who_is_asked_last(coordination):
    from django.utils import timezone

    young, old, asked = (ProfileFactory() for _number in range(3))
    for profile, days in ((young, 1), (old, 40), (asked, 90)):
        type(profile).objects.filter(pk=profile.pk).update(
            opened_at=timezone.now() - timezone.timedelta(days=days)
        )
    ProposalFactory(mentee=asked)
    rows = coordination.get(HOME).context["page"].object_list
    assert [row.profile for row in rows] == [old, young, asked]
    assert [row.is_asked for row in rows] == [False, False, True]


def test_someone_is_found_by_name_with_what_blocks(coordination, mentee):
    other = ProfileFactory(mentor=True, person__first_name="Léa", person__last_name="Roux", languages=["es"])
    ProfileFactory(mentor=True)
    url = reverse("board_person", args=[mentee.public_id])
    answer = coordination.get(url, {"q": "lea roux"})
    assert [one.profile for one in answer.context["found"]] == [other]
    assert "Bloqué : aucune langue commune" in answer.content.decode()
    assert "Personne ne porte le nom" in coordination.get(url, {"q": "zzz"}).content.decode()


def test_below_the_floor_on_demand(coordination, mentee):
    weak = ProfileFactory(mentor=True, domains=["network"], skills={"figma": 1}, term="short", slots=1 << 3)
    blocked = ProfileFactory(mentor=True, languages=["es"], domains=["network"], skills={"figma": 1})
    url = reverse("board_person", args=[mentee.public_id])
    page = coordination.get(url).content.decode()
    assert str(weak.person) not in page
    assert "Voir aussi les candidats sous le seuil (1)" in page
    page = coordination.get(url, {"voir": "seuil"}).content.decode()
    assert "Sous le seuil de 50 points" in page
    assert str(weak.person) in page
    assert f"<s>{blocked.person}</s>" in page


def test_an_applicant_not_validated_yet_can_be_looked_at(coordination, mentor):
    profile = ProfileFactory(closed=True)
    answer = coordination.get(reverse("board_person", args=[profile.public_id]))
    assert [one.profile for one in answer.context["shortlist"].top] == [mentor]
    assert "pas encore validé" in answer.content.decode()
    assert of_pair(mentor, profile, "pair_propose") not in answer.content.decode()


def test_the_comparison_shows_nine_lines_that_add_up(coordination, mentor, mentee):
    answer = coordination.get(of_pair(mentor, mentee))
    view = answer.context["view"]
    assert len(view.rows) == 9
    assert sum(row["line"].shown for row in view.rows) == view.explained.points
    assert sum(row["line"].micro for row in view.rows) == view.explained.explanation.q
    assert {log.person for log in AccessLog.objects.all()} == {mentor.person, mentee.person}
    page = answer.content.decode()
    assert "Proposer ce binôme" in page
    assert (
        "Proposer ce binôme"
        not in coordination.get(of_pair(mentor, ProposalFactory().mentee)).content.decode()
    )


def test_the_comparison_tells_the_history(coordination, mentor, mentee):
    ProposalFactory(
        mentor=mentor, mentee=mentee, asked_mentor=True, state=State.DECLINED, close_reason="topics"
    )
    ExclusionFactory(mentor=mentor, mentee=mentee, note="Se connaissent.")
    page = coordination.get(of_pair(mentor, mentee)).content.decode()
    assert "Pas mes sujets" in page
    assert "Se connaissent." in page
    assert "Bloqué : paire exclue" in page


def test_pinning_and_unpinning(coordination, mentor, mentee):
    back = reverse("board_person", args=[mentee.public_id])
    answer = coordination.post(of_pair(mentor, mentee, "pair_pin") + leaving(back))
    assert (answer.status_code, answer.url) == (302, back)
    assert Proposal.objects.get().state == State.DRAFT
    assert "Retirer l’épingle" in coordination.get(back).content.decode()
    coordination.post(of_pair(mentor, mentee, "pair_pin"))
    assert Proposal.objects.count() == 1
    answer = coordination.post(of_pair(mentor, mentee, "pair_unpin") + leaving("https://evil.example/"))
    assert answer.url == of_pair(mentor, mentee)
    assert not Proposal.objects.exists()


def test_proposing_shows_the_letter_then_sends_it(coordination, mentor, mentee):
    url = of_pair(mentor, mentee, "pair_propose")
    page = coordination.get(url).content.decode()
    assert "Une personne à accompagner vous est proposée" in page
    assert "Écrire des tests sans y passer la nuit" in page
    assert not Email.objects.exists()
    page = coordination.post(url, {"team_line": "Même goût des tests.", "apercu": "1"}).content.decode()
    assert "l’équipe : Même goût des tests." in page
    assert not Proposal.objects.exists()
    answer = coordination.post(url, {"team_line": "Même goût des tests."}, follow=True)
    proposal = Proposal.objects.get()
    assert (proposal.state, proposal.team_line) == (State.AWAITING_MENTOR, "Même goût des tests.")
    assert letters(proposal) == [("proposal_to_mentor", mentor.person_id)]
    assert "Annuler l’envoi" in answer.content.decode()
    coordination.post(url, {"team_line": "Encore"})
    assert Proposal.objects.count() == Email.objects.count() == 1


@pytest.mark.parametrize("words", ["Demandez à {name}.", "Écrivez-moi : a@b.fr", "x" * 301])
def test_a_line_that_names_someone_stays_in_its_field(coordination, mentor, mentee, words):
    words = words.format(name=mentee.person.first_name)
    answer = coordination.post(of_pair(mentor, mentee, "pair_propose"), {"team_line": words})
    page = answer.content.decode()
    assert "<title>Erreur" in page
    assert words in page
    assert not Proposal.objects.exists()


def test_what_cannot_be_proposed_says_why(coordination, mentor, mentee):
    ProposalFactory(mentee=mentee)
    url = of_pair(mentor, mentee, "pair_propose")
    assert "vient de recevoir une autre proposition" in coordination.get(url).content.decode()
    answer = coordination.post(url, {}, follow=True)
    assert "vient de recevoir une autre proposition" in answer.content.decode()
    assert Proposal.objects.count() == 1


def test_an_interest_is_proposed_to_the_person(coordination, mentor, mentee):
    proposal = interests.express(mentor, mentee, by=mentor.person, team_note="J’ai connu ça.")
    page = coordination.get(reverse("proposals")).content.decode()
    assert "Intérêts à examiner" in page
    assert "J’ai connu ça." in page
    url = of_pair(mentor, mentee, "pair_propose")
    assert "Nous avons trouvé un mentor pour vous" in coordination.get(url).content.decode()
    coordination.post(url, {})
    assert fresh(proposal).state == State.AWAITING_MENTEE


def test_excluding_asks_for_a_reason(coordination, mentor, mentee):
    url = of_pair(mentor, mentee, "pair_exclude")
    assert "Dites pourquoi en quelques mots" in coordination.post(url, {"note": " "}).content.decode()
    assert not Exclusion.objects.exists()
    answer = coordination.post(url, {"note": "Même équipe."})
    assert answer.url == reverse("board_person", args=[mentee.public_id])
    exclusion = Exclusion.objects.get()
    page = coordination.get(reverse("exclusions")).content.decode()
    assert "Même équipe." in page
    lift = reverse("exclusion_lift", args=[mentor.public_id, mentee.public_id, exclusion.reason])
    coordination.post(lift)
    assert coordination.post(lift).status_code == 404
    assert "Aucune paire exclue." in coordination.get(reverse("exclusions")).content.decode()


def test_the_actions_on_a_question(coordination, mentor, mentee):
    proposal = proposals.propose(mentor, mentee, by=mentor.person)
    act = {
        name: reverse(f"proposal_{name}", args=[proposal.reference])
        for name in ("remind", "extend", "undo", "cancel")
    }
    coordination.post(act["extend"])
    assert fresh(proposal).extensions == 1
    coordination.post(act["undo"])
    assert fresh(proposal).state == State.DRAFT
    assert "Épinglées, pas encore proposées" in coordination.get(reverse("proposals")).content.decode()
    proposals.send(proposal, by=mentor.person)
    letters_left()
    assert "Choisissez un motif" in coordination.post(act["cancel"], {}).content.decode()
    coordination.post(act["cancel"], {"reason": "changed", "text": "Un stage commence."})
    assert fresh(proposal).state == State.CANCELLED
    page = coordination.get(reverse("proposals")).content.decode()
    assert "La situation a changé" in page
    answer = coordination.post(act["undo"], follow=True)
    assert "plus possible" in answer.content.decode()


def test_two_interests_in_a_person_stand_side_by_side_with_their_scores(coordination, mentor, mentee):
    other = ProfileFactory(mentor=True)
    for one in (mentor, other):
        interests.express(one, mentee, by=one.person)
    page = coordination.get(reverse("proposals")).content.decode()
    assert page.count('class="bn-anneau"') == 2
    assert page.count("bn-proposition--suite") == 1
    assert page.count("btn btn-primary") == 1
    assert "2 mentors intéressés" in coordination.get(HOME).content.decode()


def test_a_question_about_to_expire_says_so(coordination, mentor, mentee):
    proposal = proposals.propose(mentor, mentee, by=mentor.person)
    page = coordination.get(reverse("proposals")).content.decode()
    assert "relances 0/2" in page
    assert "Expire" not in page
    with time_machine.travel(proposal.answer_by, tick=False):
        assert "Expire aujourd’hui" in coordination.get(reverse("proposals")).content.decode()


def test_declining_an_interest(coordination, mentor, mentee):
    proposal = interests.express(mentor, mentee, by=mentor.person)
    url = reverse("interest_decline", args=[proposal.reference])
    page = coordination.post(url, {"message": "Merci beaucoup."}).content.decode()
    assert "Choisissez un motif" in page
    assert "Merci beaucoup." in page
    answer = coordination.post(url, {"reason": "needs", "message": "Merci beaucoup."}, follow=True)
    assert fresh(proposal).state == State.DECLINED
    assert "Annuler l’envoi" in answer.content.decode()


def test_one_group_in_full_is_paginated(coordination):
    for _number in range(30):
        ProposalFactory(interest=True)
    page = coordination.get(reverse("proposals"))
    assert "Tout voir (30)" in page.content.decode()
    page = coordination.get(reverse("proposals"), {"groupe": "interets"})
    assert len(page.context["groups"][0].rows) == 25


@pytest.mark.parametrize("number", [1, 30])
class TestQueries:
    """Each page costs the same with one row and with thirty; the menu's badges are counted elsewhere."""

    @pytest.fixture(autouse=True)
    def _no_menu(self, monkeypatch):
        monkeypatch.setattr(navigation, "_items", {})

    def crowd(self, number):
        """A mentor and a mentee, each the other's best: a page shows its neighbours only if it is near."""
        for _number in range(number):
            ProfileFactory(mentor=True, slots=1 << 3)
            ProfileFactory(slots=1 << 3)
        pair = ProfileFactory(mentor=True), ProfileFactory()
        features.write_missing()
        return pair

    def test_board(self, coordination, number, django_assert_num_queries):
        self.crowd(number)
        with django_assert_num_queries(38):
            assert coordination.get(HOME).status_code == 200

    def test_person(self, coordination, number, django_assert_num_queries):
        _mentor, mentee = self.crowd(number)
        with django_assert_num_queries(39):
            assert coordination.get(reverse("board_person", args=[mentee.public_id])).status_code == 200

    def test_compare(self, coordination, number, django_assert_num_queries):
        mentor, mentee = self.crowd(number)
        with django_assert_num_queries(51):
            assert coordination.get(of_pair(mentor, mentee)).status_code == 200

    def test_open_proposals(self, coordination, number, django_assert_num_queries):
        for _number in range(min(number, 12)):  # each group shows ten
            for state in State:
                ProposalFactory(
                    state=state, mentee_accepted_at=Proposal._meta.get_field("created_at").default()
                )
        with django_assert_num_queries(15):
            assert coordination.get(reverse("proposals")).status_code == 200

    def test_exclusions(self, coordination, number, django_assert_num_queries):
        for _number in range(number):
            ExclusionFactory()
        with django_assert_num_queries(7):
            assert coordination.get(reverse("exclusions")).status_code == 200
