"""« Mode » and « Mise en relation » among the settings: read, previewed, saved."""

import re

import pytest
from django.urls import reverse

from applications.tests.factories import ProfileFactory
from matching.forms import SettingsForm
from matching.models import MatchingSettings, Proposal
from matching.services import settings
from matching.tests.factories import ProposalFactory
from matching.tests.reading import fresh, in_mode, text_of
from mentoring.models import Event, Programme
from mentoring.tests.factories import CoordinatorFactory

pytestmark = pytest.mark.django_db
State = Proposal.State
SAVED_BY_JULIEN = r"Julien Morel a enregistré d’autres réglages à \d+.h(.\d\d)?\. Relisez ce qui change"


@pytest.fixture
def coordination(client, awa):
    client.force_login(awa)
    return client


def julien():
    return CoordinatorFactory(first_name="Julien", last_name="Morel")


class TestMode:
    url = "/pilotage/reglages/mode/"

    def switch(self, client, mode, seen="mixed"):
        return client.post(self.url, {"mode": mode, "seen": seen, "confirme": "oui"}, follow=True)

    def test_the_board_leads_to_it(self, coordination):
        assert f'class="bn-mode" href="{self.url}"' in text_of(coordination.get(reverse("board")))

    def test_the_ways_to_the_other_settings_and_to_the_board(self, coordination):
        for name in ("matching_mode", "matching_settings", "matching_versions"):
            page = text_of(coordination.get(reverse(name)))
            assert f'class="bn-retour" href="{reverse("settings")}"' in page
            assert "Ouvrir la mise en relation" in page

    def test_three_cards_and_todays_is_chosen(self, coordination):
        MatchingSettings.objects.update(proposal_days=1)
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


