"""From profiles to the facts the core reads, in a constant number of queries: for the few people a page
shows. `features` reads thousands."""

from collections import Counter, defaultdict
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef
from django.utils import timezone

from applications.models import Application, Profile, ProfileDomain, ProfileSkill, SupervisedCohort
from applications.options import Kind, MentorKind
from matching.core import facts as core
from matching.models import Exclusion, Proposal

# What a list of people does not show; a page that does reads its own few rows.
LONG_TEXTS = (
    "presentation",
    "topics",
    "goals_text",
    "challenges",
    "application__answers",
    "application__excerpt",
    "application__info_question",
    "application__info_answer",
    "application__decision_message",
)
# « Autre » among trainings and job families names nothing two people could share.
NAMELESS = {"autre"}


@dataclass(frozen=True)
class Side:
    """People of one side: `profiles` and `facts` in the same order."""

    profiles: list
    facts: list


def in_programme():
    """Profiles whose people take part: available, or paused for a while (shown, but not proposed)."""
    return Profile.objects.filter(
        state__in=[Profile.State.AVAILABLE, Profile.State.PAUSED],
        application__state=Application.State.APPROVED,
    )


def without_a_mentor(profiles):
    """Those of some profiles of mentees who have no pair at work."""
    return profiles.filter(~Exists(Proposal.objects.pairs().filter(mentee=OuterRef("pk"))))


def mentors(profiles=None, *, as_asked=False):
    """Mentors with their facts, places left included: 6 queries. With `as_asked`, all the places they offer
    count as left: 5 queries."""
    profiles = in_programme() if profiles is None else profiles
    profiles = profiles.filter(kind=Kind.MENTOR)
    rows = read(profiles)
    taken = {} if as_asked else seats_taken(profiles)
    supervised = grouped(
        SupervisedCohort.objects.filter(profile__in=profiles.values("pk")).values_list(
            "profile", "formation__code", "campus__code", "year"
        )
    )
    known = relations(profiles)
    return Side(
        rows,
        [mentor_facts(row, known, supervised[row.pk], row.capacity - taken.get(row.pk, 0)) for row in rows],
    )


def seats_taken(profiles=None):
    """Counter {mentor's key: seats taken}, of those of `profiles` (everyone by default) who have one."""
    taking = Proposal.objects.taking_a_seat()
    if profiles is not None:
        taking = taking.filter(mentor__in=profiles.values("pk"))
    return Counter(dict(taking.order_by().values_list("mentor").annotate(Count("pk"))))


def mentees(profiles=None, *, as_asked=False):
    """Mentees with their facts: 5 queries. With `as_asked`, nobody is said to have a pair: 4 queries."""
    profiles = in_programme() if profiles is None else profiles
    profiles = profiles.filter(kind=Kind.MENTEE)
    rows = read(profiles)
    pairs = Proposal.objects.none() if as_asked else Proposal.objects.pairs()
    paired = set(pairs.filter(mentee__in=profiles.values("pk")).values_list("mentee", flat=True))
    known = relations(profiles)
    return Side(rows, [mentee_facts(row, known, row.pk in paired) for row in rows])


def facts_of(profile):
    """The facts of one person, as they stand."""
    read_side = mentors if profile.kind == Kind.MENTOR else mentees
    [facts] = read_side(Profile.objects.filter(pk=profile.pk)).facts
    return facts


def read(profiles):
    return list(
        profiles.select_related("person", "application", "formation", "campus")
        .defer(*LONG_TEXTS)
        .order_by("pk")
    )


def relations(profiles):
    """{"domains", "skills", "soft_skills"}: rows of tuples by profile."""
    among = {"profile__in": profiles.values("pk")}
    return {
        "domains": grouped(
            ProfileDomain.objects.filter(**among)
            .order_by("rank", "pk")
            .values_list("profile", "domain__code")
        ),
        "skills": grouped(
            ProfileSkill.objects.filter(**among)
            .order_by("pk")
            .values_list("profile", "skill__code", "level", "is_priority")
        ),
        "soft_skills": grouped(
            Profile.soft_skills.through.objects.filter(**among).values_list("profile", "softskill__code")
        ),
    }


def grouped(rows):
    """Tuples by their first value, which is left out."""
    groups = defaultdict(list)
    for key, *values in rows:
        groups[key].append(tuple(values))
    return groups


def shared(row, known):
    """What both sides answer, under the core's names."""
    return {
        "ref": row.public_id,
        "person": row.person.public_id,
        "timezone": row.person.timezone,
        "slots": row.slots,
        "frequency": row.frequency,
        "minutes": row.session_minutes,
        "languages": frozenset(row.languages),
        "types": frozenset(row.mentoring_types),
        "soft_skills": frozenset(code for (code,) in known["soft_skills"][row.pk]),
        "style": row.style,
        "experience": row.experience,
        "job_family": "" if row.job_family in NAMELESS else row.job_family,
        "sectors": frozenset(row.sectors),
        "formation": named(row.formation),
        "formation_family": row.formation.family if row.formation else "",
        "campus": row.campus.code if row.campus else "",
        "cohort_year": row.cohort_year,
        "term": row.term,
        "channels": frozenset(row.channels),
        "preferred_channel": row.preferred_channel,
        "discord_ease": row.discord_ease,
        "discord_help": frozenset(row.discord_help),
        "meet_in_person": row.meet_in_person,
        "city": " ".join(row.city.split()).title(),
        "department": row.department,
        "region": row.region,
        "is_available": row.state == Profile.State.AVAILABLE,
        "is_approved": row.application.state == Application.State.APPROVED,
    }


def named(formation):
    return formation.code if formation and formation.code not in NAMELESS else ""


def mentor_facts(row, known, supervised, seats_left):
    return core.MentorFacts(
        **shared(row, known),
        domains=frozenset(code for (code,) in known["domains"][row.pk]),
        skills={code: level for code, level, _is_priority in known["skills"][row.pk]},
        is_learner=row.situation == MentorKind.LEARNER,
        supervised=tuple(supervised),
        travel=row.travel,
        seats_left=max(0, seats_left),
    )


def mentee_facts(row, known, has_pair):
    return core.MenteeFacts(
        **shared(row, known),
        domains=tuple(code for (code,) in known["domains"][row.pk]),
        skills={code: (level, is_priority) for code, level, is_priority in known["skills"][row.pk]},
        workload=row.workload,
        has_avoid=bool(row.avoid.strip()),
        has_pair=has_pair,
    )


def exclusions(**among):
    """{(mentee's public id, mentor's)} of the pairs nobody proposes today; `among` narrows the rows."""
    rows = Exclusion.objects.in_force(timezone.localdate()).filter(**among)
    return set(rows.values_list("mentee__public_id", "mentor__public_id"))
