"""A draft: begun, saved step by step whatever it holds, recalled to its owner, thrown away when forgotten."""

import datetime

from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from applications.models import Application, DraftStep
from applications.options import HoldReason
from applications.questionnaire.prefill import former_answers
from applications.questionnaire.steps import DEPENDENTS, STEPS
from applications.questionnaire.summary import draft_forms, known, reopened_forms
from mentoring.audit import record
from mentoring.mail import outbox
from mentoring.models import Event, NotAllowed
from mentoring.moves import lock
from mentoring.references import new_reference
from mentoring.rounds import each
from mentoring.templatetags.dates import date_courte

State = Application.State
REMIND_AFTER_DAYS = ((1, 3), (2, 14))
PURGE_AFTER_DAYS = 60
# Beside the answers of a step, a draft keeps which page wrote it last.
TAB, LONGEST_TAB = "tab", 16


def live(person, kind):
    """The application of this person on this side that is neither refused nor withdrawn, or None."""
    return Application.objects.of(person).live().filter(kind=kind).select_related("person").first()


def start(person, kind):
    """The person's draft on this side, made if there is none.

    A second application starts from the answers of the first. Raises NotAllowed when a sent application is
    live already, or before the day a refused person may apply again.
    """
    found = live(person, kind)
    if found is None:
        refuse_too_soon(person, kind)
        try:
            with transaction.atomic():
                found = Application.objects.create(person=person, kind=kind, reference=free_reference(kind))
                record(found, "start", by=person, to_state=State.DRAFT)
                copy_former(found)
        except IntegrityError:  # another tab was faster
            found = live(person, kind)
    if found.state != State.DRAFT:
        raise NotAllowed(_("Une demande est déjà en cours."))
    return found


def refuse_too_soon(person, kind):
    if day := reapply_from(person, kind):
        raise NotAllowed(
            _("Vous pourrez refaire une demande à partir du {date}.").format(date=date_courte(day))
        )


def reapply_from(person, kind):
    """The day to come from which a refused person may apply again, or None."""
    refused = Application.objects.of(person).filter(
        kind=kind, state=State.REJECTED, reapply_from__gt=timezone.localdate()
    )
    return refused.order_by("-reapply_from").values_list("reapply_from", flat=True).first()


def copy_former(application):
    """Save the steps an earlier application answered, judged by today's lists."""
    shared = known(application)
    earlier = former_answers(application.person, application.kind)
    for step in STEPS[application.kind]:
        if step.slug in earlier:
            data = step.form.thaw(earlier[step.slug])
            form = step.bind(data, earlier=earlier, **shared)
            application.draft_steps.create(step=step.slug, data=data, is_complete=form.is_valid())


def free_reference(kind):
    return new_reference(
        Application.PREFIXES[kind], lambda reference: Application.objects.filter(reference=reference).exists()
    )


def is_open(application, slug):
    """May this step be written? All of a draft's, and those a coordinator asked to complete."""
    if application.state == State.DRAFT:
        return True
    return is_reply_awaited(application) and slug in application.info_steps


def is_reply_awaited(application):
    """Does the team wait for an answer to its question?"""
    return application.state == State.INFO_REQUESTED or (
        application.state == State.ON_HOLD and application.hold_reason == HoldReason.NO_ANSWER
    )


@transaction.atomic
def save_step(application, form, slug, *, tab="", seen_at=None):
    """Keep what was typed, valid or not: the last write wins.

    `form` is the step's form over the posted data; `tab` names the page it was typed in and `seen_at` is when
    the version that page showed was saved (None for a step never saved). Returns (row, overwritten_at): the
    moment of another tab's version this one replaces, or None. Raises NotAllowed for a step that is not open.
    """
    current = lock(application)
    if not is_open(current, slug):
        raise NotAllowed(_("Cette étape n’est plus modifiable : votre demande est partie."))
    row = DraftStep.objects.filter(application=current, step=slug).first() or DraftStep(
        application=current, step=slug
    )
    data = form.raw() | {TAB: [tab[:LONGEST_TAB]]}
    is_unseen = row.pk and (seen_at is None or row.saved_at > seen_at)
    is_other_tab = row.data.get(TAB, data[TAB]) != data[TAB] and row.data | {TAB: data[TAB]} != data
    overwritten_at = row.saved_at if is_unseen and is_other_tab else None
    row.data, row.is_complete, row.saved_at = data, form.is_valid(), timezone.now()
    row.save()
    if current.state == State.DRAFT:
        Application.objects.filter(pk=current.pk).update(saved_at=row.saved_at)
        application.saved_at = row.saved_at
    if slug in DEPENDENTS:
        judge_again(current, DEPENDENTS[slug])
    return row, overwritten_at


