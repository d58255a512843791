"""When a message may leave: classes, quiet hours, caps, preferences, and what is asked again at sending."""

import datetime
import zoneinfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentoring.mail import catalogue, preferences, rules
from mentoring.mail.catalogue import D, Kind, N, R, S, T
from mentoring.mail.drain import drain
from mentoring.mail.models import Email, Preference
from mentoring.tests.factories import EmailFactory, UserFactory

pytestmark = pytest.mark.django_db
PARIS = zoneinfo.ZoneInfo("Europe/Paris")
MONDAY = datetime.date(2026, 3, 9)
ZONES = ["Europe/Paris", *rules.TERRITORIES, "America/Montreal", "Asia/Tokyo"]
moments = st.builds(
    datetime.datetime.combine,
    st.dates(datetime.date(2025, 1, 1), datetime.date(2029, 12, 31)),
    st.times(timezones=st.just(datetime.UTC)),
)


def at(hour, minute=0, day=MONDAY, zone=PARIS):
    return datetime.datetime.combine(day, datetime.time(hour, minute), zone)


def days(count):
    return datetime.timedelta(days=count)


@pytest.fixture
def kind(monkeypatch):
    """Registers a kind for the time of a test."""

    def make(key, category, **options):
        made = Kind(key, category, "Un essai", **options)
        monkeypatch.setitem(catalogue._kinds, key, made)
        return made

    return make


@pytest.fixture
def write(kind):
    """Writes a due message of a class, to `person`."""

    def make(category, person, *, key="essai", since=None, reference="", created_at=None, **options):
        made = kind(f"{key}_{category}", category, **{"keeps_days": 0, **options})
        since = since or at(0, day=MONDAY - days(7))
        return EmailFactory(
            kind=made.key,
            category=category,
            rank=made.rank,
            recipient=person,
            reference=reference or f"essai:{Email.objects.count()}",
            created_at=created_at or since,
            next_attempt_at=since,
        )

    return make


def state(email):
    email.refresh_from_db()
    return email.state


def leaves(email, moment):
    drain(now=lambda: moment)
    return state(email) == Email.State.SENT


# Quiet hours -----------------------------------------------------------------------------------------

QUIET = {
    "before eight": at(7, 59),
    "from twenty": at(20),
    "in the night": at(3),
    "on Sunday": at(11, day=MONDAY - days(1)),
    "on Easter Monday": at(11, day=datetime.date(2026, 4, 6)),
    "on the 14th of July": at(11, day=datetime.date(2026, 7, 14)),
}


@pytest.mark.parametrize("moment", QUIET.values(), ids=QUIET)
@pytest.mark.parametrize("category", [D, R, S, N])
def test_only_what_is_transactional_leaves_in_quiet_hours(write, category, moment):
    email = write(category, UserFactory())
    urgent = write(T, UserFactory())
    assert not leaves(email, moment)
    assert state(urgent) == Email.State.SENT
    assert (email.state, email.attempts) == (Email.State.SCHEDULED, 0)
    slot = email.next_attempt_at.astimezone(PARIS)
    assert datetime.time(8, 30) <= slot.time() < datetime.time(8, 50)
    assert leaves(email, email.next_attempt_at)


@pytest.mark.parametrize("category", [T, D, R, S, N])
@pytest.mark.parametrize("moment", [at(8), at(19, 59)])
def test_the_day_is_open_from_eight_to_twenty(write, category, moment):
    assert leaves(write(category, UserFactory()), moment)


def test_the_hours_are_the_recipients_own(write):
    here, there = UserFactory(), UserFactory(timezone="Indian/Reunion")
    evening = at(17, 30)  # 20:30 in Saint-Denis
    assert leaves(write(D, here), evening)
    far = write(D, there)
    assert not leaves(far, evening)
    assert far.next_attempt_at.astimezone(zoneinfo.ZoneInfo("Indian/Reunion")).hour == 8


def test_the_holidays_are_the_recipients_own(write):
    end_of_slavery = at(12, day=datetime.date(2027, 12, 20))  # a Monday, a holiday in Réunion only
    assert leaves(write(D, UserFactory()), end_of_slavery)
    assert not leaves(write(D, UserFactory(timezone="Indian/Reunion")), end_of_slavery)


def test_quiet_hours_can_be_switched_off_for_a_demo(write, settings):
    settings.MAIL_QUIET_HOURS = False
    assert leaves(write(D, UserFactory()), at(3))


@given(moment=moments, zone_name=st.sampled_from(ZONES), address=st.emails())
def test_a_quiet_message_leaves_at_the_first_morning_allowed(moment, zone_name, address):
    slot = rules.next_slot(moment, zone_name, address)
    zone = zoneinfo.ZoneInfo(zone_name)
    local = slot.astimezone(zone)
    assert slot > moment
    assert not rules.is_quiet(slot, zone_name)
    assert datetime.time(8, 30) <= local.time() < datetime.time(8, 50)
    opening = datetime.datetime.combine(local.date(), datetime.time(8), zone)
    was_quiet = rules.is_quiet(moment, zone_name)
    while rules.is_quiet(moment, zone_name) and moment < opening:
        moment += datetime.timedelta(minutes=30)
    assert moment >= opening or not was_quiet


