"""« Proposition d’ensemble » page by page: asked for, followed, read, changed, sent, taken back."""

import datetime
import re

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from applications.tests.factories import ProfileFactory
from matching.models import Proposal, Run
from matching.services import proposals, runs, sending
from matching.tests.factories import (
    ExclusionFactory,
    LeftOutFactory,
    ProposalFactory,
    RunFactory,
    RunPairFactory,
)
from matching.tests.reading import text_of
from mentoring.mail.models import Email
from mentoring.models import AccessLog, Event
from mentoring.returns import leaving
from mentoring.tests.factories import CoordinatorFactory

pytestmark = pytest.mark.django_db
HOME = "/pilotage/mise-en-relation/ensemble/"
CHOICES = {"floor": "50", "gamma": "2", "is_waiting_counted": "on", "is_interest_counted": "on"}


@pytest.fixture
def coordination(client, awa):
    client.force_login(awa)
    return client


@pytest.fixture
def run(awa):
    return RunFactory(done=True, created_by=awa)


def of(run, name="run", *others):
    return reverse(name, args=[run.reference, *(one.public_id for one in others)])


def plain(text):
    """With ordinary spaces where French puts those that do not break."""
    return text.replace("\u202f", " ").replace("\xa0", " ")


def read(client, url, **data):
    answer = client.get(url, data)
    assert answer.status_code == 200
    return plain(text_of(answer))


def told(answer):
    """What the next page says above everything else."""
    return [plain(str(message)) for message in answer.context["messages"]]


class TestAsking:
    def test_the_form_starts_from_the_settings_and_the_list_is_empty(self, coordination):
        page = read(coordination, HOME)
        assert 'name="floor" value="50"' in page
        assert 'name="gamma" value="2.0"' in page
        assert page.count(" checked") == 2
        assert "Pas encore de calcul." in page

    def test_it_is_queued_with_what_was_chosen(self, coordination, awa):
        answer = coordination.post(HOME, CHOICES | {"floor": "60", "is_interest_counted": ""})
        asked = Run.objects.get()
        assert answer.url == of(asked)
        assert (asked.created_by, asked.floor, asked.gamma) == (awa, 60, 2)
        assert (asked.is_waiting_counted, asked.is_interest_counted) == (True, False)
        assert coordination.post(HOME, CHOICES).url == of(asked)
        assert Run.objects.count() == 1

    @pytest.mark.parametrize(
        ("wrong", "sentence"),
        [
            ({"floor": "101"}, "Choisissez un nombre entier entre 0 et 100"),
            ({"floor": "beaucoup"}, "Choisissez un nombre entier entre 0 et 100"),
            ({"floor": ""}, "Choisissez un nombre entier entre 0 et 100"),
            ({"gamma": "9"}, "Choisissez une équité entre 1 et 4"),
            ({"gamma": "nan"}, "Choisissez une équité entre 1 et 4"),
            ({"campus": "999999"}, "Choisissez un campus de la liste"),
            ({"formation": "x"}, "Choisissez une formation de la liste"),
            ({"domain": "x"}, "Choisissez un domaine de la liste"),
        ],
    )
    def test_what_is_wrong_is_said_at_the_field_and_nothing_is_lost(self, coordination, wrong, sentence):
        answer = coordination.post(HOME, CHOICES | {"floor": "64"} | wrong)
        page, [(name, value)] = text_of(answer), wrong.items()
        assert answer.status_code == 200
        assert list(answer.context["form"].errors) == [name]
        assert page.count(sentence) == 2  # in the summary and at the field
        assert "<title>Erreur" in page
        if name in ("floor", "gamma") and value:
            assert f'name="{name}" value="{value}"' in page
        if name != "floor":
            assert 'name="floor" value="64"' in page
        assert not Run.objects.exists()

    def test_the_calculations_are_listed_with_where_they_stand(self, coordination, awa):
        RunFactory(created_by=awa)
        RunFactory(running=True)
        RunFactory(failed=True)
        RunFactory(done=True, pair_count=12, left_out_count=8, created_by=None)
        page = read(coordination, HOME)
        for words in ("En file", "Calcul en cours", "Interrompu", "12 binômes", "8 sans solution"):
            assert words in page
        assert "le programme" in page


