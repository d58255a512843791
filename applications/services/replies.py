"""What an applicant says back to the team: the answer to a question, the wish for another look."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from applications.models import Application
from applications.questionnaire.summary import reopened_forms
from applications.services import profiles
from applications.services.drafts import is_reply_awaited
from applications.services.submission import excerpt_of, promised_day
from mentoring.mail import outbox
from mentoring.models import NotAllowed, Programme
from mentoring.moves import lock, move

State = Application.State
REVIEWABLE = (State.REJECTED, State.ON_HOLD)
EXCERPT_TEXTS = ("goals_text", "challenges")


@transaction.atomic
def answer(application, text, *, by):
    """Answer the team's question; the steps it reopened replace what was sent.

    The application goes back to the queue with a new date of answer. Raises NotAllowed, nothing changed,
    when no answer is awaited or a reopened step is incomplete.
    """
    current = lock(application)
    if not is_reply_awaited(current):
        raise NotAllowed(_("Votre réponse n’est plus attendue."))
    answers = current.answers | completed(current)
    changes = changed_excerpt(current, answers)
    outbox.withdraw_about(current, "application_info_reminder", "application_on_hold")
    move(
        application,
        "answer",
        State.SUBMITTED,
        by=by,
        answers=answers,
        info_answer=text,
        is_answer_received=True,
        hold_reason="",
        revisit_on=None,
        due_on=promised_day(Programme.current()),
        state_changed_at=timezone.now(),
        version=current.version + 1,
        **changes,
    )
    application.draft_steps.all().delete()
    profiles.fill(application)
    return application


def completed(application):
    """{step: answers} of the reopened steps the person touched."""
    found = {}
    for step, row, form in reopened_forms(application):
        if row is None:
            continue
        if not form.is_valid():
            raise NotAllowed(_("Il reste une étape à compléter : {step}.").format(step=step.title))
        found[step.slug] = form.answers()
    return found


def changed_excerpt(application, answers):
    """A new text is read again before a mentor sees it."""
    before, after = application.answers.get("objectifs", {}), answers.get("objectifs", {})
    if all(before.get(name) == after.get(name) for name in EXCERPT_TEXTS):
        return {}
    return {"excerpt": excerpt_of(application.kind, answers), "excerpt_reviewed_at": None}


@transaction.atomic
def ask_review(application, *, by, reason=""):
    """Ask the team to look again at a refusal or a hold: once per application."""
    current = lock(application)
    if current.state not in REVIEWABLE:
        raise NotAllowed(_("Cette demande ne peut pas être relue en ce moment."))
    if current.review_requested_at:
        raise NotAllowed(_("Vous avez déjà demandé une relecture."))
    if is_another_live(current):
        raise NotAllowed(_("Vous avez commencé une nouvelle demande : c’est elle que nous lirons."))
    outbox.withdraw_about(current, "application_rejected", "application_on_hold")
    now = timezone.now()
    move(
        application,
        "ask_review",
        State.SUBMITTED,
        by=by,
        reason=reason,
        is_review_requested=True,
        review_requested_at=now,
        due_on=promised_day(Programme.current()),
        state_changed_at=now,
        version=current.version + 1,
    )
    return application


def is_another_live(application):
    others = Application.objects.of(application.person).live().filter(kind=application.kind)
    return others.exclude(pk=application.pk).exists()
