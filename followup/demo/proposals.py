"""Who could go with whom: the suitors of each person, proposals under way, exclusions, requests for help."""

import datetime

from applications.models import Profile
from matching.core.explain import explain
from matching.core.ranking import rank
from matching.models import Exclusion, Proposal
from matching.services import explaining, letters, pool
from matching.services import settings as settings_of_matching

from . import calculation
from .pairs import NADIA, YANIS
from .world import happened

State = Proposal.State
# Nadia keeps a place to offer, Pierre waits for his first pair; Sofia and Aminata keep one for Inaya and one
# for somebody else, and Mariam keeps one too.
KEPT_FREE = {"M01": 1, "M02": 1, "M03": 2, "M05": 1, "M13": 2}
NEVER_PAST = ("M01", "M02")


class Suitors:
    """Every mentor of the programme as matching sees them, and the places they still have."""

    def __init__(self, world):
        self.world = world
        self.version, self.settings = settings_of_matching.current()
        self.labels = explaining.Labels()
        everyone = Profile.objects.exclude(state=Profile.State.CLOSED)
        self.mentors = self.facts(pool.mentors(everyone))
        self.mentees = self.facts(pool.mentees(everyone))
        self.places = {id: facts.seats_left - KEPT_FREE.get(id, 0) for id, facts in self.mentors.items()}
        self.places[NADIA] = 0

    def facts(self, side):
        ids = {profile.pk: id for id, profile in self.world.profiles.items()}
        return {ids[profile.pk]: facts for profile, facts in zip(side.profiles, side.facts, strict=True)}

    def explained(self, mentor, mentee):
        found = explain(self.mentees[mentee], self.mentors[mentor], self.settings)
        return explaining.Explained(found, self.labels, self.version)

    def suits(self, mentee, mentors=None):
        """[mentor id] from the best; those with no slot in common come last, and no other rule is broken."""
        among = {self.mentors[id].ref: id for id in (self.mentors if mentors is None else mentors)}
        others = [self.mentors[id] for id in among.values()]
        ranked = [
            (found, set(found.blocking) - {"paused", "full"})
            for found in rank(self.mentees[mentee], others, self.settings, is_mentee=True)
        ]
        return [among[found.facts.ref] for found, blocks in ranked if not blocks] + [
            among[found.facts.ref] for found, blocks in ranked if blocks == {"no_slot"}
        ]

    def pair_off(self, rows):
        """{mentee id: (mentor id, Explained)}: each the best mentor left, whoever has few to choose from
        first. Pairs at work take a place; those of the past were with people who have one today."""
        chosen = {}
        for row in sorted(rows, key=lambda row: (row.state != "paired", len(self.suits(row.id)))):
            is_live = row.state == "paired"
            left = [id for id, left in self.places.items() if (left > 0 if is_live else id not in NEVER_PAST)]
            mentor = NADIA if row.id == YANIS else self.suits(row.id, left)[0]
            self.places[mentor] -= is_live
            chosen[row.id] = mentor, self.explained(mentor, row.id)
        return chosen


def everything(world, suitors):
    """Three that came to nothing; the calculation of last Wednesday, five of whose pairs have been asked
    since, two mentors and three mentees still to answer; three interests to examine."""
    came_to_nothing(world, suitors)
    exclusions(world)
    run = calculation.compute(world)
    line = "Votre regard sur le métier l’aiderait, et vous avez des créneaux en commun."
    for mentee, state, days, until, fields in (
        ("E40", State.AWAITING_MENTOR, 1, 4, {"team_line": line}),
        ("E42", State.AWAITING_MENTOR, 4, 1, {}),
        ("E44", State.AWAITING_MENTEE, 3, 3, {}),
        ("E46", State.AWAITING_MENTEE, 2, 4, {}),
        ("E50", State.AWAITING_MENTEE, 1, 5, {}),
    ):
        mentor = world.id_of(run.pairs.get(mentee=world.profiles[mentee]).mentor)
        calculation.was_asked(run, ask(world, suitors, mentor, mentee, state, days, until=until, **fields))
    for mentor, mentee, days, note in (
        ("M03", "E33", 3, "J’ai traversé la même chose il y a quelques années."),
        ("M13", "E33", 1, "Je relis du code chaque semaine, j’aimerais lui montrer comment je m’y prends."),
        ("M10", "E37", 2, ""),
    ):
        propose(world, suitors, mentor, mentee, State.INTEREST, days, is_interest=True, team_note=note)