class TestFollowing:
    def test_a_run_that_waits(self, coordination):
        page = read(coordination, of(RunFactory()))
        assert "Le calcul va commencer." in page
        assert 'hx-trigger="every 1s"' in page
        assert "Actualiser" in page

    def test_a_run_under_way_says_its_phase(self, coordination):
        started = RunFactory(running=True)
        fragment = read(coordination, of(started, "run_state"))
        assert "Meilleure répartition" in fragment
        assert fragment.count("est-fait") == 2
        assert fragment.count('aria-current="step"') == 1
        assert "<html" not in fragment
        Run.objects.update(created_at=timezone.now() - datetime.timedelta(seconds=11))
        assert 'hx-trigger="every 3s"' in read(coordination, of(started, "run_state"))

    @pytest.mark.parametrize("end", ["done", "failed"])
    def test_the_end_sends_the_browser_to_the_result(self, coordination, end):
        over = RunFactory(**{end: True})
        answer = coordination.get(of(over, "run_state"))
        assert answer.headers["HX-Redirect"] == of(over)
        assert answer.content == b""

    def test_a_failed_run_says_why_and_is_asked_again(self, coordination):
        failed = RunFactory(failed=True, floor=40)
        page = read(coordination, of(failed))
        assert failed.error in page
        assert "Relancer le calcul" in page
        answer = coordination.post(of(failed, "run_recompute"))
        again = Run.objects.exclude(pk=failed.pk).get()
        assert (answer.url, again.parent, again.floor) == (of(again), failed, 40)

    @pytest.mark.parametrize("state", ["queued", "running", "failed"])
    def test_nothing_is_proposed_before_the_end(self, coordination, state):
        run = RunFactory(**({} if state == "queued" else {state: True}))
        assert "checkbox" not in read(coordination, of(run))
        answer = coordination.get(of(run, "run_propose"), {"mentee": "x"}, follow=True)
        assert told(answer) == ["Cochez au moins un binôme."]

    def test_an_unknown_run_is_not_found(self, coordination, run):
        mentee = ProfileFactory()
        for name in ("run", "run_state", "run_propose"):
            assert coordination.get(reverse(name, args=["ENS-9999"])).status_code == 404
        assert coordination.get(of(run, "run_others", mentee)).status_code == 404
        for name in ("run_remove", "run_restore"):
            assert coordination.post(of(run, name, mentee)).status_code == 404


