"""Pairs at work and pairs of the past: from the two yeses, their goals, their sessions and what they said."""

import datetime

from followup.models import Goal, MentoringSession, Mentorship, SessionFeedback
from followup.services import letters
from followup.services.feedback import tell_the_team
from followup.services.pairs import RHYTHMS, common_term
from followup.services.rhythms import RHYTHM_DAYS
from matching.models import Proposal
from mentoring import help as help_desk
from mentoring.models import HelpRequest

from .texts import pairing, pick
from .world import dated, drawer, happened, told

State = MentoringSession.State
TERM_DAYS = {"short": 91, "long": 183}
NADIA, YANIS = "M01", "E01"
PAUSED = ("E15", "E19")
# Pairs that began three weeks ago or more whose next date is not set: somebody will have to ask.
WITHOUT_A_DATE = ("E06", "E09", "E14", "E17", "E18", "E21", "E24", "E26")
WISHES_TO_CHANGE, WISHES_A_CALL = "E17", "E22"
# What else the team will want to look at: no session at all, none for six weeks, the two last ones missed, a
# mentee who hesitates twice, an end that has passed.
NEVER_MET, SILENT, MISSED, HESITATES, OVERDUE = "E18", "E21", "E07", "E13", "E10"
# Yanis's sessions: three held, the third ten days ago, and one yesterday of which nothing is said yet.
YANIS_DAYS = (-38, -24, -10, -1)
# What becomes of a hundred sessions, of a hundred returns (by whom: m, e, both, none), of a hundred channels.
FATES = {State.HELD: 84, State.CANCELLED: 9, State.MISSED: 7}
SAYING = {"me": 32, "e": 22, "m": 16, "": 30}
UTILITIES = {5: 22, 4: 44, 3: 24, 2: 8, 1: 2}
CHANNELS = {"discord": 55, "meet": 25, "phone": 10, "zoom": 4, "in_person": 3, "slack": 2, "email": 1}


def everything(world, suitors):
    rows = [row for row in world.rows.values() if row.state in ("paired", "completed", "ended")]
    used = dict.fromkeys(CHANNELS, 0)
    chosen = suitors.pair_off(rows)
    pairs = [(row, form(world, row, *chosen[row.id], used)) for row in rows]
    meetings = [
        (row, pair, number) for row, pair in pairs for number in days_met(world, row, pair) if row.id != YANIS
    ]
    fates = deck(FATES, len(meetings), "fates")
    returns = deck(SAYING, len(meetings), "returns")
    told_of = {}
    for (row, pair, number), fate, saying in zip(meetings, fates, returns, strict=True):
        told_of.setdefault(row.id, []).append((pair, number, fate, saying))
    told_of[YANIS] = [
        (world.mentorships[YANIS], number, State.TO_CONFIRM if number == -1 else State.HELD, "me")
        for number in YANIS_DAYS
    ]
    for row, pair in pairs:
        goals(world, row, pair)
        live_through(world, row, pair, told_of.get(row.id, []))


def deck(parts, number, name):
    """`number` cards in these proportions, shuffled once for all."""
    total = sum(parts.values())
    cards = [card for card, part in parts.items() for _ in range(round(part * number / total))]
    cards = (cards + [next(iter(parts))] * number)[:number]
    drawer("deck", name).shuffle(cards)
    return cards


