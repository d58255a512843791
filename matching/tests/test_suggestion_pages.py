import datetime
import re

import pytest
import time_machine
from django.core.signing import BadSignature
from django.urls import reverse
from django.utils import timezone

from applications.models import Campus, Profile
from applications.tests.factories import ProfileFactory
from matching.models import Exclusion, Proposal
from matching.services import features, proposals, tokens
from matching.tests.factories import ExclusionFactory, ProposalFactory
from matching.tests.reading import fresh, in_mode, of_person, text_of
from mentoring.models import AccessLog, Programme
from mentoring.tests.factories import UserFactory

pytestmark = pytest.mark.django_db
State = Proposal.State
HOME = "/espace/suggestions/"
MODES = [mode.value for mode in Programme.Mode]


def addresses(mentor, mentee):
    """Every page about suggestions, with the method it answers to."""
    names = ["suggestion", "suggestion_interest", "suggestion_dismiss"]
    return (
        [("get", HOME), ("get", reverse("interests"))]
        + [("get", of_person(mentor, mentee, name)) for name in names]
        + [("post", of_person(mentor, mentee, "suggestion_restore"))]
        + [("post", reverse("interest_withdraw", args=["PRO-XXXX"]))]
    )


class TestWhoMay:
    def test_visitors_sign_in(self, client, mentor, mentee):
        for method, url in addresses(mentor, mentee):
            answer = getattr(client, method)(url)
            assert (answer.status_code, answer.url.partition("?")[0]) == (302, "/connexion/"), url

    @pytest.mark.parametrize("who", ["mentee", "nobody", "unapproved", "gone", "coordinator"])
    def test_others_find_nothing(self, client, awa, mentor, mentee, who):
        people = {
            "mentee": lambda: mentee.person,
            "nobody": UserFactory,
            "unapproved": lambda: ProfileFactory(mentor=True, closed=True).person,
            "gone": lambda: ProfileFactory(mentor=True, state="archived").person,
            "coordinator": lambda: awa,
        }
        client.force_login(people[who]())
        for method, url in addresses(mentor, mentee):
            assert getattr(client, method)(url).status_code == 404, url
        assert not Exclusion.objects.exists()

    def test_only_posts_change_things(self, reader, mentor, mentee):
        proposal = ProposalFactory(mentor=mentor, mentee=mentee, interest=True)
        assert reader.get(reverse("interest_withdraw", args=[proposal.reference])).status_code == 405
        assert reader.get(of_person(mentor, mentee, "suggestion_restore")).status_code == 405
        assert reader.post(of_person(mentor, mentee)).status_code == 405
        assert fresh(proposal).state == State.INTEREST

    def test_another_mentors_interest_is_not_there(self, reader):
        proposal = ProposalFactory(interest=True)
        assert reader.post(reverse("interest_withdraw", args=[proposal.reference])).status_code == 404
        assert fresh(proposal).state == State.INTEREST


