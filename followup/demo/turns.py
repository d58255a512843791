"""The turns of the pairs: two that rest, those that ended and what is left of them, the check-ins."""

import datetime

from applications.options import Term
from followup.models import Certificate, CheckIn, ClosingReview, Mentorship
from followup.services import certificates, testimonials
from followup.services.checkins import FIRST_DAYS, OPEN_FOR, day_of
from mentoring.references import ALPHABET, CODE_PART, CODE_PARTS, grouped

from .texts import ending, pick
from .world import drawer, happened

State = Mentorship.State
MOST = 4  # check-ins of the longest pair
# Of a hundred check-ins: what becomes of them, and how the pair goes where somebody answers.
FATES = {"answered": 78, "skipped": 12, "expired": 10}
GOING = {"very_well": 45, "well": 40, "fair": 15}
# Whose sentence may be shown, out of the four pairs that went to their end.
PUBLIC = {("E27", "mentee"), ("E28", "mentor"), ("E30", "mentee")}
PUBLISHED = ("E28", "E27")  # in this order; the third waits
TO_READ = 3  # the latest reviews, which nobody of the team has read


def everything(world):
    for id, pair in world.mentorships.items():
        row = world.rows[id]
        if pair.state == State.PAUSED:
            rest(world, row, pair)
        elif pair.state in (State.COMPLETED, State.ENDED_EARLY):
            end(world, row, pair)
        look_at_the_way(world, row, pair)
    for id in PUBLISHED:
        review = world.mentorships[id].closing_reviews.get(is_quote_public=True)
        testimonials.publish(review, by=world.people["awa"])
    read_reviews(world)


def rest(world, row, pair):
    at = world.moment(-4, "pause", row.id)
    payload = {"until": pair.paused_until.isoformat()}
    happened(pair, "pause", at, by=pair.mentee.person, from_state="active", to_state="paused", **payload)
    change(pair, at)


def end(world, row, pair):
    """Asked a week before its last day by the mentee; both look back, one of the two where it ended early."""
    over = (pair.ended_on - world.today).days
    asked, closed = world.moment(over - 6, "end", row.id), world.moment(over, "closed", row.id)
    is_completed = pair.state == State.COMPLETED
    reason, transition = pair.end_reason, "complete" if is_completed else "end_early"
    by = {"by": pair.mentee.person, "reason": reason}
    happened(pair, "request_end", asked, from_state="active", to_state="closing", **by)
    happened(pair, transition, closed, from_state="closing", to_state=pair.state, reason=reason)
    change(pair, closed)
    review(row, pair, pair.mentee, asked + datetime.timedelta(days=2))
    if is_completed:
        review(row, pair, pair.mentor, asked + datetime.timedelta(days=4))
        certify(pair, closed)


def certify(pair, at):
    """Each has the certificate of the last day."""
    for person in pair.people:
        draw = drawer("certificate", pair.reference, person.email)
        code = grouped(draw.choice(ALPHABET) for _ in range(CODE_PARTS * CODE_PART))
        found = Certificate.objects.create(
            code=code,
            mentorship=pair,
            person=person,
            issued_on=pair.ended_on,
            **certificates.facts_of(pair, person),
        )
        happened(found, "issue", at, pair=pair.reference)


def change(pair, at):
    pair.state_changed_at = at
    pair.save(update_fields=["state_changed_at"])


def review(row, pair, profile, at):
    is_mentor = profile == pair.mentor
    draw = drawer("review", row.id, profile.kind)
    gains = ClosingReview.MENTOR_GAINS if is_mentor else ClosingReview.MENTEE_GAINS
    quotes = ending.QUOTES_BY_MENTOR if is_mentor else ending.QUOTES_BY_MENTEE
    is_public = (row.id, profile.kind) in PUBLIC
    ClosingReview.objects.create(
        mentorship=pair,
        author=profile.person,
        gains=draw.sample(gains, 2),
        recommendation=draw.choice([9, 10]) if pair.state == State.COMPLETED else 7,
        situation="" if is_mentor else draw.choice(["job", "work_study", "training"]),
        improvement=pick(ending.IMPROVEMENTS, row.number + is_mentor),
        quote=pick(quotes, row.number) if is_public else "",
        is_quote_public=is_public,
        another="yes" if is_mentor else "later",
        created_at=at,
    )


def read_reviews(world):
    """Awa has read them, the morning after the pair ended; the latest wait for her."""
    given = list(ClosingReview.objects.select_related("mentorship").order_by("created_at", "pk"))
    for found in given[:-TO_READ]:
        over = (found.mentorship.ended_on - world.today).days
        found.read_at, found.read_by = world.at(over + 1, "09:10"), world.people["awa"]
        found.save(update_fields=["read_at", "read_by"])
        happened(found, "read_review", found.read_at, by=found.read_by)


def look_at_the_way(world, row, pair):
    """The check-ins behind, and what each of the two made of them."""
    for number in behind(pair, pair.ended_on or world.today):
        day = (day_of(pair, number) - world.today).days
        for profile in (pair.mentor, pair.mentee):
            check_in(world, row, pair, profile, number, world.at(day, "07:45"))


def behind(pair, last):
    """The numbers of those asked before that day."""
    longest = len(FIRST_DAYS) if pair.term == Term.SHORT else MOST
    return [number for number in range(1, longest + 1) if day_of(pair, number) < last]


def check_in(world, row, pair, profile, number, asked):
    draw = drawer("check-in", row.id, profile.kind, number)
    fate = draw.choices(list(FATES), FATES.values())[0]
    closed = asked + (
        OPEN_FOR if fate == "expired" else datetime.timedelta(days=1, hours=draw.randrange(1, 11))
    )
    said = {}
    if closed > world.at(0):
        fate, closed = "asked", None
    elif fate == "answered":
        said = {
            "going": draw.choices(list(GOING), GOING.values())[0],
            "rhythm": "right" if draw.random() < 0.8 else "too_little",
            "team_text": pick(ending.CHECK_INS, row.number + number) if draw.random() < 0.25 else "",
        }
    found = CheckIn.objects.create(
        mentorship=pair,
        person=profile.person,
        number=number,
        state=fate,
        due_on=asked.date(),
        asked_at=asked,
        closed_at=closed,
        created_at=asked,
        **said,
    )
    if said:
        happened(found, "answer", closed, by=profile.person, from_state="asked", to_state="answered")
