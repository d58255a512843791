"""Pairs at work and pairs of the past, their sessions, goals and feedback; proposals under way."""

import datetime
import math

from applications.models import Profile
from followup.models import Goal, MentoringSession, Mentorship, SessionFeedback
from followup.services.pairs import common_channel, common_frequency, common_term
from followup.services.sessions import RHYTHM_DAYS
from matching.models import Exclusion, Proposal
from mentoring import help as help_desk
from mentoring.models import HelpRequest

from .people import happened
from .texts import pairing, pick
from .world import drawer

State = MentoringSession.State
TERM_DAYS = {"short": 91, "long": 183}
# Nadia and Yanis are told by hand; Pierre waits for his first pair, and two people keep a place for Inaya.
BY_HAND = {"E01": "M01"}
KEPT_FREE = {"M01": 1, "M02": 1, "M03": 1, "M13": 1}
PAUSED = ("E15", "E19")
UTILITIES = (4, 4, 5, 4, 3, 4, 5, 3, 4, 2)


def everything(world):
    places = {
        id: world.rows[id].capacity - KEPT_FREE.get(id, 0)
        for id, row in world.rows.items()
        if row.kind == "mentor" and row.state == "approved"
    }
    rows = [row for row in world.rows.values() if row.state in ("paired", "completed", "ended")]
    for row in rows:
        is_live = row.state == "paired"
        mentor = BY_HAND.get(row.id) or best_mentor(world, row, places, is_live)
        if is_live and mentor not in BY_HAND.values():
            places[mentor] -= 1
        pair = form(world, row, mentor)
        live_through(world, row, pair)
    proposals(world)
    exclusions(world)
    requests(world)


def best_mentor(world, mentee, places, is_live):
    """The mentor with a place whose domains, skills, hours and channels meet the mentee's best."""
    wanted = {code for code, _level, _first in mentee.skills}

    def fit(id):
        mentor = world.rows[id]
        common = {code for code, _level, _first in mentor.skills} & wanted
        shared = len(set(mentor.domains) & set(mentee.domains))
        hours = (mentor.slots & mentee.slots).bit_count()
        channels = bool(set(mentor.channels) & set(mentee.channels))
        return 3 * shared + 4 * len(common) + 2 * min(hours, 2) + 3 * channels, id

    return max((id for id, left in places.items() if left > 0 or not is_live), key=fit)


def propose(world, mentor, mentee, state, days, **fields):
    at = world.moment(-days, "proposal", mentor, mentee)
    proposal = Proposal.objects.create(
        reference=world.reference("PRO", mentor, mentee),
        mentor=world.profiles[mentor],
        mentee=world.profiles[mentee],
        state=state,
        created_by=None if fields.get("is_interest") else world.people["awa"],
        created_at=at,
        state_changed_at=at,
        **fields,
    )
    happened(proposal, "express" if proposal.is_interest else "propose", at, proposal.created_by, "", state)
    return proposal


def form(world, row, mentor_id):
    """The pair of this mentee, from the two yeses to its end if it ended."""
    mentor, mentee = world.profiles[mentor_id], world.profiles[row.id]
    yes = world.moment(-row.days, "yes", row.id)
    proposal = propose(
        world,
        mentor_id,
        row.id,
        Proposal.State.ACCEPTED,
        row.days + 5,
        mentor_accepted_at=yes - datetime.timedelta(days=2),
        mentee_accepted_at=yes,
    )
    term = common_term(mentor.term, mentee.term)
    start = world.day(-row.days)
    end = max(start + datetime.timedelta(days=TERM_DAYS[term]), world.day(21))
    fields = {}
    if row.state != "paired":
        length = 110 if row.state == "completed" else 45
        ended = start + datetime.timedelta(days=length)
        end = ended
        fields = {
            "state": "completed" if row.state == "completed" else "ended_early",
            "ended_on": ended,
            "end_reason": "goals" if row.state == "completed" else "time",
        }
        proposal.ended_at = world.at(length - row.days)
        proposal.save()
    elif row.id in PAUSED:
        fields = {"state": "paused", "paused_until": world.day(18)}
    pair = Mentorship.objects.create(
        reference=world.reference("BIN", row.id),
        proposal=proposal,
        mentor=mentor,
        mentee=mentee,
        coordinator=world.people["awa"],
        term=term,
        frequency=common_frequency(mentor.frequency, mentee.frequency),
        session_minutes=min(mentor.session_minutes, mentee.session_minutes),
        started_on=start,
        planned_end_on=end,
        channel=common_channel(mentor, mentee),
        greeted_at=yes + datetime.timedelta(hours=5),
        channel_agreed_at=yes + datetime.timedelta(days=1),
        kit_dismissed_at=yes + datetime.timedelta(days=20) if row.days > 30 else None,
        state_changed_at=yes,
        **fields,
    )
    world.mentorships[row.id] = pair
    happened(pair, "start", yes, mentee.person, "", "active")
    return pair