class TestTokens:
    def test_a_token_opens_the_sheet_for_its_mentor_alone(self, reader, mentor, mentee):
        other = ProfileFactory(mentor=True)
        mine, theirs = tokens.token_for(mentor, mentee), tokens.token_for(other, mentee)
        assert mine != theirs
        assert mine == tokens.token_for(mentor, mentee)
        assert reader.get(reverse("suggestion", args=[mine])).status_code == 200
        assert reader.get(reverse("suggestion", args=[theirs])).status_code == 404

    def test_no_character_may_change(self, reader, mentor, mentee):
        token = tokens.token_for(mentor, mentee)
        for place, character in enumerate(token):
            forged = token[:place] + ("b" if character == "a" else "a") + token[place + 1 :]
            assert reader.get(reverse("suggestion", args=[forged])).status_code == 404, place

    @pytest.mark.parametrize("token", ["x", "..", "a.b.c", "é", "%00", "1", "interets.1.2", "a" * 3000])
    def test_nonsense_is_not_there(self, reader, token):
        assert reader.get(reverse("suggestion", args=[token])).status_code in (400, 404)

    def test_a_token_lives_fourteen_days(self, reader, mentor, mentee):
        url = of_person(mentor, mentee)
        for days, status in ((13, 200), (15, 404)):
            with time_machine.travel(timezone.now() + datetime.timedelta(days=days), tick=False):
                reader.force_login(mentor.person)
                assert reader.get(url).status_code == status
                assert reader.post(of_person(mentor, mentee, "suggestion_restore")).status_code == 302

    def test_a_replaced_secret_still_opens_what_it_made(self, reader, mentor, mentee, settings):
        token = tokens.token_for(mentor, mentee)
        old, settings.SECRET_KEY = settings.SECRET_KEY, "another"
        with pytest.raises(BadSignature):
            tokens.mentee_of(mentor, token)
        settings.SECRET_KEY_FALLBACKS = [old]
        assert tokens.mentee_of(mentor, token) == mentee

    def test_a_stale_token_changes_nothing(self, reader, mentor, mentee):
        urls = [of_person(mentor, mentee, name) for name in ("suggestion_interest", "suggestion_dismiss")]
        with time_machine.travel(timezone.now() + datetime.timedelta(days=15), tick=False):
            reader.force_login(mentor.person)
            for url in urls:
                assert reader.post(url, {"detail": "topics"}).status_code == 404
        assert not Proposal.objects.exists()
        assert not Exclusion.objects.exists()

    def test_a_person_who_left_is_not_there(self, reader, mentor, mentee):
        url = of_person(mentor, mentee)
        Profile.objects.filter(pk=mentee.pk).update(state="archived")
        assert reader.get(url).status_code == 404


def secret_mentee():
    """Someone whose every personal answer is a word of its own, and the words."""
    person = UserFactory(
        pk=987654321,
        email="zz-courriel@zzdomaine.example",
        first_name="Zzprenom",
        last_name="Zznom",
        phone="+33612349876",
    )
    campus = Campus.objects.create(code="zz-campus", label="Zzcampus", region="Bretagne")
    fields = {
        "employer": "Zzemployeur",
        "city": "Zzville",
        "postcode": "29871",
        "discord_name": "zzdiscord",
        "profile_url": "https://zzprofil.example/",
        "cohort_label": "Zzpromo",
        "diploma": "Zzdiplome",
        "avoid": "Zzeviter",
        "goals_text": "Zzobjectif en entier.",
        "challenges": "Zzbesoin en entier.",
        "pause_reason": "Zzpause",
    }
    mentee = ProfileFactory(
        pk=987654322,
        person=person,
        campus=campus,
        meet_in_person="yes",
        excerpt="Trouver une alternance.",
        **fields,
    )
    secrets = [
        *("Zzprenom", "Zznom", "zz-courriel", "zzdomaine", "zz-campus", "Zzcampus", *fields.values()),
        *("zzprofil", "+33612349876", "612349876", "06 12 34 98 76", "98765432"),
        *(mentee.public_id, person.public_id, mentee.application.reference),
    ]
    return mentee, secrets


@pytest.mark.parametrize("mode", MODES)
def test_no_page_says_who_it_is(reader, mentor, mode):
    mentor.meet_in_person, mentor.city, mentor.travel = "yes", "Zzville", "region"
    mentor.save()
    mentee, secrets = secret_mentee()
    in_mode(mode)
    shown = [reader.get(url) for method, url in addresses(mentor, mentee) if method == "get"]
    shown += [reader.post(of_person(mentor, mentee, "suggestion_dismiss"), {}), reader.get(HOME)]
    if mode != "coordinator":
        assert shown[-1].context["cards"][0]["goal"] == "Trouver une alternance"
        reader.post(of_person(mentor, mentee, "suggestion_interest"), {"team_note": "", "first_words": ""})
        assert Proposal.objects.get().is_interest
    for url in (reverse("interests"), of_person(mentor, mentee), HOME):
        shown.append(reader.get(url, follow=True))
    reader.post(of_person(mentor, mentee, "suggestion_dismiss"), {"detail": "known"}, follow=True)
    shown.append(reader.get(HOME, {"ecartee": tokens.token_for(mentor, mentee)}))
    for answer in shown:
        page = text_of(answer)
        for secret in secrets:
            assert secret not in page, secret


