import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from applications.tests.factories import ProfileFactory
from matching.models import Exclusion, Proposal
from matching.services import browsing, exclusions, interests, proposals
from matching.tasks import count_suggestions
from matching.tests.factories import ExclusionFactory, ProposalFactory
from matching.tests.reading import fresh, in_mode, letters, letters_left, of_person, text_of, transitions
from mentoring.mail.models import Email
from mentoring.models import Event

pytestmark = pytest.mark.django_db
State = Proposal.State
HOME = "/espace/suggestions/"


class TestInterest:
    def test_the_team_looks_first(self, reader, mentor, mentee):
        url = of_person(mentor, mentee, "suggestion_interest")
        assert "L’équipe vérifie et propose le binôme à la personne." in text_of(reader.get(url))
        answer = reader.post(url, {"team_note": " J’ai connu\nça. "}, follow=True)
        assert answer.redirect_chain == [(reverse("interests"), 302)]
        proposal = Proposal.objects.get()
        assert (proposal.state, proposal.is_interest) == (State.INTEREST, True)
        assert (proposal.mentor, proposal.mentee) == (mentor, mentee)
        assert (proposal.team_note, proposal.first_words) == ("J’ai connu ça.", "")
        assert transitions(proposal) == ["express_interest"]
        assert Event.objects.get(reference=proposal.reference).actor == mentor.person
        assert letters(proposal) == []
        assert "Réponse sous 3 jours ouvrés." in text_of(answer)
        assert "L’équipe examine" in text_of(answer)
        assert reader.get(HOME).context["cards"] == []

    def test_where_mentors_choose_the_person_is_asked_at_once(self, reader, mentor, mentee):
        in_mode("mentor_choice")
        url = of_person(mentor, mentee, "suggestion_interest")
        assert "Elle a 5 jours pour répondre." in text_of(reader.get(url))
        words = "Bonjour,\nj’ai appris le métier à trente ans."
        answer = reader.post(url, {"team_note": "", "first_words": words}, follow=True)
        proposal = Proposal.objects.get()
        assert (proposal.state, proposal.first_words) == (State.AWAITING_MENTEE, words)
        assert letters(proposal) == [("proposal_to_mentee", mentee.person_id)]
        assert "j’ai appris le métier à trente ans." in Email.objects.get().text
        assert mentor.person.last_name not in Email.objects.get().text
        assert "Proposé, en attente de réponse" in text_of(answer)

    def test_where_the_team_composes_there_is_no_choice(self, reader, mentor, mentee):
        in_mode("coordinator")
        sentence = "Dans ce programme, l’équipe compose les binômes."
        answer = reader.get(HOME)
        assert sentence in text_of(answer)
        assert answer.context["cards"] == []
        for name in ("suggestion", "suggestion_interest"):
            assert sentence in text_of(reader.get(of_person(mentor, mentee, name), follow=True))
        answer = reader.post(of_person(mentor, mentee, "suggestion_interest"), {}, follow=True)
        assert sentence in text_of(answer)
        assert not Proposal.objects.exists()

    @pytest.mark.parametrize("mode", ["mixed", "mentor_choice"])
    def test_a_double_post_is_one_interest(self, reader, mentor, mentee, mode):
        in_mode(mode)
        url = of_person(mentor, mentee, "suggestion_interest")
        answers = [reader.post(url, {"team_note": ""}) for _turn in range(2)]
        assert [answer.url for answer in answers] == [reverse("interests")] * 2
        assert Proposal.objects.count() == 1
        assert Email.objects.count() == (mode == "mentor_choice")
        assert reader.get(url).status_code == 302

    @pytest.mark.parametrize(
        ("words", "sentence"),
        [
            ("Je suis {last_name}.", "Retirez le nom"),
            ("Écrivez à moi@exemple.org", "Retirez l’adresse e-mail de ce mot."),
            ("Appelez le 06 12 34 56 78", "Retirez le numéro de téléphone de ce mot."),
            ("a" * 401, "400 caractères"),
        ],
    )
    def test_first_words_name_nobody_and_stay_typed(self, reader, mentor, mentee, words, sentence):
        in_mode("mentor_choice")
        typed = words.format(last_name=mentor.person.last_name)
        answer = reader.post(of_person(mentor, mentee, "suggestion_interest"), {"first_words": typed})
        assert sentence in text_of(answer)
        assert typed in text_of(answer)
        assert not Proposal.objects.exists()

    def test_someone_was_faster(self, reader, mentor, mentee):
        url = of_person(mentor, mentee, "suggestion_interest")
        ProposalFactory(mentee=mentee)
        answer = reader.post(url, {"team_note": ""}, follow=True)
        assert answer.redirect_chain == [(HOME, 302)]
        assert "Cette personne vient de recevoir une autre proposition." in text_of(answer)
        assert not Proposal.objects.filter(is_interest=True).exists()


