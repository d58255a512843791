"""What people do of a message they read. Each reaction takes (life, reference, person); each deed that
follows takes what it needs by reference and reads the facts when its hour comes."""

import datetime
import zoneinfo

from django.utils import timezone

from followup.models import CheckIn, MentoringSession, Mentorship
from followup.services import checkins, endings, extensions, feedback, pairs, pauses, reviews, sessions, slots
from followup.services.rhythms import RHYTHM_DAYS
from matching.models import Proposal
from matching.options import MenteeDecline, MentorDecline
from matching.services import answers
from mentoring.mail import preferences

TOOK_PLACE = {"yes": 91, "no": 6, "moved": 3}
UTILITY = {
    "steady": {5: 25, 4: 40, 3: 28, 2: 5, 1: 2},
    "fading": {4: 20, 3: 50, 2: 25, 1: 5},
    "unhappy": {3: 20, 2: 50, 1: 30},
    "idle": {3: 1},
}
FIT = {"unhappy": {"yes": 35, "undecided": 35, "no": 30}, "": {"yes": 93, "undecided": 6, "no": 1}}
GOING = {"unhappy": {"fair": 60, "hard": 40}, "": {"very_well": 45, "well": 45, "fair": 9, "hard": 1}}
REASONS = {"goals": 40, "term": 30, "time": 15, "situation": 10, "fit": 5}
EVENING = datetime.time(18, 30)


# Being asked -----------------------------------------------------------------------------------------


def proposed(life, reference, person):
    """Nine in ten answer within the days they have; a reminder wakes half of the others."""
    if life.happens(90):
        life.later(life.chance.uniform(0.1, 4.5), answer_proposal, reference, person)


def reminded_of_proposal(life, reference, person):
    if life.happens(50):
        life.later(life.chance.uniform(0.1, 1.5), answer_proposal, reference, person)


def answer_proposal(life, reference, person):
    proposal = Proposal.objects.select_related("mentor__person", "mentee__person").get(reference=reference)
    is_mentor = proposal.state == Proposal.State.AWAITING_MENTOR
    side = proposal.mentor if is_mentor else proposal.mentee
    if proposal.state not in Proposal.AWAITING or side.person_id != person.pk:
        return
    if life.happens(8):
        decline = answers.mentor_decline if is_mentor else answers.mentee_decline
        reasons = MentorDecline if is_mentor else MenteeDecline
        decline(proposal, by=person, reason=life.chance.choice(reasons.values))
    elif is_mentor:
        answers.mentor_accept(proposal, by=person)
    else:
        pairs.start(proposal, by=person)


# Meeting ---------------------------------------------------------------------------------------------


def started(life, reference, person):
    pair = pair_of(reference)
    if pair.mentor.person_id == person.pk and life.manner(reference) != "idle":
        life.later(life.chance.uniform(1, 9), plan_next, reference, person)
    if life.happens(4):
        life.later(life.chance.uniform(5, 100), change_preferences, person)
    if pair.mentor.person_id == person.pk and life.happens(12):
        life.later(life.chance.uniform(20, 120), pause, reference, person)
    if pair.mentee.person_id == person.pk and life.happens(10):
        life.later(life.chance.uniform(20, 150), end, reference, person)


def nudged(life, reference, person):
    if life.is_awake(pair_of(reference)) and life.happens(60):
        life.later(life.chance.uniform(0.2, 4), plan_next, reference, person)


def plan_next(life, reference, person):
    pair = pair_of(reference)
    if pair.state != Mentorship.State.ACTIVE or pair.mentoring_sessions.upcoming(life.now).exists():
        return
    dates = slots.free_dates(pair, pair.profile_of(person))
    zone = zoneinfo.ZoneInfo(person.timezone)
    someday = timezone.localdate(life.now, zone) + datetime.timedelta(days=life.chance.randint(3, 12))
    start = life.chance.choice(dates) if dates else datetime.datetime.combine(someday, EVENING, zone)
    sessions.plan(
        pair,
        by=person,
        starts_at=start,
        minutes=pair.session_minutes,
        channel=pair.channel,
        is_repeated=life.happens(15),
    )


def invited(life, reference, person):
    """« Séance jeudi à 18 h », or its new date: now and then it does not suit, or cannot be."""
    public_id = reference.partition(":")[2]
    if life.happens(8):
        life.later(life.chance.uniform(0.2, 2), move_session, public_id, person)
    elif life.happens(5):
        life.later(life.chance.uniform(0.2, 3), cancel_session, public_id, person)


def move_session(life, public_id, person):
    row = session_of(public_id)
    if row.starts_at > life.now:
        later = row.starts_at + datetime.timedelta(days=life.chance.randint(1, 4))
        sessions.change(row, by=person, starts_at=later, minutes=row.minutes, channel=row.channel)


