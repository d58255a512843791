"""A global proposal from the asking to the saved result. The worker takes one at a time; one that died is
taken again, three times at most."""

import dataclasses
import datetime
import logging

import numpy as np
from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from applications.models import Profile
from applications.options import Kind
from matching.core import reading, rules, scoring
from matching.core.pairs import Listed
from matching.core.proposal import solve
from matching.models import LeftOut, Proposal, Run, RunPair, RunPrices
from mentoring.audit import record
from mentoring.models import NotAllowed
from mentoring.moves import lock, move
from mentoring.references import new_reference

from . import composing, plans, pool, settings

State = Run.State
SILENT = datetime.timedelta(minutes=5)
MOST_ATTEMPTS = 3
KEPT = datetime.timedelta(days=180)
# A little less than a day, so that tonight's is asked for at last night's hour.
PRICES_KEPT = datetime.timedelta(hours=20)
ROWS_AT_ONCE = 2_000
CHOICES = ("floor", "gamma", "is_waiting_counted", "is_interest_counted", "campus", "formation", "domain")
logger = logging.getLogger(__name__)


class Superseded(Exception):
    """Another worker took the run over: what this one computes is not wanted any more."""


def ask(*, by, parent=None, removed=(), **choices):
    """Queue a calculation (`choices` as in CHOICES). Returns the one this person already has under way, if
    any: a second click asks for nothing more."""
    under_way = Run.objects.filter(created_by=by, state__in=[State.QUEUED, State.RUNNING])
    if found := under_way.first():
        return found
    version, _core = settings.current()
    try:
        with transaction.atomic():
            run = Run.objects.create(
                reference=new_reference(
                    "ENS", lambda reference: Run.objects.filter(reference=reference).exists()
                ),
                created_by=by,
                parent=parent,
                version=version,
                removed=list(removed),
                **choices,
            )
            record(run, "ask_run", by=by, to_state=run.state)
            return run
    except IntegrityError:
        return under_way.get()


def ask_for_prices(now=None):
    """Queue a calculation over everyone, nobody's, when the last one is a day old and somebody waits. Returns
    it, or None. Suggestions are composed by its prices."""
    now = now or timezone.now()
    fresh = Run.objects.filter(**composing.EVERYONE, created_at__gt=now - PRICES_KEPT)
    waiting = Profile.objects.open_to_matching().filter(kind=Kind.MENTEE)
    if fresh.exists() or not pool.without_a_mentor(waiting).exists():
        return None
    version, _core = settings.current()
    return ask(by=None, floor=version.floor, gamma=version.gamma)


def forget_unused():
    """Delete the calculations nobody asked for (any more) and nobody did anything from, but for the last over
    everyone, whose prices are in use. Returns how many."""
    last = Run.objects.filter(**composing.EVERYONE).first()
    if last is None:
        return 0
    older = Run.objects.filter(
        created_by=None, created_at__lt=last.created_at, state__in=[State.DONE, State.FAILED]
    )
    touched = RunPair.objects.filter(run=OuterRef("pk")).exclude(sent_at=None, removed_at=None)
    unused = older.filter(~Exists(touched), ~Exists(Run.objects.filter(parent=OuterRef("pk"))))
    _rows, by_model = unused.delete()
    return by_model.get("matching.Run", 0)


def recompute(run, *, by):
    """The same calculation again: pins are kept by themselves, removed pairs are done without."""
    gone = run.pairs.exclude(removed_at=None).values_list("mentor__public_id", "mentee__public_id")
    removed = sorted({tuple(pair) for pair in run.removed} | set(gone))
    return ask(
        by=by,
        parent=run,
        removed=[list(pair) for pair in removed],
        **{name: getattr(run, name) for name in CHOICES},
    )


def remove(pair, *, by):
    """« Retirer »: the line is put aside, and the next calculation does without the pair. A pin is stronger:
    it goes first."""
    pinned = Proposal.objects.filter(mentor=pair.mentor_id, mentee=pair.mentee_id, state=Proposal.State.DRAFT)
    if pinned.exists():
        raise NotAllowed(_("Ce binôme est épinglé : retirez d’abord l’épingle."))
    set_aside(pair, timezone.now(), "remove_pair", by)