def live_through(world, row, pair):
    """Goals, the sessions of its rhythm, what each said of them, and the next date."""
    draw = drawer("life", row.id)
    goals(world, row, pair)
    step = RHYTHM_DAYS[pair.frequency]
    last = (pair.ended_on - world.today).days if pair.ended_on else 0
    days = [number for number in range(-row.days + 5, last, step) if number < 0]
    if row.id == "E01":
        days = [-38, -24, -10, -1]
    for place, number in enumerate(days):
        fate = draw.random()
        state = State.HELD if fate < 0.84 else State.CANCELLED if fate < 0.93 else State.MISSED
        if row.id == "E01":
            state = State.TO_CONFIRM if number == -1 else State.HELD
        elif number > -14 and state == State.HELD and draw.random() < 0.15:
            state = State.TO_CONFIRM
        done = meet(world, row, pair, number, state, moved=draw.random() < 0.1)
        if state == State.HELD:
            done.notes = pick(pairing.NOTES, row.number + place) if draw.random() < 0.5 else ""
            done.save()
            say(world, row, pair, done, place, draw)
    if row.state == "paired" and row.id not in PAUSED and row.number % 4 != 3:
        meet(world, row, pair, 1 if row.id == "E01" else 3 + row.number % 9, State.PLANNED)


def meet(world, row, pair, number, state, moved=False):
    person = pair.mentee.person if row.number % 2 else pair.mentor.person
    start = world.at(number, "18:00")
    planned = world.moment(min(number, 0) - 7, "planned", row.id, number)
    found = MentoringSession.objects.create(
        public_id=world.public_id("session", row.id, number),
        mentorship=pair,
        state=state,
        starts_at=start,
        ends_at=start + datetime.timedelta(minutes=pair.session_minutes),
        channel=pair.channel,
        planned_by=person,
        planned_at=planned,
        sequence=int(moved) + (state == State.CANCELLED),
        cancel_reason="prevented" if state == State.CANCELLED else "",
    )
    happened(found, "plan", planned, person, "", State.PLANNED)
    return found


def say(world, row, pair, session, place, draw):
    """Seven sessions in ten have a word of one side at least."""
    for side, person in enumerate(pair.people):
        if draw.random() < 0.46 or row.id == "E01":
            at = session.ends_at + datetime.timedelta(hours=4 + side)
            SessionFeedback.objects.create(
                mentoring_session=session,
                author=person,
                took_place="yes",
                utility=UTILITIES[(row.number + 3 * place + side) % len(UTILITIES)],
                shared_text=pick(pairing.SHARED, row.number + place + side) if draw.random() < 0.6 else "",
                team_text=pick(pairing.TEAM, row.number + place) if draw.random() < 0.2 else "",
                fit="yes" if place == 0 else "",
                created_at=at,
                updated_at=at,
            )