def cancel_session(life, public_id, person):
    row = session_of(public_id)
    if row.state != MentoringSession.State.PLANNED or row.starts_at <= life.now:
        return
    sessions.cancel(row, by=person, reason="workload")
    if life.happens(70):
        life.later(life.chance.uniform(0.5, 4), plan_next, row.mentorship.reference, person)


# Saying how it goes ----------------------------------------------------------------------------------


def asked_for_feedback(life, reference, person):
    row = session_of(reference.partition(":")[2])
    if life.is_awake(row.mentorship) and life.happens(55):
        life.later(life.chance.uniform(0.1, 1.2), give_feedback, row.public_id, person)
    elif life.is_awake(row.mentorship) and life.happens(45):
        life.later(life.chance.uniform(0.5, 6), plan_next, row.mentorship.reference, person)


def give_feedback(life, public_id, person):
    row = session_of(public_id)
    manner = life.manner(row.mentorship.reference)
    took_place, said = life.one_of(TOOK_PLACE), {}
    if took_place == "yes":
        said = {"utility": life.one_of(UTILITY[manner]), "is_contact_wanted": life.happens(1)}
        if feedback.asks_about_fit(row, person):
            said["fit"] = life.one_of(FIT.get(manner, FIT[""]))
    elif took_place == "no":
        said = {"absent": life.chance.choice(["me", "other", "both"])}
    feedback.give(row, by=person, took_place=took_place, **said)
    if life.happens(80):
        rhythm = RHYTHM_DAYS[row.mentorship.frequency]
        life.later(life.chance.uniform(0.1, rhythm / 2), plan_next, row.mentorship.reference, person)


def asked_for_a_check_in(life, reference, person):
    check_in = CheckIn.objects.select_related("mentorship").get(pk=reference.partition(":")[2])
    if life.is_awake(check_in.mentorship) and life.happens(55):
        life.later(life.chance.uniform(0.1, 6), answer_check_in, check_in.pk, person)


def answer_check_in(life, pk, person):
    check_in = CheckIn.objects.with_people().get(pk=pk)
    if life.happens(12):
        checkins.pass_over(check_in, by=person)
        return
    going = life.one_of(GOING.get(life.manner(check_in.mentorship.reference), GOING[""]))
    checkins.answer(check_in, by=person, going=going, rhythm="right")


# The turns of a pair's life --------------------------------------------------------------------------


def pause(life, reference, person):
    until = timezone.localdate(life.now) + datetime.timedelta(days=life.chance.randint(10, 40))
    pauses.pause(pair_of(reference), by=person, until=until)


def end(life, reference, person):
    pair = pair_of(reference)
    if pair.state in (Mentorship.State.ACTIVE, Mentorship.State.PAUSED):
        endings.request_end(pair, by=person, reason=life.one_of(REASONS))


def near_the_end(life, reference, person):
    """One in three asks to go on; half of the others say that it is over, around the date."""
    if life.happens(33):
        life.later(life.chance.uniform(1, 10), ask_to_go_on, reference, person)
    elif life.happens(50):
        life.later(life.chance.uniform(15, 30), end, reference, person)


def ask_to_go_on(life, reference, person):
    extensions.ask(pair_of(reference), by=person, months=life.chance.choice([2, 3]))


def asked_to_go_on(life, reference, person):
    if life.happens(85):
        life.later(life.chance.uniform(0.2, 5), answer_extension, reference, person)


def answer_extension(life, reference, person):
    answer = extensions.agree if life.happens(85) else extensions.decline
    answer(pair_of(reference), by=person)


def at_review(life, reference, person):
    if life.happens(55):
        life.later(life.chance.uniform(0.2, 6), review, reference, person)


def review(life, reference, person):
    said = {"gains": [], "recommendation": life.chance.randint(5, 10), "another": "later"}
    reviews.give(pair_of(reference), by=person, **said)


def change_preferences(life, person):
    if life.happens(50):
        until = timezone.localdate(life.now) + datetime.timedelta(days=life.chance.randint(5, 30))
        preferences.save(person, muted_until=until)
    else:
        preferences.switch_off(person, "R")


def pair_of(reference):
    return Mentorship.objects.with_people().get(reference=reference)


def session_of(public_id):
    rows = MentoringSession.objects.select_related("mentorship__mentor__person", "mentorship__mentee__person")
    return rows.get(public_id=public_id)


def invited_to_several(life, reference, person):
    """Three sessions at once are about the pair: they stand."""
    if reference.startswith("session:"):
        invited(life, reference, person)


TO = {
    "proposal_to_mentor": proposed,
    "proposal_to_mentee": proposed,
    "proposal_reminder": reminded_of_proposal,
    "pair_started": started,
    "first_session_nudge": nudged,
    "next_session_nudge": nudged,
    "pair_resumed": nudged,
    "session_planned": invited_to_several,
    "session_moved": invited,
    "session_feedback": asked_for_feedback,
    "checkin_due": asked_for_a_check_in,
    "end_approaching": near_the_end,
    "pair_extension_asked": asked_to_go_on,
    "pair_ending": at_review,
    "closing_review_due": at_review,
}