EVES = {
    "the same hour": (at(14), at(14, day=MONDAY - days(2))),
    "a Tuesday": (at(14, day=MONDAY + days(1)), at(14)),
    "before the day opens": (at(7, day=MONDAY + days(1)), at(8, 30)),
    "after it closes": (at(21, day=MONDAY + days(1)), at(19, 30)),
    "Sunday before a Monday": (at(9), at(9, day=MONDAY - days(2))),
    "Easter": (at(18, day=datetime.date(2026, 4, 7)), at(18, day=datetime.date(2026, 4, 4))),
}


@pytest.mark.parametrize(("start", "eve"), EVES.values(), ids=EVES)
def test_the_eve_of_a_meeting(start, eve):
    assert rules.eve_of(start, "Europe/Paris") == eve
    assert not rules.is_quiet(eve, "Europe/Paris")


def test_the_eve_is_where_the_person_lives():
    start = at(20)  # Monday evening in Paris, Tuesday morning in Nouméa, where it is told on Monday
    eve = rules.eve_of(start, "Pacific/Noumea").astimezone(zoneinfo.ZoneInfo("Pacific/Noumea"))
    assert (eve.date(), eve.hour, eve.minute) == (MONDAY, 8, 30)


def test_a_programmes_mail_is_spread_over_twenty_minutes():
    slots = {rules.next_slot(at(22), "Europe/Paris", f"personne{n}@exemple.org") for n in range(300)}
    assert len(slots) > 200
    assert max(slots) - min(slots) < datetime.timedelta(minutes=20)


# Caps ------------------------------------------------------------------------------------------------


def test_one_reminder_a_day(write):
    person, other = UserFactory(), UserFactory()
    first, second, elsewhere = write(R, person), write(R, person), write(R, other)
    drain(now=lambda: at(10))
    assert [state(one) for one in (first, second, elsewhere)] == ["sent", "scheduled", "sent"]
    assert second.next_attempt_at.astimezone(PARIS).date() == MONDAY + days(1)
    assert leaves(second, second.next_attempt_at)


def test_the_day_of_the_cap_is_the_recipients_own(write):
    person = UserFactory(timezone="Pacific/Noumea")  # eleven hours ahead: 21:30 UTC is 8:30 tomorrow
    zone = zoneinfo.ZoneInfo("Pacific/Noumea")
    assert leaves(write(R, person), at(18, zone=zone))
    assert leaves(write(R, person), at(8, 30, day=MONDAY + days(1), zone=zone))


def test_three_reminders_in_seven_days(write):
    person = UserFactory()
    for day in range(3):
        assert leaves(write(R, person), at(10, day=MONDAY + days(day)))
    fourth = write(R, person)
    assert not leaves(fourth, at(10, day=MONDAY + days(3)))
    for day in range(4, 7):
        assert not leaves(fourth, at(9, 59, day=MONDAY + days(day)))
    assert leaves(fourth, at(10, 1, day=MONDAY + days(8)))


@pytest.mark.parametrize("category", [T, D, S, N])
def test_what_is_no_reminder_is_neither_counted_nor_capped(write, category):
    person = UserFactory()
    assert leaves(write(R, person), at(10))
    assert leaves(write(category, person), at(10, 1))
    another = UserFactory()
    assert leaves(write(category, another), at(10))
    assert leaves(write(R, another), at(10, 1))


def test_a_session_reminder_is_never_displaced_but_counts(write):
    person = UserFactory()
    assert leaves(write(R, person), at(9))
    assert leaves(write(R, person, key="demain", is_never_displaced=True), at(10))
    alone = UserFactory()
    assert leaves(write(R, alone, key="demain", is_never_displaced=True), at(9))
    assert not leaves(write(R, alone), at(10))


def test_the_eve_of_a_meeting_told_later_in_the_day_has_its_place_already(write):
    person = UserFactory()
    eve = write(R, person, key="demain", is_never_displaced=True, since=at(18))
    other = write(R, person)
    assert not leaves(other, at(9))
    assert other.next_attempt_at.astimezone(PARIS).date() == MONDAY + days(1)
    assert leaves(eve, at(18))


def test_two_reminders_about_one_thing(write):
    person = UserFactory()
    about = {"key": "point", "reference": "checkin:1"}
    assert leaves(write(R, person, **about), at(10))
    assert leaves(write(R, person, **about), at(10, day=MONDAY + days(8)))
    third, other = write(R, person, **about), write(R, person, key="point", reference="checkin:2")
    assert not leaves(third, at(10, day=MONDAY + days(16)))
    assert (third.state, third.note) == ("suppressed", "Déjà rappelé")
    assert leaves(other, at(11, day=MONDAY + days(16)))
    assert leaves(write(R, person, **about), at(10, day=MONDAY + days(40)))