class TestReading:
    def test_a_result_says_everything(self, coordination, run):
        good, weak, watched = (
            RunPairFactory(run=run, score=score, choice_of_mentee=choice, warnings=warnings, days=days)
            for score, choice, warnings, days in (
                (820_000, 1, [], 12),
                (600_000, 3, [], 0),
                (780_000, 2, ["one_slot"], 1),
            )
        )
        left = LeftOutFactory(run=run, code="below_floor", best=470_000, slot=3, opened=2)
        Run.objects.update(pair_count=3, left_out_count=1, mean=733_000)
        page = read(coordination, of(run))
        assert "<strong>3</strong> binômes proposés" in page
        assert "adéquation moyenne <strong>73</strong>" in page
        assert "<strong>1</strong> personne sans solution" in page
        for pair in (good, weak, watched):
            assert str(pair.mentor.person) in page
            assert str(pair.mentee.person) in page
        assert f"1er choix pour {good.mentee.person.first_name}" in page
        assert f"3e choix pour {weak.mentee.person.first_name}" in page
        assert "Attend depuis 12 jours" in page
        assert "Un seul créneau commun" in page
        assert str(left.mentee.person) in page
        assert "Le meilleur mentor possible est à 47 points, sous le seuil de 50." in page
        assert "ouvrirait 2 mentors" in page
        assert "Optimum prouvé" in page
        # Ticked: 65 points or more and nothing to look at first.
        assert re.findall(r'value="(\w+)" form="cocher"[^>]* checked', page) == [good.mentee.public_id]
        assert page.count('form="cocher"') == 3
        assert "Proposer le binôme coché" in page

    def test_a_result_without_a_pair_says_what_to_do(self, coordination, run):
        LeftOutFactory(run=run)
        Run.objects.update(left_out_count=1)
        page = read(coordination, of(run))
        assert "Aucun binôme au-dessus de 50." in page
        assert "Changer les réglages du calcul" in page
        assert "Aucun mentor n’a de place libre." in page
        assert "checkbox" not in page

    def test_a_result_that_is_out_of_date_says_so(self, coordination, run, awa):
        pair = RunPairFactory(run=run)
        assert "ont changé depuis" not in read(coordination, of(run))
        for profile in (pair.mentor, pair.mentee):
            Event.objects.create(actor=awa, reference=profile.reference, transition="update")
        assert "2 profils ont changé depuis ce calcul." in read(coordination, of(run))

    def test_a_line_that_cannot_be_sent_says_why_and_has_no_box(self, coordination, run):
        pair = RunPairFactory(run=run)
        ExclusionFactory(mentor=pair.mentor, mentee=pair.mentee)
        page = read(coordination, of(run))
        assert "Paire exclue depuis ce calcul." in page
        assert "checkbox" not in page
        assert "Épingler" not in page

    def test_pages_of_lines_and_of_those_left_out_are_turned_apart(self, coordination, run):
        RunPairFactory.create_batch(51, run=run, mentor=ProfileFactory(mentor=True))
        LeftOutFactory.create_batch(26, run=run)
        Run.objects.update(pair_count=51, left_out_count=26)
        answer = coordination.get(of(run), {"page": "2", "sans": "2"})
        assert len(answer.context["lines"]) == len(answer.context["left_out"]) == 1
        page = text_of(answer)
        assert "?page=1&amp;sans=2" in page
        assert "?page=2&amp;sans=1#sans-solution" in page
        assert len(coordination.get(of(run), {"page": "99", "sans": "x"}).context["left_out"]) == 25

    def test_an_erased_author_leaves_the_page_whole(self, coordination):
        assert "le programme" in read(coordination, of(RunFactory(done=True, created_by=None)))