def restore(pair, *, by):
    set_aside(pair, None, "restore_pair", by)


def set_aside(pair, at, transition, by):
    with transaction.atomic():
        current = lock(pair)
        if current.sent_at:
            raise NotAllowed(_("Ce binôme a déjà été proposé."))
        if (current.removed_at is None) == (at is None):
            return
        current.removed_at = pair.removed_at = at
        current.save(update_fields=["removed_at"])
        record(
            current.run, transition, by=by, mentor=current.mentor.public_id, mentee=current.mentee.public_id
        )


def compute_due():
    """Compute what is queued, one run after another. Returns how many."""
    number = 0
    while run := claim():
        compute(run)
        number += 1
    return number


def claim(now=None):
    """The oldest run that waits or whose worker fell silent, now ours; None when there is none."""
    now = now or timezone.now()
    due = Q(state=State.QUEUED) | Q(state=State.RUNNING, beat_at__lt=now - SILENT)
    with transaction.atomic():
        run = Run.objects.filter(due).order_by("created_at", "pk").select_for_update(skip_locked=True).first()
        if run is None:
            return None
        if run.state == State.RUNNING:
            if run.attempts >= MOST_ATTEMPTS:
                fail(run, _("Le calcul s’est interrompu trois fois."))
                return claim(now)
            move(run, "requeue_run", State.QUEUED, by=None)
        move(run, "start_run", State.RUNNING, by=None, beat_at=now, attempts=run.attempts + 1, phase="")
        return run


def fail(run, sentence):
    move(run, "fail_run", State.FAILED, by=None, reason=sentence, error=sentence, finished_at=timezone.now())


def compute(run):
    """Read, solve, save. Whatever goes wrong is told on the run's page."""
    try:
        beat(run, Run.Phase.READING)
        core_settings = dataclasses.replace(settings.as_core(run.version), floor=run.floor, gamma=run.gamma)
        if not run.is_waiting_counted:
            core_settings = dataclasses.replace(core_settings, waiting_bonus=0)
        read_at = timezone.now()
        inputs = plans.read(scope_of(run))
        plan = solve(
            inputs.mentees, inputs.mentors, core_settings, inputs.history, told=lambda phase: beat(run, phase)
        )
        beat(run, Run.Phase.SAVING)
        save(run, inputs, plan, read_at)
    except Superseded:
        logger.warning("run %s: another worker took it over", run.reference)
    except Exception:
        logger.exception("run %s", run.reference)
        fail(
            run,
            _("Le calcul s’est interrompu. Relancez-le ; s’il échoue encore, prévenez l’équipe technique."),
        )


def scope_of(run):
    codes = {name: getattr(getattr(run, name), "code", "") for name in ("campus", "formation", "domain")}
    return plans.Scope(
        **codes,
        removed=frozenset(tuple(pair) for pair in run.removed),
        is_waiting_counted=run.is_waiting_counted,
        is_interest_counted=run.is_interest_counted,
    )


def beat(run, phase):
    """Say where the calculation stands. Raises Superseded when it is another worker's by now."""
    mine = Run.objects.filter(pk=run.pk, state=State.RUNNING, attempts=run.attempts)
    if not mine.update(phase=phase, beat_at=timezone.now()):
        raise Superseded
    run.phase = phase


def save(run, inputs, plan, read_at):
    """Write the result, all of it or nothing."""
    found, lists = reading.read(plan), composing.lists_of(plan, inputs.keys)
    q = plan.q
    with transaction.atomic():
        mine = lock(run)
        if (mine.state, mine.attempts) != (State.RUNNING, run.attempts):
            raise Superseded
        number = len(q) + save_pinned(run, inputs)
        RunPair.objects.bulk_create(lines(run, inputs, plan, found), batch_size=ROWS_AT_ONCE)
        left_out = list(people_left_out(run, inputs, plan, found))
        LeftOut.objects.bulk_create(left_out, batch_size=ROWS_AT_ONCE)
        save_prices(run, inputs, plan, lists)
        move(
            run,
            "finish_run",
            State.DONE,
            by=None,
            read_at=read_at,
            finished_at=timezone.now(),
            input_hash=plans.fingerprint(plan),
            engine=plans.engine(),
            pair_count=number,
            left_out_count=len(left_out),
            mean=round(q.mean()) if len(q) else None,
            total=plan.total,
            gap=plan.gap,
            level=plan.duals.level,
            figures=figures(inputs, plan, found),
        )