def test_a_reminder_that_waited_too_long_is_thrown_away(write):
    person = UserFactory()
    stale = write(R, person, keeps_days=14, created_at=at(10, day=MONDAY - days(15)))
    patient = write(R, person, key="patient", created_at=at(10, day=MONDAY - days(400)))
    drain(now=lambda: at(10))
    assert (state(stale), stale.note) == ("suppressed", "A attendu trop longtemps")
    assert state(patient) == "sent"


def test_the_rank_decides_which_reminder_leaves(write):
    """Both came in the night; the one written first is the less important."""
    person = UserFactory()
    low = write(R, person, key="point", rank=7, since=at(1))
    high = write(R, person, key="retour", rank=2, since=at(2))
    drain(now=lambda: at(3))
    assert state(low) == state(high) == "scheduled"
    assert low.next_attempt_at == high.next_attempt_at
    drain(now=lambda: high.next_attempt_at)
    assert (state(high), state(low)) == ("sent", "scheduled")


def test_while_one_reminder_is_leaving_the_persons_others_wait(write):
    person = UserFactory()
    leaving, waiting = write(R, person), write(R, person)
    Email.objects.filter(pk=leaving.pk).update(
        state=Email.State.SENDING, next_attempt_at=at(10, 5), attempts=1
    )
    assert not leaves(waiting, at(10))
    assert waiting.next_attempt_at == at(10, 1)
    assert leaves(write(D, person), at(10))


# Asked again at sending ------------------------------------------------------------------------------


@pytest.mark.parametrize("category", [T, D, R, S, N])
def test_what_is_no_longer_true_does_not_leave(write, category):
    email = write(category, UserFactory(), is_still_relevant=lambda email: False)
    assert not leaves(email, at(10))
    assert (email.state, email.note) == ("suppressed", "N’est plus d’actualité")


def test_relevance_is_asked_when_it_leaves_not_when_it_is_written(write):
    answers = [True, False]
    email = write(R, UserFactory(), is_still_relevant=lambda email: answers.pop(0))
    assert not leaves(email, at(3))
    assert email.state == "scheduled"
    assert not leaves(email, email.next_attempt_at)
    assert email.state == "suppressed"


def test_a_closed_account_receives_nothing(write):
    email = write(T, UserFactory(is_active=False))
    assert not leaves(email, at(10))
    assert (email.state, email.note) == ("suppressed", "Compte fermé")


# Preferences -----------------------------------------------------------------------------------------


def test_a_reminder_switched_off_does_not_leave(write):
    person = UserFactory()
    preferences.save(person, is_session_on=False)
    off = write(R, person, key="seance", switch="is_session_on")
    on = write(R, person, key="retour", switch="is_follow_up_on")
    drain(now=lambda: at(10))
    assert (state(off), off.note) == ("suppressed", "Rappel désactivé par la personne")
    assert state(on) == "sent"


def test_news_are_for_those_who_asked(write):
    person = UserFactory()
    assert not leaves(write(N, person, switch="is_news_on"), at(10))
    preferences.save(person, is_news_on=True)
    assert leaves(write(N, person, switch="is_news_on"), at(10))


@pytest.mark.parametrize("category", [R, N])
def test_one_click_turns_off_its_class_but_for_the_word_before_an_erasure(category):
    person = UserFactory()
    Preference.objects.create(user=person, is_news_on=True)
    preferences.switch_off(person, category)
    chosen = preferences.of(person)
    of_class = [kind for kind in catalogue.all_kinds() if kind.category == category]
    left = [kind.key for kind in of_class if not kind.switch or getattr(chosen, kind.switch)]
    assert left == {R: ["retention_warning"], N: []}[category]
    others = {R: ["is_news_on"], N: ["is_session_on", "is_follow_up_on"]}[category]
    assert all(getattr(chosen, name) for name in others)


def test_what_cannot_be_switched_off_has_no_switch():
    assert [kind.key for kind in catalogue.all_kinds() if kind.category in (T, D) and kind.switch] == []


def test_a_mute_delays_the_reminders_that_have_a_switch_and_nothing_else(write):
    person = UserFactory()
    preferences.save(person, muted_until=MONDAY + days(10))
    reminder, decision = write(R, person, switch="is_follow_up_on"), write(D, person)
    unmuted = write(R, person, key="garder", rank=1)
    drain(now=lambda: at(10))
    assert [state(one) for one in (reminder, decision, unmuted)] == ["scheduled", "sent", "sent"]
    assert reminder.next_attempt_at.astimezone(PARIS).date() == MONDAY + days(11)
    assert leaves(reminder, reminder.next_attempt_at)


def test_the_eve_of_a_meeting_is_not_told_to_who_wants_silence(write):
    person = UserFactory()
    preferences.save(person, muted_until=MONDAY + days(1))
    eve = write(R, person, key="demain", is_never_displaced=True)
    assert not leaves(eve, at(10))
    assert (eve.state, eve.note) == ("suppressed", "Rappels en pause")