def judge_again(application, slugs):
    """Say anew whether these steps are complete: a step they depend on has changed."""
    forms = draft_forms if application.state == State.DRAFT else reopened_forms
    for step, row, form in forms(application):
        if row and step.slug in slugs and row.is_complete != form.is_valid():
            row.is_complete = form.is_valid()
            row.save(update_fields=["is_complete"])


@transaction.atomic
def discard(application, *, by):
    """Delete a draft and what was to be sent about it. Raises NotAllowed for a sent application."""
    current = lock(application)
    if current.state != State.DRAFT:
        raise NotAllowed(_("Cette demande est déjà partie : vous pouvez la retirer."))
    record(current, "discard", by=by, from_state=State.DRAFT)
    outbox.withdraw_about(current)
    current.delete()


@transaction.atomic
def send_link(application):
    """E-mail the way back to the draft: once a day at most."""
    outbox.queue(
        "draft_saved",
        to=application.person,
        about=application,
        discriminator=timezone.localdate().isoformat(),
        context=progress(application),
        buttons=[(_("Reprendre ma demande"), start_path(application))],
        role=application.kind,
        preheader=_("Reprenez où vous en étiez."),
    )


def start_path(application):
    return reverse("application_start", args=[application.kind])


def progress(application):
    """What e-mails say of a draft: the steps done, the next one, the minutes left."""
    done = set(application.draft_steps.filter(is_complete=True).values_list("step", flat=True))
    left = [step for step in STEPS[application.kind] if step.slug not in done]
    return {
        "done": len(done),
        "total": len(STEPS[application.kind]),
        "next_title": str(left[0].title) if left else "",
        "minutes": sum(step.minutes for step in left),
        "is_mentor": application.is_mentor,
        "discard_path": reverse("application_discard", args=[application.kind]),
    }


def remind_idle(now=None):
    """Recall drafts left alone for 3, then 14 days: two e-mails a draft at most, ever. Returns how many."""
    now = now or timezone.now()
    idle = Application.objects.filter(
        state=State.DRAFT,
        saved_at__lte=now - datetime.timedelta(days=REMIND_AFTER_DAYS[0][1]),
        saved_at__gt=now - datetime.timedelta(days=PURGE_AFTER_DAYS),
        person__is_active=True,
    ).select_related("person")
    return each(idle.iterator(chunk_size=500), lambda application: remind(application, now))


@transaction.atomic
def remind(application, now):
    days = (now - application.saved_at).days
    index = str(max(index for index, after in REMIND_AFTER_DAYS if days >= after))
    email = outbox.queue(
        "draft_reminder",
        to=application.person,
        about=application,
        discriminator=index,
        context=progress(application) | {"purge_on": date_courte(purged_on(application))},
        buttons=[(_("Reprendre ma demande"), start_path(application))],
        role=application.kind,
        preheader=_("Votre brouillon est toujours là."),
    )
    return email.created_at >= now


def purged_on(application):
    """The day a draft goes away if nobody touches it."""
    return timezone.localdate(application.saved_at + datetime.timedelta(days=PURGE_AFTER_DAYS))


def purge(now=None):
    """Delete the drafts idle for 60 days. Returns how many."""
    now = now or timezone.now()
    forgotten = Application.objects.filter(
        state=State.DRAFT, saved_at__lte=now - datetime.timedelta(days=PURGE_AFTER_DAYS)
    )
    return each(forgotten.select_related("person"), lambda application: purge_one(application, now))


@transaction.atomic
def purge_one(application, now):
    current = lock(application)
    if now - current.saved_at < datetime.timedelta(days=PURGE_AFTER_DAYS):
        return False
    record(Trace(application.person, application.kind), "purge", by=None, from_state=State.DRAFT)
    outbox.withdraw_about(current)
    current.delete()
    return True


class Trace:
    """What a purged draft is remembered by: nothing but whose it was and on which side."""

    def __init__(self, person, kind):
        self.reference = f"draft:{person.public_id}:{kind}"


def purged_at(person, kind):
    """When the person's last draft of this side was purged, if nothing was begun since, or None."""
    event = Event.objects.about(Trace(person, kind).reference).first()
    is_newer = Application.objects.of(person).filter(kind=kind).order_by("-started_at").first()
    if event is None or (is_newer and is_newer.started_at > event.at):
        return None
    return event.at