class TestChanging:
    def test_a_line_is_removed_then_put_back(self, coordination, run):
        pair = RunPairFactory(run=run)
        url = of(run, "run_remove", pair.mentee) + leaving(f"{of(run)}?page=1")
        assert (answer := coordination.post(url, follow=True)).redirect_chain == [(f"{of(run)}?page=1", 302)]
        page = text_of(answer)
        assert told(answer) == ["Binôme retiré. Le prochain calcul fera sans."]
        assert 'class="est-retire"' in page
        assert "1 binôme retiré." in page
        assert "checkbox" not in page
        answer = coordination.post(of(run, "run_restore", pair.mentee), follow=True)
        assert "est-retire" not in text_of(answer)

    def test_the_next_calculation_does_without(self, coordination, run):
        pair = RunPairFactory(run=run)
        coordination.post(of(run, "run_remove", pair.mentee))
        coordination.post(of(run, "run_recompute"))
        after = Run.objects.exclude(pk=run.pk).get()
        assert after.removed == [[pair.mentor.public_id, pair.mentee.public_id]]

    def test_a_pin_shows_and_goes(self, coordination, run):
        pair = RunPairFactory(run=run)
        both, back = [pair.mentor.public_id, pair.mentee.public_id], leaving(of(run))
        page = text_of(coordination.post(reverse("pair_pin", args=both) + back, follow=True))
        assert "Retirer l’épingle" in page
        assert of(run, "run_remove", pair.mentee) not in page
        assert "checkbox" in page
        page = text_of(coordination.post(reverse("pair_unpin", args=both) + back, follow=True))
        assert "Retirer l’épingle" not in page
        assert of(run, "run_remove", pair.mentee) in page

    def test_the_others_come_with_their_cost(self, coordination, awa):
        ProfileFactory.create_batch(2, mentor=True, capacity=1), ProfileFactory.create_batch(2)
        run = runs.ask(by=awa, floor=50, gamma=2.0)
        runs.compute_due()
        pair, other = run.pairs.all()
        page = read(coordination, of(run, "run_others", pair.mentee))
        assert f"Prend la place proposée à {other.mentee.person}" in page
        assert "Rien de perdu au total" in page
        assert f"libère {pair.mentor.person.first_name}" in page
        assert AccessLog.objects.filter(person=pair.mentee.person).exists()
        answer = coordination.post(of(run, "run_replace", pair.mentee, other.mentor), follow=True)
        assert told(answer) == ["Binôme épinglé à la place. Recalculez pour voir l’effet sur les autres."]
        assert Proposal.objects.get().mentor == other.mentor

    def test_no_other_mentor_says_so(self, coordination, run):
        pair = RunPairFactory(run=run)
        assert "Aucun autre mentor possible" in read(coordination, of(run, "run_others", pair.mentee))

    def test_a_refused_replacement_stays_on_the_page(self, coordination, run):
        pair = RunPairFactory(run=run)
        excluded = ExclusionFactory(mentee=pair.mentee).mentor
        answer = coordination.post(of(run, "run_replace", pair.mentee, excluded), follow=True)
        assert answer.redirect_chain == [(of(run, "run_others", pair.mentee), 302)]
        assert told(answer) == ["Bloqué : paire exclue."]
        assert coordination.post(of(run, "run_replace", pair.mentee, pair.mentee)).status_code == 404