def form(world, row, mentor_id, explained, used):
    """The pair of this mentee, from the two yeses to its end if it ended."""
    mentor, mentee = world.profiles[mentor_id], world.profiles[row.id]
    yes = world.moment(-row.days, "yes", row.id)
    start = world.day(-row.days)
    term = common_term(mentor.term, mentee.term)
    # Whoever is past the term has extended it: the ends to come are spread over ten weeks.
    end = max(start + datetime.timedelta(days=TERM_DAYS[term]), world.day(16 + row.number * 7 % 63))
    if row.id == OVERDUE:
        end = world.day(-9)
    fields, ended_at = {}, None
    if row.state != "paired":
        length = 110 if row.state == "completed" else 45
        end, ended_at = start + datetime.timedelta(days=length), world.at(length - row.days)
        fields = {
            "state": "completed" if row.state == "completed" else "ended_early",
            "ended_on": end,
            "end_reason": "goals" if row.state == "completed" else "time",
        }
    elif row.id in PAUSED:
        fields = {"state": "paused", "paused_until": world.day(18)}
    proposal = accepted(world, row, mentor, mentee, explained, yes, ended_at)
    channel = least_used([code for code in mentee.channels if code in mentor.channels], used)
    pair = Mentorship.objects.create(
        reference=world.reference("BIN", row.id),
        proposal=proposal,
        mentor=mentor,
        mentee=mentee,
        coordinator=world.people["awa"],
        term=term,
        frequency=rhythm_of(mentee, mentor),
        session_minutes=min(mentor.session_minutes, mentee.session_minutes),
        started_on=start,
        planned_end_on=end,
        channel=channel,
        greeted_at=yes + datetime.timedelta(hours=5),
        channel_agreed_at=yes + datetime.timedelta(days=1),
        kit_dismissed_at=yes + datetime.timedelta(days=20) if row.days > 30 else None,
        state_changed_at=yes,
        **fields,
    )
    world.mentorships[row.id] = pair
    happened(pair, "start", yes, by=mentee.person, to_state="active")
    if row.days <= 35:
        for profile in (mentor, mentee):
            told(yes, letters.pair_started, pair, profile)
    return pair


def accepted(world, row, mentor, mentee, explained, yes, ended_at):
    asked = yes - datetime.timedelta(days=5)
    proposal = Proposal.objects.create(
        reference=world.reference("PRO", row.id),
        mentor=mentor,
        mentee=mentee,
        state=Proposal.State.ACCEPTED,
        created_by=world.people["awa"],
        created_at=asked,
        state_changed_at=yes,
        mentor_accepted_at=yes - datetime.timedelta(days=2),
        mentee_accepted_at=yes,
        ended_at=ended_at,
        **explained.snapshot(),
    )
    for transition, by, at, before, after in (
        ("send", world.people["awa"], asked, "draft", "awaiting_mentor"),
        (
            "mentor_accept",
            mentor.person,
            yes - datetime.timedelta(days=2),
            "awaiting_mentor",
            "awaiting_mentee",
        ),
        ("mentee_accept", mentee.person, yes, "awaiting_mentee", "accepted"),
    ):
        happened(proposal, transition, at, by=by, from_state=before, to_state=after)
    return proposal


def rhythm_of(mentee, mentor):
    """What the mentee asked for, unless it is theirs to follow."""
    return next((own for own in (mentee.frequency, mentor.frequency) if own in RHYTHMS), RHYTHMS[1])


def least_used(common, used):
    """Of the channels in common, the one whose share is the furthest from the programme's."""
    channel = max(common or ["email"], key=lambda code: CHANNELS[code] / (used[code] + 0.5))
    used[channel] += 1
    return channel


def days_met(world, row, pair):
    """The days of the sessions behind, counted from today: the fourth day first, then the pair's rhythm."""
    if row.id == YANIS:
        return YANIS_DAYS
    last = (pair.ended_on - world.today).days if pair.ended_on else 0
    days = range(4 - row.days, last, RHYTHM_DAYS[pair.frequency])
    return [] if row.id == NEVER_MET else [number for number in days if number < 0]


def troubled(row, meetings):
    """The meetings as they went where the team should look: one pair stopped, one missed the two last."""
    if row.id == SILENT:
        return [meeting for meeting in meetings if meeting[1] < -40]
    if row.id == MISSED:
        last = [(pair, number, State.MISSED, saying) for pair, number, _fate, saying in meetings[-2:]]
        return meetings[:-2] + last
    return meetings


def live_through(world, row, pair, meetings):
    """The sessions of its rhythm, what each said of them, and the next date."""
    draw = drawer("life", row.id)
    rank = 0
    for place, (_pair, number, fate, saying) in enumerate(troubled(row, meetings)):
        # A pair begins by meeting: what went wrong went wrong later.
        fate = State.HELD if rank == 0 and fate != State.TO_CONFIRM else fate
        done = meet(world, row, pair, number, fate, is_moved=draw.random() < 0.1)
        if fate == State.HELD:
            if draw.random() < 0.6 or row.id == YANIS:
                done.notes = pick(pairing.NOTES, row.number * 3 + place)
                done.save()
            say(world, row, done, place, saying, rank)
            rank += 1
    if pair.state == Mentorship.State.ACTIVE and row.id not in WITHOUT_A_DATE:
        number = 1 if row.id == YANIS else 3 + row.number % 9
        following = meet(world, row, pair, number, State.PLANNED)
        told(following.planned_at, letters.sessions_planned, [following])


