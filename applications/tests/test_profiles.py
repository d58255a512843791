import datetime

import pytest
from django.utils import timezone

from applications import extensions
from applications.models import Profile
from applications.options import Kind
from applications.questionnaire import typed
from applications.services import profiles
from applications.tests.answers import answers_of
from applications.tests.drafting import approved, sent
from applications.tests.factories import ProfileFactory
from mentoring.models import Event, NotAllowed

pytestmark = pytest.mark.django_db
State = Profile.State
TOMORROW = 1


def day(number):
    return timezone.localdate() + datetime.timedelta(days=number)


@pytest.mark.parametrize("kind", Kind)
def test_a_profile_gives_its_answers_back(kind):
    profile = sent(kind).profile
    answers = answers_of(kind)
    for step, found in typed.answers_of(profile).items():
        expected = {name: answers[step][name] for name in found if name in answers[step]}
        if step == "parcours" and kind == Kind.MENTOR:
            expected["supervises"] = False  # not asked: nothing is kept of it
        assert found == expected


def test_typed_columns_of_a_mentee():
    profile = sent(Kind.MENTEE).profile
    assert (profile.training_start, profile.training_end) == (
        datetime.date(2026, 9, 1),
        datetime.date(2027, 6, 30),
    )
    assert (profile.cohort_year, profile.capacity, profile.job_family) == (2027, 1, "developpement")
    assert [(row.domain.code, row.rank) for row in profile.domains.all()] == [("career", 1), ("technical", 2)]
    assert [(row.skill.code, row.level, row.is_priority) for row in profile.skills.all()] == [
        ("docker", 0, True),
        ("tests", 1, False),
    ]


@pytest.mark.parametrize(
    ("answers", "place"),
    [
        ({"postcode": "75011"}, ("75", "Île-de-France")),
        ({"postcode": "20000"}, ("2A", "Corse")),
        ({"postcode": "20600"}, ("2B", "Corse")),
        ({"postcode": "97410"}, ("974", "La Réunion")),
        ({"postcode": "98000"}, ("", "")),
        ({"postcode": "", "city": ""}, ("", "")),
        ({"postcode": "1050", "country": "Belgique"}, ("", "Belgique")),
    ],
)
def test_the_postcode_gives_department_and_region(answers, place):
    profile = sent(Kind.MENTEE, echanges=answers).profile
    assert (profile.department, profile.region) == place


def test_an_unknown_trade_is_a_blank():
    answers = {"target_family": "unknown", "training_start": "", "training_end": "", "mentee_kind": "alumni"}
    profile = sent(Kind.MENTEE, parcours=answers).profile
    assert (profile.job_family, profile.training_end, profile.cohort_year) == ("", None, None)


def test_supervised_cohorts_are_rows():
    cohort = {"formation": "dwwm", "campus": "lille", "year": 2026}
    answers = {"mentor_kind": "tutor", "supervises": True, "supervised": [cohort]}
    profile = sent(Kind.MENTOR, parcours=answers).profile
    row = profile.supervised_cohorts.get()
    assert (row.formation.code, row.campus.code, row.year) == ("dwwm", "lille", 2026)


def test_opening_makes_available():
    profile = approved(Kind.MENTOR).profile
    assert (profile.state, profile.paused_until) == ("available", None)
    assert profile.opened_at
    assert Event.objects.about(profile.reference).first().transition == "open"


def test_opening_waits_for_the_date_given():
    profile = approved(Kind.MENTOR, disponibilites={"available_from": day(30).isoformat()}).profile
    assert (profile.state, profile.paused_until) == ("paused", day(30))


def test_opening_takes_the_text_a_coordinator_read():
    application = sent(Kind.MENTEE)
    application.excerpt, application.excerpt_reviewed_at = "Relu.", timezone.now()
    application.save()
    profile = profiles.open_profile(application, by=None)
    assert (profile.excerpt, profile.excerpt_reviewed_at) == ("Relu.", application.excerpt_reviewed_at)


def test_opening_twice_is_refused():
    with pytest.raises(NotAllowed):
        profiles.open_profile(approved(Kind.MENTOR), by=None)


def test_closing_takes_out_of_matching(departures):
    application = approved(Kind.MENTOR)
    profiles.close_profile(application, by=None, reason="annulé")
    profile = Profile.objects.get()
    assert (profile.state, profile.opened_at) == ("closed", None)
    assert len(departures) == 1
    with pytest.raises(NotAllowed):
        profiles.close_profile(application, by=None)


def test_pausing_and_coming_back():
    profile = ProfileFactory()
    profiles.pause(profile, day(10), by=profile.person, reason="Examens")
    profile.refresh_from_db()
    assert (profile.state, profile.paused_until, profile.pause_reason) == ("paused", day(10), "Examens")
    profiles.pause(profile, day(20), by=profile.person)
    profile.refresh_from_db()
    assert profile.paused_until == day(20)
    profiles.resume(profile)
    profiles.resume(profile)
    profile.refresh_from_db()
    assert (profile.state, profile.paused_until) == ("available", None)
    moves = [event.transition for event in Event.objects.about(profile.reference)]
    assert moves == ["resume", "pause", "pause"]