def save_pinned(run, inputs):
    """Lines for the pairs a coordinator had pinned. Returns how many."""
    pinned = Proposal.objects.filter(state=Proposal.State.DRAFT).select_related("mentee")
    rows = [
        RunPair(
            run=run,
            mentor_id=draft.mentor_id,
            mentee_id=draft.mentee_id,
            score=draft.score or 0,
            is_pinned=True,
            is_interest=draft.is_interest,
            days=inputs.history.waited.get(draft.mentee.public_id, 0),
        )
        for draft in pinned
        if (draft.mentee.public_id) in inputs.keys
    ]
    return len(RunPair.objects.bulk_create(rows))


def lines(run, inputs, plan, found):
    """A RunPair for each pair of the plan."""
    problem, history = plan.problem, inputs.history
    rows, columns = plan.chosen()
    pairs = Listed(problem.mentees, problem.mentors, rows, columns)
    masks = rules.masks(pairs, scoring.evaluate(pairs, problem.settings))
    for place, (row, column) in enumerate(zip(rows.tolist(), columns.tolist(), strict=True)):
        mentee, mentor = problem.mentees.refs[row], problem.mentors.refs[column]
        _blocking, warnings = rules.strikes(masks, problem.settings, place)
        yield RunPair(
            run=run,
            mentor_id=inputs.keys[mentor],
            mentee_id=inputs.keys[mentee],
            score=int(plan.q[place]),
            choice_of_mentee=int(found.choices[place, 0]),
            choice_of_mentor=int(found.choices[place, 1]),
            warnings=warnings,
            is_interest=(mentee, mentor) in history.interests,
            is_kept=(mentee, mentor) in history.yesterday,
            days=history.waited.get(mentee, 0),
        )


def people_left_out(run, inputs, plan, found):
    refs = plan.problem.mentees.refs
    for one in reading.left_out(plan, found):
        yield LeftOut(
            run=run,
            mentee_id=inputs.keys[refs[one.row]],
            code=one.code,
            rule=one.rule,
            count=one.count,
            best=one.best if one.best >= 0 else None,
            slot=one.slot,
            opened=one.opened,
        )


def save_prices(run, inputs, plan, lists):
    problem = plan.problem
    sides = (problem.mentees.refs, plan.duals.mentees), (problem.mentors.refs, plan.duals.mentors)
    RunPrices.objects.create(
        run=run,
        **lists,
        **{
            name: np.array([[inputs.keys[ref] for ref in refs], prices], dtype="<i8").T.tobytes()
            for name, (refs, prices) in zip(("mentees", "mentors"), sides, strict=True)
        },
    )


def figures(inputs, plan, found):
    """What the page tells beside the lines, as JSON."""
    problem = plan.problem
    refs = problem.mentees.refs, problem.mentors.refs
    return plan.figures | {
        "mentees": problem.shape[0],
        "mentors": problem.shape[1],
        "places": int(problem.seats.sum()),
        "first_choices": int((found.choices[:, 0] == 1).sum()),
        "swap_count": found.swap_count,
        "swaps": [[inputs.keys[refs[0][row]], inputs.keys[refs[1][column]]] for row, column in found.swaps],
        "fairness": {
            dimension: [dataclasses.asdict(group) for group in groups]
            for dimension, groups in plans.even_handedness(plan).items()
        },
    }


def forget_old(now=None):
    """Delete the calculations of more than KEPT ago: what was sent from them lives on as proposals. Returns
    how many."""
    old = Run.objects.filter(created_at__lt=(now or timezone.now()) - KEPT).exclude(state=State.RUNNING)
    return old.delete()[1].get("matching.Run", 0)