def meet(world, row, pair, number, state, is_moved=False):
    person = pair.mentee.person if row.number % 2 else pair.mentor.person
    start = world.at(number, "18:00" if row.number % 3 else "12:30")
    planned = max(world.moment(min(number, 0) - 6, "planned", row.id, number), pair.state_changed_at)
    found = MentoringSession.objects.create(
        public_id=world.public_id("session", row.id, number),
        mentorship=pair,
        state=state,
        starts_at=start,
        ends_at=start + datetime.timedelta(minutes=pair.session_minutes),
        channel=pair.channel,
        planned_by=person,
        planned_at=planned,
        changed_at=planned,
        sequence=int(is_moved) + (state == State.CANCELLED),
        cancel_reason="prevented" if state == State.CANCELLED else "",
    )
    happened(found, "plan", planned, by=person, to_state=State.PLANNED)
    return found


def say(world, row, session, place, saying, rank):
    """The returns of those who give one; two mentees write what only the team reads, a third one hesitates.
    `rank` counts the sessions held before."""
    wishes = rank == 0 and row.id in (WISHES_TO_CHANGE, WISHES_A_CALL)
    for side, person in zip("me", session.mentorship.people, strict=True):
        speaks_up = wishes and side == "e"
        hesitates = rank < 2 and side == "e" and row.id == HESITATES
        if side not in saying and not speaks_up and not hesitates:
            continue
        draw, is_mentee = drawer("said", row.id, place, side), side == "e"
        shared = pairing.SHARED_BY_MENTEE if is_mentee else pairing.SHARED_BY_MENTOR
        to_team = pairing.TEAM_BY_MENTEE if is_mentee else pairing.TEAM_BY_MENTOR
        at = min(session.ends_at + datetime.timedelta(hours=4 + is_mentee), world.at(0, "08:00"))
        feedback = SessionFeedback.objects.create(
            mentoring_session=session,
            author=person,
            took_place="yes",
            utility=2 if speaks_up else 3 if hesitates else rating(draw),
            shared_text=pick(shared, row.number * 5 + place) if draw.random() < 0.6 else "",
            team_text=pick(to_team, row.number + place) if draw.random() < 0.15 else "",
            fit="undecided" if hesitates else "yes" if rank == 0 else "",
            created_at=at,
            updated_at=at,
        )
        if speaks_up:
            speak_up(row, feedback)


def rating(draw):
    return draw.choices(list(UTILITIES), UTILITIES.values())[0]


def speak_up(row, feedback):
    """A wish told to the team after the first session; somebody has written it down to call."""
    if row.id == WISHES_TO_CHANGE:
        feedback.fit, feedback.team_text = "no", pairing.CHANGE
    else:
        feedback.is_contact_wanted, feedback.team_text = True, pairing.CONTACT
    feedback.save()
    tell_the_team(feedback)
    request = HelpRequest.objects.get(person=feedback.author, kind=HelpRequest.Kind.PAIR)
    HelpRequest.objects.filter(pk=request.pk).update(created_at=feedback.created_at)
    help_desk.plan(
        request, by=feedback.mentoring_session.mentorship.coordinator, note="À appeler cette semaine."
    )
    dated(request, "plan", feedback.created_at + datetime.timedelta(hours=1))


def goals(world, row, pair):
    """What the person came for, then for two people in three something more; Yanis has reached the first."""
    aims = [(row.goal, pick(pairing.SUCCESS, row.number))]
    if row.id == YANIS:
        aims = [
            ("Écrire mes premiers tests", "Trois fonctions du projet sont couvertes et relues"),
            ("Choisir entre back-end et infrastructure", "J’ai parlé à deux personnes de chaque métier"),
        ]
    elif row.number % 3:
        aims.append(pick(pairing.GOALS, row.number))
    for place, (title, success) in enumerate(aims):
        is_reached = row.state == "completed" or (place == 0 and row.id == YANIS)
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
        happened(goal, "add", at, by=pair.mentee.person, to_state=goal.state, pair=pair.reference)