class TestDismiss:
    def test_ninety_days_without_this_person(self, reader, mentor, mentee):
        url = of_person(mentor, mentee, "suggestion_dismiss")
        answer = reader.post(url, {"detail": "other", "note": " Trop\nloin "}, follow=True)
        exclusion = Exclusion.objects.get()
        assert (exclusion.reason, exclusion.detail, exclusion.note) == ("not_for_me", "other", "Trop loin")
        assert exclusion.until == timezone.localdate() + datetime.timedelta(days=90)
        assert transitions(exclusion) == ["exclude"]
        assert not Email.objects.exists()
        assert answer.context["cards"] == []
        assert "ne vous sera plus suggérée pendant 90 jours" in text_of(answer)
        assert answer.context["dismissed"]

    def test_it_is_undone_where_it_was_said(self, reader, mentor, mentee):
        reader.post(of_person(mentor, mentee, "suggestion_dismiss"), {"detail": "level"})
        url = of_person(mentor, mentee, "suggestion_restore")
        for _turn in range(2):
            answer = reader.post(url, follow=True)
            assert answer.redirect_chain == [(HOME, 302)]
            assert len(answer.context["cards"]) == 1
        exclusion = Exclusion.objects.get()
        assert exclusion.lifted_by == mentor.person
        assert transitions(exclusion) == ["exclude", "lift"]
        assert reader.get(HOME, {"ecartee": url.split("/")[3]}).context["dismissed"] == ""

    def test_a_coordinators_exclusion_is_not_undone(self, reader, mentor, mentee):
        ExclusionFactory(mentor=mentor, mentee=mentee)
        reader.post(of_person(mentor, mentee, "suggestion_restore"))
        assert Exclusion.objects.get().lifted_at is None

    def test_twice_is_once(self, reader, mentor, mentee):
        url = of_person(mentor, mentee, "suggestion_dismiss")
        for _turn in range(2):
            assert reader.post(url, {"detail": "times", "note": "Ceci ne se garde pas."}).status_code == 302
        assert Exclusion.objects.get().note == ""

    @pytest.mark.parametrize("data", [{}, {"detail": "x"}, {"detail": "other", "note": "é" * 201}])
    def test_a_wrong_answer_stays_on_the_page(self, reader, mentor, mentee, data):
        answer = reader.post(of_person(mentor, mentee, "suggestion_dismiss"), data)
        assert answer.status_code == 200
        assert answer.context["form"].errors
        assert data.get("note", "") in text_of(answer)
        assert not Exclusion.objects.exists()

    def test_a_question_asked_is_answered_instead(self, reader, awa, mentor, mentee):
        proposals.propose(mentor, mentee, by=awa)
        answer = reader.post(
            of_person(mentor, mentee, "suggestion_dismiss"), {"detail": "topics"}, follow=True
        )
        assert "Une proposition est déjà en cours" in text_of(answer)
        assert not Exclusion.objects.exists()

    def test_the_coordination_reads_why(self, client, awa, mentor, mentee):
        exclusions.not_for_me(mentor, mentee, by=mentor.person, detail="level")
        client.force_login(awa)
        assert "Niveau trop loin du mien" in text_of(client.get(reverse("exclusions")))