@pytest.mark.parametrize("act", [profiles.resume, lambda p, by: profiles.pause(p, day(TOMORROW), by=by)])
@pytest.mark.parametrize("state", ["closed", "archived"])
def test_a_profile_that_is_not_open_neither_pauses_nor_resumes(act, state):
    profile = ProfileFactory(state=state)
    with pytest.raises(NotAllowed, match="n’est pas ouvert"):
        act(profile, by=profile.person)
    profile.refresh_from_db()
    assert profile.state == state


def test_archiving_happens_once(departures):
    profile = ProfileFactory()
    profiles.archive(profile, by=None, reason="compte supprimé")
    profiles.archive(profile, by=None, reason="compte supprimé")
    assert departures == [(profile, None, "compte supprimé")]


def test_leaving_alone_withdraws_the_application(departures):
    profile = ProfileFactory()
    profiles.leave(profile, by=profile.person, reason="Déménagement")
    profile.refresh_from_db()
    assert (profile.state, profile.application.state) == ("archived", "withdrawn")


def test_leaving_in_a_pair_withdraws_when_it_ends(pairs):
    profile = ProfileFactory(mentor=True)
    pairs(1)
    profiles.leave(profile, by=profile.person)
    profile.application.refresh_from_db()
    assert profile.application.state == "approved"
    assert profiles.withdraw_departed() == 0
    pairs(0)
    assert profiles.withdraw_departed() == 1
    assert profiles.withdraw_departed() == 0
    profile.application.refresh_from_db()
    assert profile.application.state == "withdrawn"


def update(profile, step, **answers):
    return profiles.update(profile, step, answers, by=profile.person)


def test_updating_changes_what_matching_reads():
    profile = approved(Kind.MENTOR).profile
    update(profile, "offre", skills=[{"skill": "git", "level": 1}], domains=["network"], term="short")
    profile.refresh_from_db()
    assert [row.skill.code for row in profile.skills.all()] == ["git"]
    assert [row.domain.code for row in profile.domains.all()] == ["network"]
    assert profile.term == "short"
    assert not profile.is_text_to_review
    assert Event.objects.about(profile.reference).first().payload == {"step": "offre"}


@pytest.mark.parametrize(
    ("kind", "name"), [("mentor", "presentation"), ("mentee", "goals_text"), ("mentee", "challenges")]
)
def test_a_changed_text_is_flagged_and_the_read_one_stays(kind, name):
    profile = approved(kind).profile
    excerpt = profile.excerpt
    step = "motivation" if kind == "mentor" else "objectifs"
    assert not update(profile, step, **{name: getattr(profile, name)}).is_text_to_review
    profile = update(profile, step, **{name: "Un tout autre texte, encore jamais relu."})
    assert (profile.is_text_to_review, profile.excerpt) == (True, excerpt)


def test_a_flag_is_not_lifted_by_another_change():
    profile = approved(Kind.MENTOR).profile
    update(profile, "motivation", presentation="Un tout autre texte, encore jamais relu.")
    assert update(profile, "disponibilites", frequency="weekly").is_text_to_review


def test_no_fewer_places_than_pairs(pairs):
    profile = approved(Kind.MENTOR).profile
    pairs(2)
    sentence = "Vous accompagnez déjà 2 personnes. Baissez à 1 quand un binôme sera terminé."
    with pytest.raises(NotAllowed) as refusal:
        update(profile, "disponibilites", capacity=1, frequency="weekly")
    assert str(refusal.value) == sentence
    profile.refresh_from_db()
    assert (profile.capacity, profile.frequency) == (2, "biweekly")
    assert update(profile, "disponibilites", capacity=2).capacity == 2


def test_the_time_zone_belongs_to_the_account():
    profile = approved(Kind.MENTOR).profile
    update(profile, "vous", timezone="Indian/Reunion", languages=["fr"])
    profile.person.refresh_from_db()
    assert profile.person.timezone == "Indian/Reunion"


def test_opting_out_and_in_again():
    profile = ProfileFactory()
    for is_out in (True, True, False):
        profiles.choose_computed(profile, is_out, by=profile.person)
    profile.refresh_from_db()
    assert not profile.is_opted_out
    moves = [event.transition for event in Event.objects.about(profile.reference)]
    assert moves == ["opt_in", "opt_out"]


def test_without_a_top_floor_nobody_is_in_a_pair(monkeypatch):
    monkeypatch.setattr(extensions, "_slots", {})
    assert extensions.pair_count(ProfileFactory.build(application=None)) == 0