def test_a_token_holds_nothing_of_the_person(mentor, mentee):
    said = tokens.token_for(mentor, mentee)
    assert re.fullmatch(r"[\w-]{36}", said)
    assert mentee.public_id not in said
    # One person after the other: nothing is common to two tokens.
    others = [tokens.token_for(mentor, Profile(pk=mentee.pk + number)) for number in range(1, 50)]
    assert len({token[:8] for token in (said, *others)}) == 50


class TestList:
    def test_cards_tell_reasons_in_order_of_fit(self, reader, mentor):
        ProfileFactory(term="short", opened_at=timezone.now() - datetime.timedelta(days=12))
        best = ProfileFactory(excerpt="Décrocher une alternance en DevOps. Le reste attendra.")
        answer = reader.get(HOME)
        page = text_of(answer)
        first, second = answer.context["cards"]
        assert first["goal"] == "Décrocher une alternance en DevOps"
        assert first["band"] == "Très bonne adéquation"
        assert first["meta"] == "Développeur web et web mobile · Île-de-France"
        assert len(first["reasons"]) == 3
        assert second["cautions"] == [] or len(second["cautions"]) == 1
        assert "2 personnes pourraient avancer avec vous" in page
        assert "Il vous reste 2 places" in page
        assert "attend depuis 12 jours" in page
        assert "sur 100" not in page
        assert page.count("btn-primary") == 1
        assert reverse("suggestion", args=[first["token"]]) in page
        assert tokens.mentee_of(mentor, first["token"]) == best

    def test_nobody_yet(self, reader):
        page = text_of(reader.get(HOME))
        assert "Pas de suggestion pour l’instant." in page
        assert reverse("profile", args=["mentor"]) in page

    def test_someone_without_a_reviewed_text_has_a_title(self, reader):
        ProfileFactory(excerpt="")
        assert reader.get(HOME).context["cards"][0]["goal"] == "Une personne à accompagner"

    def test_a_full_mentor(self, client, mentee):
        full = ProfileFactory(mentor=True, capacity=1)
        ProposalFactory(mentor=full, accepted=True)
        client.force_login(full.person)
        answer = client.get(HOME)
        assert "Vos places sont prises, bravo." in text_of(answer)
        assert answer.context["cards"] == []

    def test_a_paused_mentor(self, client, mentee):
        paused = ProfileFactory(mentor=True, state="paused", paused_until=datetime.date(2030, 3, 5))
        client.force_login(paused.person)
        assert "Votre profil est en pause jusqu’au mardi 5 mars 2030." in text_of(client.get(HOME))

    def test_a_mentor_who_leaves_it_to_the_team(self, client, mentee):
        mentor = ProfileFactory(mentor=True, is_opted_out=True)
        client.force_login(mentor.person)
        assert "L’équipe cherche pour vous." in text_of(client.get(HOME))

    def test_too_many_interests_replace_the_button(self, reader, mentor):
        for _turn in range(3):
            ProposalFactory(mentor=mentor, interest=True)
        mentee = ProfileFactory()
        page = text_of(reader.get(HOME))
        assert "Vous avez déjà 3 intérêts en cours." in page
        assert "Je souhaite l’accompagner" not in page
        assert "Je souhaite l’accompagner" not in text_of(reader.get(of_person(mentor, mentee)))
        answer = reader.post(of_person(mentor, mentee, "suggestion_interest"), {}, follow=True)
        assert "Vous avez déjà 3 intérêts en cours." in text_of(answer)
        assert not Proposal.objects.filter(mentee=mentee).exists()

    @pytest.mark.parametrize("number", [1, 12])
    def test_the_list_costs_the_same(self, reader, mentor, number, django_assert_num_queries):
        ProfileFactory.create_batch(number)
        features.write_missing()
        reader.get(HOME)  # the menu's count is known from then on
        with django_assert_num_queries(41):
            assert len(reader.get(HOME).context["cards"]) == min(number, 10)


