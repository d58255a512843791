"""One mentor and one mentee on a page: criterion by criterion, and what proposing them would send."""

import dataclasses

from django.db.models import Q
from django.utils.translation import gettext as _

from applications.models import Profile
from applications.options import Kind
from matching.core import explain as core
from matching.models import Exclusion, Proposal

from . import deadlines, explaining, letters, pool, ranking, seats, sheet


@dataclasses.dataclass(frozen=True)
class Comparison:
    """Everything « Comparer » shows. `before` and `after` are the neighbours in the shortlist of one of the
    two: the pairs (mentor, mentee) to go to, or None."""

    mentor: Profile
    mentee: Profile
    explained: explaining.Explained
    rows: list
    proposal: Proposal | None
    can_be_asked: bool
    places: int
    days: int
    past: list
    exclusions: list
    before: tuple | None
    after: tuple | None
    seen_from: str
    mentor_texts: list
    mentee_texts: list
    team_texts: list

    @property
    def answered(self):
        return self.explained.explanation.answered

    @property
    def applicable(self):
        return self.explained.explanation.applicable


def compare(mentor, mentee, *, seen_from=Kind.MENTEE):
    """The Comparison of two profiles: a constant number of queries."""
    board = ranking.Board()
    proposal = Proposal.objects.open().filter(mentor=mentor, mentee=mentee).first()
    mentor_facts, mentee_facts = pool.facts_of(mentor), pool.facts_of(mentee)
    is_asked = bool(proposal and proposal.state in Proposal.AWAITING)
    places = mentor_facts.seats_left
    if is_asked:
        mentor_facts = dataclasses.replace(mentor_facts, seats_left=places + 1)
    excluded = pool.exclusions(mentor=mentor, mentee=mentee)
    explained = explaining.Explained(
        core.explain(mentee_facts, mentor_facts, board.settings, excluded), board.labels, board.version
    )
    seen_from = Kind.MENTOR if seen_from == Kind.MENTOR else Kind.MENTEE
    subject = mentor if seen_from == Kind.MENTOR else mentee
    before, after = neighbours(board, subject, mentee if subject is mentor else mentor)
    is_mentee_asked = Proposal.objects.awaiting().filter(mentee=mentee).exists()
    mentor, mentee = with_answers(mentor), with_answers(mentee)
    between = Q(mentor=mentor, mentee=mentee)
    return Comparison(
        mentor=mentor,
        mentee=mentee,
        explained=explained,
        rows=rows(explained, mentor, mentee),
        proposal=proposal,
        can_be_asked=explained.is_allowed and not is_mentee_asked,
        places=places,
        days=ranking.waited(mentee, board.today),
        past=list(Proposal.objects.filter(between).exclude(state__in=Proposal.OPEN).order_by("-pk")),
        exclusions=list(
            Exclusion.objects.filter(between).select_related("created_by", "lifted_by").order_by("-pk")
        ),
        before=before,
        after=after,
        seen_from=seen_from,
        **texts(mentor, mentee),
    )


def texts(mentor, mentee):
    """What each wrote, [(title, text)] without the empty ones."""
    sent, asked = mentor.application.answers, mentee.application.answers
    needs = asked.get("competences", {})
    found = {
        "mentor_texts": [
            (_("Pourquoi devenir mentor"), sent.get("motivation", {}).get("why_mentor", "")),
            (_("Présentation"), mentor.presentation),
            (_("Sujets"), mentor.topics),
        ],
        "mentee_texts": [
            (_("Pourquoi un mentor"), asked.get("objectifs", {}).get("why_mentee", "")),
            (_("Objectifs"), mentee.goals_text),
            (_("Difficultés"), mentee.challenges),
        ],
        "team_texts": [
            (_("Attentes"), needs.get("expectations", "")),
            (_("Personne ou entreprise à éviter"), mentee.avoid),
        ],
    }
    return {name: [(title, text) for title, text in rows if text] for name, rows in found.items()}


def with_answers(profile):
    return (
        Profile.objects.select_related("person", "application", "formation", "campus")
        .prefetch_related("domains__domain", "skills__skill", "soft_skills")
        .get(pk=profile.pk)
    )


def neighbours(board, subject, other):
    """The pairs before and after this one among the subject's candidates that may be proposed."""
    standing = board.standing_of(subject)
    keys = [
        key for among in (standing.above, standing.below) for key in standing.best(among, ranking.MOST_SHOWN)
    ]
    if other.pk not in keys:
        return None, None
    place = keys.index(other.pk)
    around = [keys[near] if 0 <= near < len(keys) else None for near in (place - 1, place + 1)]
    profiles = Profile.objects.select_related("person").in_bulk(filter(None, around))

    def pair(key):
        if key is None:
            return None
        profile = profiles[key]
        return (profile, subject) if subject.kind == Kind.MENTEE else (subject, profile)

    return pair(around[0]), pair(around[1])


def rows(explained, mentor, mentee):
    """The table: what each answered, the points, the sentence, and what a rule says of this line."""
    ours, theirs = sheet.sheet(mentor), sheet.sheet(mentee)
    blocking = dict(zip(explained.explanation.blocking, explained.blocks(), strict=True))
    warnings = dict(zip(explained.explanation.warnings, explained.warnings(), strict=True))
    found = []
    for row in explained.rows():
        name, line = row["criterion"], row["line"]
        blocks = [words for rule, words in blocking.items() if explaining.LINES_OF_RULES.get(rule) == name]
        cautions = [words for rule, words in warnings.items() if explaining.LINES_OF_RULES.get(rule) == name]
        tint = "bloque" if blocks else "reserve" if cautions or (line.is_weak and name != "location") else ""
        found.append(
            row
            | {
                "mentor": ours[name],
                "mentee": theirs[name],
                "tint": tint,
                "notes": blocks + cautions,
                "is_applicable": line.state != core.NOT_APPLICABLE,
            }
        )
    return found


@dataclasses.dataclass(frozen=True)
class Preview:
    """What « Proposer » would do: who is asked first, until when, the e-mail; or why it cannot."""

    mentor: Profile
    mentee: Profile
    explained: explaining.Explained
    proposal: Proposal
    refusal: str
    is_mentee_first: bool
    asked: Profile
    subject: str
    blocks: list
    button: str
    signature: str

    @property
    def answer_by(self):
        return self.proposal.answer_by


def preview(mentor, mentee, *, by, team_line=""):
    found = Proposal.objects.open().filter(mentor=mentor, mentee=mentee).first()
    explained = explaining.pair(mentor, mentee, places=1)
    refusal = ""
    if found and found.state in Proposal.AWAITING:
        refusal = _("Une proposition est déjà en cours pour ces deux personnes.")
    elif obstacle := seats.obstacle(mentor, mentee, ignoring=found):
        refusal = obstacle[1]
    elif not explained.is_allowed:
        refusal = explained.blocks()[0]
    proposal = found or Proposal(reference="PRO-0000", mentor=mentor, mentee=mentee)
    proposal.mentor, proposal.mentee = mentor, mentee
    asked = mentee if proposal.is_interest else mentor
    proposal.team_line, proposal.answer_by = team_line, deadlines.deadline_for(asked.person)
    letter = letters.first_question(proposal, explained, by)
    shown = letter.preview()
    return Preview(
        mentor=mentor,
        mentee=mentee,
        explained=explained,
        proposal=proposal,
        refusal=refusal,
        is_mentee_first=proposal.is_interest,
        asked=asked,
        subject=shown["subject"],
        blocks=shown["blocks"],
        button=shown["button"],
        signature=shown["signature"],
    )