def came_to_nothing(world, suitors):
    for mentor, mentee, state, reason in (
        ("M21", "E45", State.DECLINED, "topics"),
        ("M11", "E47", State.DECLINED, "no_time"),
        ("M15", "E43", State.EXPIRED, ""),
    ):
        ended = world.moment(-7, "ended", mentee)
        proposal = propose(
            world,
            suitors,
            mentor,
            mentee,
            state,
            12,
            answer_by=world.at(-7, "23:59"),
            close_reason=reason,
        )
        by = world.people[mentor] if reason else None
        transition = "mentor_decline" if reason else "expire"
        happened(proposal, transition, ended, by=by, from_state=State.AWAITING_MENTOR, to_state=state)
        Proposal.objects.filter(pk=proposal.pk).update(state_changed_at=ended)


def propose(world, suitors, mentor, mentee, state, days, **fields):
    at = world.moment(-days, "proposal", mentor, mentee)
    is_interest = fields.get("is_interest", False)
    by = world.people[mentor] if is_interest else world.people["awa"]
    proposal = Proposal.objects.create(
        reference=world.reference("PRO", mentor, mentee),
        mentor=world.profiles[mentor],
        mentee=world.profiles[mentee],
        state=state,
        created_by=by,
        created_at=at,
        state_changed_at=at,
        **suitors.explained(mentor, mentee).snapshot(),
        **fields,
    )
    first = State.INTEREST if is_interest else State.AWAITING_MENTOR
    happened(proposal, "express_interest" if is_interest else "send", at, by=by, to_state=first)
    return proposal


def ask(world, suitors, mentor, mentee, state, days, *, until, **fields):
    """The proposal asked so many days ago, an answer expected in `until` days, with the letters that left."""
    explained = suitors.explained(mentor, mentee)
    proposal = propose(
        world, suitors, mentor, mentee, state, days, answer_by=world.at(until, "23:59"), **fields
    )
    letters.to_mentor(proposal, explained).queue(proposal, "demo")
    if state == State.AWAITING_MENTEE:
        at = proposal.created_at + datetime.timedelta(hours=9)
        person = world.people[mentor]
        happened(proposal, "mentor_accept", at, by=person, from_state=State.AWAITING_MENTOR, to_state=state)
        proposal.mentor_accepted_at = proposal.state_changed_at = at
        proposal.save()
        letters.to_mentee(proposal, explained).queue(proposal, "demo")
    return proposal


def exclusions(world):
    """Two that follow a refusal, two « Pas pour moi », two by hand."""
    Reason, Detail = Exclusion.Reason, Exclusion.Detail
    for number, (mentor, mentee, fields) in enumerate(
        (
            ("M21", "E45", {"reason": Reason.DECLINED, "until": world.day(83)}),
            ("M11", "E47", {"reason": Reason.DECLINED, "until": world.day(83)}),
            ("M12", "E51", {"reason": Reason.NOT_FOR_ME, "until": world.day(76), "detail": Detail.LEVEL}),
            ("M09", "E35", {"reason": Reason.NOT_FOR_ME, "until": world.day(71), "detail": Detail.TIMES}),
            ("M05", "E34", {"reason": Reason.BY_HAND, "note": "Se connaissent : anciens collègues."}),
            (
                "M15",
                "E38",
                {"reason": Reason.BY_HAND, "note": "Camille suit son dossier d’entrée en emploi."},
            ),
        )
    ):
        by_hand = fields["reason"] == Reason.BY_HAND
        Exclusion.objects.create(
            mentor=world.profiles[mentor],
            mentee=world.profiles[mentee],
            created_by=world.people["awa" if by_hand else mentor],
            created_at=world.moment(-7 - number * 4, "exclusion", mentor),
            **fields,
        )
