"""The programme's mode: who proposes a pair. What a switch would do is shown before it is done."""

from collections import Counter
from dataclasses import dataclass, field

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from applications.options import Kind
from matching.models import Proposal
from mentoring.audit import record
from mentoring.changes import Told, said
from mentoring.models import Event, NotAllowed, Programme

from . import browsing, explaining, interests, pool, seats

Mode = Programme.Mode
State = Proposal.State
SWITCH = "switch_mode"

MEANWHILE = Told(
    gettext_lazy("{name} a choisi « {mode} » {when}."),
    gettext_lazy("Vous avez choisi « {mode} » dans un autre onglet, {when}."),
    gettext_lazy("Relisez les conséquences, puis choisissez."),
)


@dataclass(frozen=True)
class Fate:
    """What becomes of one interest where mentors choose: the person is asked when `explained` is there, else
    `obstacle` says why not. `is_behind`: another proposal for the same person goes first."""

    proposal: Proposal
    explained: explaining.Explained | None = None
    obstacle: str = ""
    is_behind: bool = False


@dataclass(frozen=True)
class Consequences:
    """Of a switch to `mode`. `asked`, `behind` and `stuck` share out the open interests where mentors choose;
    elsewhere all are `kept` for the team. The counts are of mentors who gain or lose their suggestions."""

    mode: str
    asked: list = field(default_factory=list)
    behind: list = field(default_factory=list)
    stuck: list = field(default_factory=list)
    kept: list = field(default_factory=list)
    gaining: int = 0
    losing: int = 0
    under_way: int = 0


def consequences(mode):
    """What a switch to `mode` would do now. Writes nothing."""
    programme = Programme.current()
    return found(programme.mode, mode, open_interests())


def switch(mode, *, seen, by):
    """Put the programme in `mode`, if it still is in the mode the person `seen`. Returns the Consequences, or
    None when it was in `mode` already (a second click).

    Where mentors choose, the persons whose interests can be are asked, one question each: their e-mails leave
    after the ten minutes, at an hour when people may be written to. Mentors receive nothing about the switch.
    Raises NotAllowed when a colleague chose a third mode meanwhile.
    """
    with transaction.atomic():
        programme = Programme.held()
        if programme.mode == mode:
            return None
        if programme.mode != seen:
            raise NotAllowed(switched_meanwhile(programme, by))
        was, programme.mode = programme.mode, mode
        programme.save(update_fields=["mode"])
        browsing.forget_all()
        found_here = found(was, mode, seats.hold_all(open_interests(), State.INTEREST))
        for fate in found_here.asked:
            interests.ask_mentee(fate.proposal, "approve_interest", fate.explained, by=by)
        asked = [fate.proposal.reference for fate in found_here.asked]
        record(programme, SWITCH, by=by, from_state=was, to_state=mode, asked=asked)
        return found_here


def open_interests():
    return list(
        Proposal.objects.filter(state=State.INTEREST).select_related(
            "mentor__person", "mentor__application", "mentee__person", "mentee__application"
        )
    )


def found(was, mode, proposals):
    """The Consequences of going from `was` to `mode` for these interests."""
    fates = plan(proposals) if mode == Mode.MENTOR_CHOICE else []
    mentors = pool.in_programme().filter(kind=Kind.MENTOR).count()
    return Consequences(
        mode=mode,
        asked=[fate for fate in fates if fate.explained],
        behind=[fate for fate in fates if fate.is_behind],
        stuck=[fate for fate in fates if fate.obstacle and not fate.is_behind],
        kept=[] if mode == Mode.MENTOR_CHOICE else proposals,
        gaining=mentors if was == Mode.COORDINATOR != mode else 0,
        losing=mentors if mode == Mode.COORDINATOR != was else 0,
        under_way=Proposal.objects.awaiting().count(),
    )


def plan(proposals):
    """One Fate for each interest, the best score first: of several in one person, the first that can be."""
    fates, asked, taken = [], set(), Counter()
    for one in sorted(proposals, key=lambda one: (-(one.score or 0), one.created_at, one.pk)):
        if one.mentee_id in asked:
            fates.append(Fate(one, is_behind=True))
            continue
        try:
            explained = check(one, taken[one.mentor_id])
        except seats.Blocked as blocked:
            is_behind = blocked.obstacle == seats.Obstacle.ASKED
            fates.append(Fate(one, obstacle=str(blocked), is_behind=is_behind))
            continue
        fates.append(Fate(one, explained))
        asked.add(one.mentee_id)
        taken[one.mentor_id] += 1
    return fates


def check(proposal, taken):
    """The pair explained, if the person may be asked without anyone looking again. `taken` are the mentor's
    places that the same switch gives to others."""
    mentor, mentee = proposal.mentor, proposal.mentee
    if mentee.is_opted_out:
        sentence = _("Cette personne préfère que l’équipe cherche pour elle.")
        raise seats.Blocked(seats.Obstacle.OPTED_OUT, sentence)
    explained = seats.check(mentor, mentee, ignoring=proposal)
    if seats.places_left(mentor) <= taken:
        raise seats.Blocked(seats.Obstacle.FULL, seats.full(mentor))
    return explained


def switched_meanwhile(programme, by):
    last = Event.objects.about(programme.reference).filter(transition=SWITCH).first()
    mode = programme.get_mode_display()
    if last and last.to_state == programme.mode:
        return said(MEANWHILE, last.actor, last.at, by, mode=mode)
    return _("Le mode est passé à « {mode} » entre-temps. Relisez les conséquences, puis choisissez.").format(
        mode=mode
    )