class TestInterests:
    @pytest.mark.parametrize(
        ("state", "label"),
        [
            (State.INTEREST, "L’équipe examine"),
            (State.DRAFT, "L’équipe examine"),
            (State.AWAITING_MENTEE, "Proposé, en attente de réponse"),
            (State.ACCEPTED, "Accepté"),
            (State.DECLINED, "Non retenu"),
            (State.EXPIRED, "Non retenu"),
            (State.CANCELLED, "Non retenu"),
        ],
    )
    def test_each_says_where_it_stands(self, reader, mentor, state, label):
        ProposalFactory(mentor=mentor, state=state, is_interest=True, mentee_accepted_at=timezone.now())
        answer = reader.get(reverse("interests"))
        assert [row["standing"] for row in answer.context["rows"]] == [label]
        assert label in text_of(answer)

    def test_why_it_ended_is_not_told(self, reader, mentor):
        ProposalFactory(
            mentor=mentor,
            state=State.DECLINED,
            is_interest=True,
            close_reason="undisclosed",
            close_text="Zzprecision",
        )
        page = text_of(reader.get(reverse("interests")))
        assert "Zzprecision" not in page
        assert "Je préfère ne pas dire" not in page

    def test_only_ones_own_and_recent(self, reader, mentor):
        long_ago = timezone.now() - datetime.timedelta(days=91)
        ProposalFactory(interest=True)
        ProposalFactory(mentor=mentor, draft=True)
        ProposalFactory(mentor=mentor, state=State.DECLINED, is_interest=True, state_changed_at=long_ago)
        ProposalFactory(mentor=mentor, state=State.CANCELLED, is_interest=True, close_reason="withdrawn")
        pair = ProposalFactory(mentor=mentor, accepted=True, is_interest=True, state_changed_at=long_ago)
        assert [row["proposal"] for row in reader.get(reverse("interests")).context["rows"]] == [pair]

    def test_none(self, reader):
        assert "Aucun intérêt en cours." in text_of(reader.get(reverse("interests")))

    def test_an_interest_is_taken_back(self, reader, mentor, mentee):
        proposal = interests.express(mentor, mentee, by=mentor.person)
        assert "Retirer mon intérêt" in text_of(reader.get(of_person(mentor, mentee)))
        for _turn in range(2):
            answer = reader.post(reverse("interest_withdraw", args=[proposal.reference]), follow=True)
            assert answer.status_code == 200
        assert (fresh(proposal).state, fresh(proposal).close_reason) == (State.CANCELLED, "withdrawn")
        assert transitions(proposal) == ["express_interest", "withdraw_interest"]
        assert len(reader.get(HOME).context["cards"]) == 1

    def test_a_pinned_pair_stays_pinned_without_the_interest(self, reader, awa, mentor, mentee):
        proposal = proposals.stage(mentor, mentee, by=awa)
        interests.express(mentor, mentee, by=mentor.person, team_note="Oui.")
        for _turn in range(2):
            reader.post(reverse("interest_withdraw", args=[proposal.reference]))
        kept = fresh(proposal)
        assert (kept.state, kept.is_interest, kept.team_note) == (State.DRAFT, False, "")
        assert transitions(proposal) == ["stage", "express_interest", "withdraw_interest"]

    def test_until_the_person_was_asked(self, reader, mentor, mentee):
        in_mode("mentor_choice")
        proposal = interests.express(mentor, mentee, by=mentor.person)
        assert "Retirer mon intérêt" in text_of(reader.get(reverse("interests")))
        letters_left()
        assert "Retirer mon intérêt" not in text_of(reader.get(reverse("interests")))
        answer = reader.post(reverse("interest_withdraw", args=[proposal.reference]), follow=True)
        assert "La personne a déjà reçu votre proposition." in text_of(answer)
        assert fresh(proposal).state == State.AWAITING_MENTEE

    @pytest.mark.parametrize("number", [1, 12])
    def test_the_page_costs_the_same(self, reader, mentor, number, django_assert_num_queries):
        ProposalFactory.create_batch(number, mentor=mentor, state=State.DECLINED, is_interest=True)
        with django_assert_num_queries(14):
            assert len(reader.get(reverse("interests")).context["rows"]) == number


class TestMenu:
    def entry(self, client):
        menu = client.get(reverse("interests")).context["menu_items"]
        return next((entry for entry in menu if entry["url"] == HOME), None)

    def test_the_count_follows_the_list(self, reader, mentor, mentee):
        assert self.entry(reader)["badge"] is None
        reader.get(HOME)
        assert self.entry(reader)["badge"] == 1
        reader.get(HOME, {"duree": "court"})
        assert self.entry(reader)["badge"] == 1
        reader.post(of_person(mentor, mentee, "suggestion_dismiss"), {"detail": "level"}, follow=True)
        assert self.entry(reader)["badge"] is None

    def test_the_clock_counts_for_everyone(self, reader, mentor):
        ProfileFactory.create_batch(3)
        other = ProfileFactory(mentor=True, languages=["es"])
        assert count_suggestions() == count_suggestions() == 2
        assert self.entry(reader)["badge"] == 3
        assert browsing.known_count(other.person) is None

    def test_absent_where_the_team_composes(self, reader):
        in_mode("coordinator")
        assert self.entry(reader) is None

    def test_absent_for_others(self, client, mentee):
        client.force_login(mentee.person)
        menu = client.get(reverse("space")).context["menu_items"]
        assert HOME not in [entry["url"] for entry in menu]