class TestSending:
    def test_nothing_ticked_is_told(self, coordination, run):
        for answer in (
            coordination.get(of(run, "run_propose"), follow=True),
            coordination.post(of(run, "run_propose"), follow=True),
        ):
            assert answer.redirect_chain == [(of(run), 302)]
            assert told(answer) == ["Cochez au moins un binôme."]

    def test_the_confirmation_says_who_is_asked_and_what_cannot_be(self, coordination, run):
        usual, keen, gone, kept = RunPairFactory.create_batch(4, run=run)
        ProposalFactory(mentor=keen.mentor, mentee=keen.mentee, interest=True)
        type(keen).objects.filter(pk=keen.pk).update(is_interest=True)
        ExclusionFactory(mentor=gone.mentor, mentee=gone.mentee)
        wanted = [pair.mentee.public_id for pair in (usual, keen, gone)]
        page = read(coordination, of(run, "run_propose"), mentee=[*wanted, "inconnu"])
        assert "Proposer 2 binômes ?" in page
        assert f"{usual.mentor.person.first_name} est interrogé en premier" in page
        assert f"{keen.mentee.person.first_name} est interrogé en premier" in page
        assert "1 binôme ne peut plus être proposé" in page
        assert f"{gone.mentor.person} et {gone.mentee.person} : Paire exclue depuis ce calcul." in page
        assert "1 autre binôme reste dans la répartition" not in page  # two: the one excluded, the one kept
        assert "2 autres binômes restent dans la répartition" in page
        assert re.findall(r'type="hidden" name="mentee" value="(\w+)"', page) == wanted[:2]
        assert "Réponses attendues le" in page
        assert str(kept.mentee.person) not in page
        assert not Email.objects.exists()

    def test_nothing_left_to_propose(self, coordination, run):
        pair = RunPairFactory(run=run)
        ExclusionFactory(mentor=pair.mentor, mentee=pair.mentee)
        page = read(coordination, of(run, "run_propose"), mentee=pair.mentee.public_id)
        assert "Rien à proposer" in page
        assert 'name="mentee"' not in page

    def test_a_line_of_another_run_is_not_sent_from_here(self, coordination, run):
        other = RunPairFactory()
        answer = coordination.post(of(run, "run_propose"), {"mentee": other.mentee.public_id}, follow=True)
        assert told(answer) == ["Cochez au moins un binôme."]
        assert not Proposal.objects.exists()

    def test_two_clicks_send_once_then_all_is_taken_back(self, coordination, run):
        pairs = RunPairFactory.create_batch(2, run=run)
        data = {"mentee": [pair.mentee.public_id for pair in pairs]}
        answer = coordination.post(of(run, "run_propose"), data, follow=True)
        assert told(answer)[0].startswith("2 propositions partent dans dix minutes.")
        page = text_of(answer)
        assert "2 propositions viennent d’être envoyées." in page
        assert page.count("Attend le mentor") == 2
        assert "checkbox" not in page
        answer = coordination.post(of(run, "run_propose"), data, follow=True)
        assert told(answer) == ["Ces binômes ont déjà été proposés."]
        assert Email.objects.count() == 2
        answer = coordination.post(of(run, "run_take_back"), follow=True)
        assert told(answer) == ["2 envois annulés : aucun e-mail n’est parti."]
        assert not Proposal.objects.exists()
        answer = coordination.post(of(run, "run_take_back"), follow=True)
        assert told(answer)[0].startswith("Rien à reprendre")

    def test_the_way_back_is_offered_ten_minutes_to_who_sent(self, coordination, awa, run):
        with time_machine.travel(timezone.now(), tick=False) as clock:
            sending.send([RunPairFactory(run=run)], by=awa)
            assert "Annuler l’envoi" in read(coordination, of(run))
            clock.shift(datetime.timedelta(minutes=10))
            assert "Annuler l’envoi" not in read(coordination, of(run))
            sending.send([RunPairFactory(run=run)], by=CoordinatorFactory())
            assert "Annuler l’envoi" not in read(coordination, of(run))

    def test_those_refused_are_named_apart(self, coordination, run):
        good, gone = RunPairFactory.create_batch(2, run=run)
        ExclusionFactory(mentor=gone.mentor, mentee=gone.mentee)
        data = {"mentee": [good.mentee.public_id, gone.mentee.public_id]}
        words = told(coordination.post(of(run, "run_propose"), data, follow=True))
        assert words[0].startswith("1 proposition part dans dix minutes.")
        assert words[1:] == [f"{gone.mentor.person} et {gone.mentee.person} : Bloqué : paire exclue."]

    def test_a_pinned_line_is_sent_as_the_others(self, coordination, run, awa):
        pair = RunPairFactory(run=run)
        draft = proposals.stage(pair.mentor, pair.mentee, by=awa)
        coordination.post(of(run, "run_propose"), {"mentee": pair.mentee.public_id})
        draft.refresh_from_db()
        assert draft.state == Proposal.State.AWAITING_MENTOR


@pytest.mark.parametrize("number", [1, 30])
class TestQueries:
    """As many for one row as for thirty."""

    def test_calculations(self, coordination, number, django_assert_num_queries):
        RunFactory.create_batch(number, done=True)
        with django_assert_num_queries(14):
            read(coordination, HOME)

    def test_result(self, coordination, run, number, django_assert_num_queries):
        pairs = RunPairFactory.create_batch(number, run=run)
        sent = ProposalFactory(mentor=pairs[0].mentor, mentee=pairs[0].mentee, asked_mentor=True)
        type(pairs[0]).objects.filter(pk=pairs[0].pk).update(sent_at=timezone.now(), proposal=sent)
        LeftOutFactory.create_batch(number, run=run, code="no_mentor", rule="no_slot")
        with django_assert_num_queries(24):
            read(coordination, of(run))

    def test_confirmation(self, coordination, run, number, django_assert_num_queries):
        pairs = RunPairFactory.create_batch(number, run=run)
        wanted = [pair.mentee.public_id for pair in pairs]
        with django_assert_num_queries(43):
            read(coordination, of(run, "run_propose"), mentee=wanted)