class TestFilters:
    @pytest.fixture
    def three(self, mentor):
        mentor.meet_in_person, mentor.region = "yes", "Bretagne"
        mentor.save()
        return {
            "career": ProfileFactory(domains=["career"], term="flexible", excerpt="Orientation."),
            "short": ProfileFactory(domains=["technical"], term="short", excerpt="Court."),
            "near": ProfileFactory(
                domains=["technical"], meet_in_person="yes", region="Bretagne", excerpt="Ici."
            ),
        }

    @pytest.mark.parametrize(
        ("query", "expected"),
        [
            ({}, {"Orientation", "Court", "Ici"}),
            ({"domaine": "career"}, {"Orientation"}),
            ({"domaine": "technical"}, {"Court", "Ici"}),
            ({"duree": "court"}, {"Orientation", "Court"}),
            ({"duree": "long"}, {"Orientation", "Ici"}),
            ({"rencontre": "1"}, {"Ici"}),
            ({"rencontre": "1", "duree": "court"}, set()),
        ],
    )
    def test_a_filter_narrows_the_list(self, reader, three, query, expected):
        answer = reader.get(HOME, query)
        assert {card["goal"] for card in answer.context["cards"]} == expected
        assert ("Personne ne correspond à ces filtres." in text_of(answer)) == (not expected)
        assert ("Tout voir" in text_of(answer)) == bool(query)

    @pytest.mark.parametrize("value", ["'; DROP", "<script>", "\x00", "é" * 5000, "-1", "{{ 7 }}", "\u202e"])
    @pytest.mark.parametrize("name", ["domaine", "duree", "ecartee", "page"])
    def test_a_hostile_value_narrows_nothing(self, reader, three, name, value):
        answer = reader.get(HOME, {name: value})
        assert answer.status_code in (200, 400)
        if answer.status_code == 200:
            assert len(answer.context["cards"]) == 3
            assert "<script>" not in text_of(answer)

    def test_a_choice_stays_chosen(self, reader, three):
        page = text_of(reader.get(HOME, {"duree": "court", "rencontre": "1"}))
        assert '<option value="court" selected>' in page
        assert re.search(r'name="rencontre"[^>]* checked>', page)


class TestSheet:
    def test_everything_but_the_name(self, reader, mentor, mentee):
        page = text_of(reader.get(of_person(mentor, mentee)))
        for words in (
            "Je bloque sur la relecture de code.",
            "Pourquoi cette personne",
            "Python",
            "lundi soir",
        ):
            assert words in page
        assert "Je souhaite l’accompagner" in page
        log = AccessLog.objects.get()
        assert (log.reader, log.person, log.page) == (mentor.person, mentee.person, "suggestion")

    def test_someone_was_faster(self, reader, mentor, mentee):
        url = of_person(mentor, mentee)
        ProposalFactory(mentee=mentee)
        answer = reader.get(url, follow=True)
        assert answer.redirect_chain == [(HOME, 302)]
        assert "Cette personne vient de recevoir une autre proposition." in text_of(answer)
        assert not AccessLog.objects.exists()

    def test_a_question_already_asked_is_answered_there(self, reader, awa, mentor, mentee):
        proposal = proposals.propose(mentor, mentee, by=awa)
        answer = reader.get(of_person(mentor, mentee))
        assert (answer.status_code, answer.url) == (302, reverse("proposal", args=[proposal.reference]))

    def test_an_exclusion_is_not_told(self, reader, mentor, mentee):
        ExclusionFactory(mentor=mentor, mentee=mentee)
        answer = reader.get(of_person(mentor, mentee), follow=True)
        assert "Cette personne ne fait plus partie des suggestions." in text_of(answer)

    @pytest.mark.parametrize("number", [1, 12])
    def test_a_sheet_costs_the_same(self, reader, mentor, mentee, number, django_assert_num_queries):
        ProfileFactory.create_batch(number)
        reader.get(HOME)
        with django_assert_num_queries(39):
            assert reader.get(of_person(mentor, mentee)).status_code == 200