class TestSettings:
    url = "/pilotage/reglages/mise-en-relation/"

    @pytest.fixture
    def data(self):
        return SettingsForm.data_of(MatchingSettings.current())

    def save(self, client, data, **words):
        return client.post(self.url, {**data, "confirme": "oui", "reason": "Essai", **words}, follow=True)

    def test_todays_settings_are_shown(self, coordination):
        answer = coordination.get(self.url)
        page = text_of(answer)
        assert 'name="weight_domains" value="25"' in page
        assert "<span data-share>25</span> / 100" in page
        assert "Bloque (par défaut)" in page
        assert "Toujours bloqué" in page
        assert answer.context["form"].errors == {}
        assert len(answer.context["rules"]) == 11

    def test_a_change_is_read_before_it_is_saved(self, coordination, awa, data):
        data |= {"weight_domains": 30, "rule_one_slot": "block", "gamma": "3"}
        answer = coordination.post(self.url, data)
        assert [change.label for change in answer.context["changes"]] == [
            "Poids «\u202fDomaines d’accompagnement\u202f»",
            "Règle «\u202fun seul créneau commun\u202f»",
            "Équité",
        ]
        assert "3 réglages changent." in text_of(answer)
        assert MatchingSettings.objects.count() == 1
        answer = self.save(coordination, data, seen=MatchingSettings.current().pk)
        assert "Réglages enregistrés." in text_of(answer)
        row = MatchingSettings.current()
        assert (row.author, row.reason, row.gamma) == (awa, "Essai", 3.0)
        assert (row.weights["domains"], row.severities["one_slot"]) == (30, "block")
        assert f"Modifiés par {awa}" in text_of(answer)

    def test_todays_people_are_previewed(self, coordination, mentor, data):
        mentee = ProfileFactory(term="short")
        MatchingSettings.objects.update(floor=0)
        page = text_of(coordination.post(self.url, {**data, "floor": 0, "rule_opposite_terms": "block"}))
        assert "1 personne n’aurait plus le même mentor" in page
        assert f"{mentee.person}\u202f: {mentor.person} → personne" in page
        page = text_of(coordination.post(self.url, {**data, "floor": 1}))
        assert "Aucune paire ne changerait." in page

    def test_a_reason_is_asked_for(self, coordination, data):
        answer = self.save(coordination, {**data, "floor": 55}, reason=" ")
        assert answer.context["form"].errors == {"reason": ["Dites pourquoi en quelques mots"]}
        assert 'name="floor" value="55"' in text_of(answer)
        assert MatchingSettings.objects.count() == 1

    @pytest.mark.parametrize(
        ("typed", "field", "sentence"),
        [
            ({"weight_skills": "31"}, "weight_skills", "Choisissez un nombre entier entre 0 et 30"),
            ({"weight_skills": "beaucoup"}, "weight_skills", "Choisissez un nombre entier entre 0 et 30"),
            ({"proposal_days": "0"}, "proposal_days", "Choisissez un nombre entier entre 1 et 30"),
            ({"waiting_bonus": "6"}, "waiting_bonus", "Choisissez un nombre entier entre 0 et 5"),
            ({"good_from": "80"}, "good_from", "Choisissez moins que le palier au-dessus"),
            ({"to_discuss_from": "65"}, "to_discuss_from", "Choisissez moins que le palier au-dessus"),
            ({"gamma": "9"}, "gamma", "Choisissez une équité"),
            ({"rule_avoid": "perhaps"}, "rule_avoid", "Choisissez un effet"),
        ],
    )
    def test_a_mistake_is_told_at_its_field(self, coordination, data, typed, field, sentence):
        answer = coordination.post(self.url, {**data, "floor": "61", **typed})
        assert answer.context["form"].errors == {field: [sentence]}
        assert f'id="id_{field}_error"' in text_of(answer)
        assert 'name="floor" value="61"' in text_of(answer)

    def test_weights_are_not_all_zero(self, coordination, data):
        nothing = {name: 0 for name in data if name.startswith("weight_")}
        answer = coordination.post(self.url, data | nothing)
        assert answer.context["form"].errors == {"weight_domains": ["Donnez du poids à un critère au moins"]}

    def test_back_to_the_form_with_what_was_typed(self, coordination, data):
        page = text_of(coordination.post(self.url, {**data, "weight_domains": 30, "confirme": "non"}))
        assert 'name="weight_domains" value="30"' in page
        assert "<span data-share>28</span> / 100" in page

    def test_nothing_to_change(self, coordination, data):
        answer = coordination.post(self.url, data, follow=True)
        assert "Ces réglages sont déjà ceux en vigueur." in text_of(answer)

    def test_a_colleague_saved_meanwhile(self, coordination, data):
        seen = MatchingSettings.current().pk
        settings.save_version(by=julien(), reason="Avant", floor=60)
        answer = self.save(coordination, {**data, "floor": 55}, seen=seen)
        assert re.search(SAVED_BY_JULIEN, text_of(answer))
        assert answer.context["meanwhile"] == ""  # said once
        [change] = answer.context["changes"]
        assert (change.before, change.after) == ("60", "55")
        assert MatchingSettings.current().floor == 60

    def test_a_form_that_is_old_says_who_saved_since(self, coordination, data):
        """Before it is confirmed: its other values are those of before."""
        seen = coordination.get(self.url).context["seen"]
        settings.save_version(by=julien(), reason="Avant", floor=60)
        answer = coordination.post(self.url, {**data, "weight_term": 0, "seen": seen})
        assert re.search(SAVED_BY_JULIEN, text_of(answer))
        assert len(answer.context["changes"]) == 2
        again = coordination.post(self.url, {**data, "seen": seen, "confirme": "non"})
        assert again.context["seen"] == str(seen)
        seen = coordination.get(self.url).context["seen"]
        answer = coordination.post(self.url, {**data, "weight_term": 0, "seen": seen})
        assert answer.context["meanwhile"] == ""

    def test_an_old_list_of_versions_says_who_saved_since(self, coordination, awa):
        older = MatchingSettings.current()
        settings.save_version(by=awa, reason="Essai", floor=55)
        url = re.search(r'href="([^"]*/revenir/[^"]*)"', text_of(coordination.get(f"{self.url}versions/")))[1]
        assert f"/{older.pk}/revenir/" in url
        assert coordination.get(url).context["meanwhile"] == ""
        settings.save_version(by=julien(), reason="Avant", floor=60)
        assert re.search(SAVED_BY_JULIEN, text_of(coordination.get(url)))

    @pytest.mark.parametrize("seen", ["", "x" * 400, "9" * 400, "<script>"])
    def test_a_hostile_mark_is_an_old_one(self, coordination, data, seen):
        url = reverse("matching_restore", args=[MatchingSettings.current().pk])
        settings.save_version(by=julien(), reason="Avant", floor=60)
        for answer in (
            coordination.get(url, {"vu": seen}),
            coordination.post(self.url, {**data, "seen": seen}),
        ):
            assert answer.status_code == 200
            assert bool(re.search(SAVED_BY_JULIEN, text_of(answer))) == bool(seen)
            assert "<script>" not in text_of(answer).partition("<main")[2].partition("</main>")[0]

    def test_every_version_says_what_it_changed(self, coordination, awa):
        settings.save_version(by=awa, reason="Moins d’attente", floor=60)
        answer = coordination.get(f"{self.url}versions/")
        page = text_of(answer)
        assert "Moins d’attente" in page
        assert "Seuil pour proposer\u202f: 50 → 60" in page
        assert page.count("En vigueur") == page.count("Revenir à cette version") == 1
        for reason in range(25):
            settings.save_version(by=awa, reason=str(reason), floor=reason)
        answer = coordination.get(f"{self.url}versions/?page=2")
        assert len(answer.context["rows"]) == 7
        assert [len(changes) for _version, changes in answer.context["rows"]] == [1] * 6 + [0]

    def test_an_older_version_comes_back(self, coordination, awa):
        older = MatchingSettings.current()
        settings.save_version(by=awa, reason="Essai", floor=60, weights={"term": 0})
        answer = coordination.get(reverse("matching_restore", args=[older.pk]))
        assert f"Retour à la version {older.pk} du " in answer.context["form"]["reason"].value()
        assert len(answer.context["changes"]) == 2
        assert MatchingSettings.objects.count() == 2
        answer = self.save(coordination, SettingsForm.data_of(older), seen=MatchingSettings.current().pk)
        assert settings.changes(older, MatchingSettings.current()) == []
        assert MatchingSettings.objects.count() == 3
        answer = coordination.get(reverse("matching_restore", args=[older.pk]), follow=True)
        assert "Ces réglages sont déjà ceux en vigueur." in text_of(answer)
        assert coordination.get(reverse("matching_restore", args=[older.pk + 99])).status_code == 404