def goals(world, row, pair):
    number = 2 if row.number % 3 else 1
    for place in range(number):
        title, success = pick(pairing.GOALS, row.number * 2 + place)
        is_reached = row.state == "completed" or (place == 0 and row.number % 4 == 0)
        at = world.moment(-max(row.days - 6, 0), "goal", row.id, place)
        goal = Goal.objects.create(
            mentorship=pair,
            title=title,
            success=success,
            state="reached" if is_reached else "ongoing" if place == 0 else "to_start",
            updated_by=pair.mentee.person,
            created_at=at,
            updated_at=at,
        )
        happened(goal, "add", at, pair.mentee.person, "", goal.state, pair=pair.reference)


def proposals(world):
    """Three interests to examine, two mentors asked, three mentees asked; three that came to nothing."""
    deadline = lambda number: world.at(number, "23:59")  # noqa: E731
    for mentor, mentee, days in (("M03", "E33", 3), ("M13", "E33", 1), ("M01", "E37", 2)):
        propose(
            world,
            mentor,
            mentee,
            Proposal.State.INTEREST,
            days,
            is_interest=True,
            team_note="J’ai traversé la même chose il y a quelques années." if mentee == "E33" else "",
        )
    free = free_mentors(world)
    propose(world, "M02", "E40", Proposal.State.AWAITING_MENTOR, 1, answer_by=deadline(4),
            team_line="Votre regard sur le métier, et vos midis s’accordent.")  # fmt: skip
    propose(world, next(free), "E42", Proposal.State.AWAITING_MENTOR, 4, answer_by=deadline(1))
    for mentee, number in (("E44", 3), ("E46", 4), ("E50", 5)):
        propose(world, next(free), mentee, Proposal.State.AWAITING_MENTEE, 5 - number + 1,
                answer_by=deadline(number), mentor_accepted_at=world.moment(-1, "agreed", mentee))  # fmt: skip
    for mentor, mentee, state, reason in (
        ("M06", "E45", Proposal.State.DECLINED, "topics"),
        ("M11", "E47", Proposal.State.DECLINED, "no_time"),
        ("M19", "E43", Proposal.State.EXPIRED, ""),
    ):
        propose(world, mentor, mentee, state, 12, answer_by=deadline(-7), close_reason=reason)


def free_mentors(world):
    """Mentors with a place nobody has asked for, those of the tables' end first."""
    for id, row in sorted(world.rows.items(), reverse=True):
        if row.kind == "mentor" and row.state == "approved" and id not in KEPT_FREE:
            profile = world.profiles[id]
            taken = Proposal.objects.taking_a_seat().filter(mentor=profile).count()
            if taken < row.capacity and profile.state == Profile.State.AVAILABLE:
                yield id


def exclusions(world):
    for number, (mentor, mentee, reason) in enumerate(
        (
            ("M06", "E45", "declined"),
            ("M11", "E47", "declined"),
            ("M19", "E43", "by_hand"),
            ("M05", "E34", "by_hand"),
            ("M12", "E51", "muted"),
            ("M09", "E35", "muted"),
        )
    ):
        reason = reason if reason in Exclusion.Reason.values else Exclusion.Reason.BY_HAND
        Exclusion.objects.create(
            mentor=world.profiles[mentor],
            mentee=world.profiles[mentee],
            reason=reason,
            until=None if reason == Exclusion.Reason.BY_HAND else world.day(60),
            created_by=world.people["awa"] if reason == Exclusion.Reason.BY_HAND else None,
            created_at=world.moment(-10 - number, "exclusion", mentor),
        )


def requests(world):
    """Five people ask for help with Discord, two of them since yesterday."""
    for number, (id, state) in enumerate(
        (("M02", "new"), ("E36", "new"), ("E52", "planned"), ("M08", "done"), ("E08", "done"))
    ):
        found = help_desk.ask(
            HelpRequest.Kind.DISCORD,
            person=world.people[id],
            message="Qu’une personne m’aide à installer Discord et à trouver le bon salon.",
        )
        found.reference = world.reference("AID", id)
        found.created_at = world.moment(-1 - math.floor(number * 3.5), "help", id)
        found.state = state
        found.closed_at = world.moment(-3, "closed", id) if state == "done" else None
        found.save()
