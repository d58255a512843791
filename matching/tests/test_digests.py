"""« 6 personnes pourraient avancer avec vous »: whom it is sent to, when, and what it never says."""

import datetime
import zoneinfo

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from applications.tests.factories import ProfileFactory
from matching import tasks
from matching.models import RunPair
from matching.services import composing, features, ranking, suggestions
from matching.tests.factories import ExclusionFactory, ProposalFactory, RunFactory, RunPricesFactory
from matching.tests.reading import in_mode
from mentoring.mail import drain
from mentoring.mail.models import Email, Preference

pytestmark = pytest.mark.django_db
MONDAY = datetime.datetime(2026, 3, 9, 9, 0, tzinfo=zoneinfo.ZoneInfo("Europe/Paris"))
SECRETS = {
    "first_name": "Zéphyrine",
    "last_name": "Quatrevaux",
    "email": "zephyrine@secret.example",
    "phone": "+33611223344",
}


def at(days, minutes=0):
    return time_machine.travel(MONDAY + datetime.timedelta(days=days, minutes=minutes), tick=False)


def someone(days=-3, **fields):
    """A mentee whose profile opened that many days after MONDAY."""
    return ProfileFactory(opened_at=MONDAY + datetime.timedelta(days=days), **fields)


@pytest.fixture
def mentor(mentor):
    mentor.opened_at = MONDAY - datetime.timedelta(days=60)
    mentor.save()
    return mentor


def digests():
    return Email.objects.filter(kind="suggestions_digest").order_by("pk")


def test_a_mentor_with_a_place_reads_three_lines_without_a_name(mentor):
    goals = ["Écrire des tests", "Lire du code", "Préparer un entretien", "Choisir un métier"]
    people = [someone(goals_text=f"{goal}. Merci.") for goal in goals]
    for profile in people:
        for name, value in SECRETS.items():
            setattr(profile.person, name, f"{profile.pk}{value}" if name == "email" else value)
        profile.person.save()
    with at(0):
        assert tasks.suggestions_digest() == 1
        assert tasks.suggestions_digest() == 0
    [email] = digests()
    assert (email.recipient, email.subject) == (mentor.person, "4 personnes pourraient avancer avec vous")
    lines = [line for line in email.text.splitlines() if line.startswith("- ")]
    assert len(lines) == 3
    assert all(any(goal in line for goal in goals) and "lundi soir" in line for line in lines)
    assert "/espace/suggestions/" in email.text
    written = email.subject + email.text + email.html
    hidden = [*SECRETS.values(), "Montreuil", *(profile.public_id for profile in people)]
    assert [word for word in hidden if word in written] == []


def test_one_person_is_told_of_in_the_singular(mentor):
    someone()
    with at(0):
        tasks.suggestions_digest()
    assert digests().get().subject == "1 personne pourrait avancer avec vous"
    assert "Voici ce qu’elle cherche" in digests().get().text


def test_only_somebody_new_is_worth_another_letter_and_a_fortnight_apart(mentor):
    someone()
    with at(0, minutes=1):
        tasks.suggestions_digest()
    with at(14):
        assert tasks.suggestions_digest() == 0  # nobody new
    someone(days=8)
    with at(7):
        assert tasks.suggestions_digest() == 0  # too soon
    with at(14):
        assert tasks.suggestions_digest() == 1
    with at(28):
        assert tasks.suggestions_digest() == 0
    assert "est arrivée" not in digests().first().text
    assert "Une demande qui vous va bien est arrivée" in digests().last().text


def test_a_letter_that_never_left_counts_for_nothing(mentor):
    someone()
    with at(0):
        tasks.suggestions_digest()
        digests().update(state="suppressed")
    with at(7):
        assert tasks.suggestions_digest() == 1


def test_whom_it_is_not_for(mentor):
    """No place, on a break, who prefers not, nobody good: and nobody at all where the team composes."""
    someone()
    ProposalFactory(accepted=True, mentor=ProfileFactory(mentor=True, capacity=1), mentee=someone())
    ProfileFactory(mentor=True, is_opted_out=True)
    ProfileFactory(mentor=True, state="paused", paused_until=datetime.date(2026, 6, 1))
    Preference.objects.create(user=ProfileFactory(mentor=True).person, is_follow_up_on=False)
    ProfileFactory(mentor=True, languages=["es"])
    with at(0):
        in_mode("coordinator")
        assert tasks.suggestions_digest() == 0
        in_mode("mixed")
        assert tasks.suggestions_digest() == 1
    assert digests().get().recipient == mentor.person


@pytest.mark.parametrize("turn", ["full", "paused", "coordinator", "still"])
def test_it_leaves_while_there_is_a_list_to_read(mentor, programme, turn):
    someone()
    with at(0):
        tasks.suggestions_digest()
        if turn == "full":
            for _place in range(mentor.capacity):
                ProposalFactory(accepted=True, mentor=mentor)
        elif turn == "paused":
            mentor.state, mentor.paused_until = "paused", datetime.date(2026, 6, 1)
            mentor.save()
        elif turn == "coordinator":
            programme.mode = turn
            programme.save()
        drain.drain()
    assert digests().get().state == ("sent" if turn == "still" else "suppressed")


@pytest.mark.parametrize("way", ["dealt", "prices", "raw"])
def test_everyones_lists_are_those_of_their_pages(mentor, way, monkeypatch):
    people = [someone(skills={"python": level % 3}) for level in range(4)]
    other = ProfileFactory(mentor=True, skills={"tests": 1})
    ExclusionFactory(mentor=other, mentee=people[0])
    ProposalFactory(interest=True, mentor=mentor, mentee=people[1])
    features.write_missing()
    if way == "prices":
        run = RunFactory(done=True)
        prices = composing.as_bytes((profile.pk, 100_000 * place) for place, profile in enumerate(people))
        RunPricesFactory(run=run, listing=prices, guests=composing.as_bytes([(other.pk, people[3].pk)]))
        RunPair.objects.create(
            run=run, mentor=mentor, mentee=people[2], score=1, choice_of_mentee=1, choice_of_mentor=1
        )
    if way == "raw":
        monkeypatch.setattr(ranking, "MOST_PAIRS", 0)
    found = dict(suggestions.everyones_lists(ranking.Board(), {mentor.pk, other.pk}, size=2))
    for one in (mentor, other):
        page = {row.mentee.pk for row in suggestions.suggestions_for(one, size=2)}
        assert set(found[one.pk]) == page
        assert page


def test_everybody_is_read_once(mentor):
    """Beyond the letters themselves, more mentors cost no more queries."""

    def queries(week):
        with at(14 * week), CaptureQueriesContext(connection) as captured:
            written = tasks.suggestions_digest()
        about_mail = ("mail_email", "mentoring_programme", "SAVEPOINT")
        return written, sum(not any(word in one["sql"] for word in about_mail) for one in captured)

    someone()
    features.write_missing()
    few, cost = queries(0)
    ProfileFactory.create_batch(8, mentor=True)
    someone(days=10)
    features.write_missing()
    assert queries(1) == (few + 8, cost)
