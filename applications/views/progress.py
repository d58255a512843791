"""What the step list, a step and the check page show of the way done and to do."""

import secrets

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from applications.models import Application
from applications.options import Kind
from applications.questionnaire import previews, summary
from applications.questionnaire.drawing import draw
from applications.questionnaire.opening import is_advice_due
from applications.questionnaire.steps import LAST, STEPS
from applications.services import drafts, submission
from mentoring.models import Programme

DONE, TODO, BLANK, LOCKED = "done", "todo", "blank", "locked"
RETURNS = {"verifier": "application_check", "repondre": "application_reply"}


def step_list(person, kind, application):
    rows = step_rows(kind, application)
    done = [row for row in rows if row["status"] == DONE]
    following = next((row for row in rows if row["status"] in (TODO, BLANK)), None)
    programme = Programme.current()
    return {
        "kind": kind,
        "is_mentor": kind == Kind.MENTOR,
        "application": application,
        "rows": rows,
        "done": len(done),
        "total": len(rows),
        "following": following,
        "is_open": submission.is_side_open(programme, kind),
        "reapply_from": None if application else drafts.reapply_from(person, kind),
        "purged_at": None if application else drafts.purged_at(person, kind),
    }


def step_rows(kind, application):
    """[{"step", "url", "status", "line"}]: the last step waits for the others."""
    forms = summary.draft_forms(application) if application else [(step, None, None) for step in STEPS[kind]]
    rows = []
    for step, draft, form in forms:
        is_done = draft is not None and form.is_valid()
        status = DONE if is_done else TODO if draft else BLANK
        if step.slug == LAST and any(row["status"] != DONE for row in rows):
            status = LOCKED
        rows.append(
            {
                "step": step,
                "url": reverse("application_step", args=[kind, step.slug]),
                "status": status,
                "line": step.summed_up(form, form.answers()) if status == DONE else "",
            }
        )
    return rows


def is_locked(kind, application, slug):
    """The last step opens when every other one is complete."""
    if slug != LAST or (application and application.state != Application.State.DRAFT):
        return False
    done = application.draft_steps.filter(is_complete=True) if application else None
    return done is None or done.exclude(step=LAST).count() < len(STEPS[kind]) - 1


def step_page(application, step, form, row, return_to):
    steps = STEPS[form.kind]
    index = steps.index(step)
    following = steps[index + 1 :]
    reopened = application is not None and application.state != Application.State.DRAFT
    return {
        "kind": form.kind,
        "application": application,
        "step": step,
        "form": form,
        "questions": draw(form),
        "number": index + 1,
        "total": len(steps),
        "minutes": step.minutes + sum(later.minutes for later in following),
        "segments": [
            "fait" if place < index else "ici" if place == index else "" for place in range(len(steps))
        ],
        "next_title": following[0].title if following else _("Vérifier et envoyer"),
        "is_reopened": reopened,
        "return_to": return_to,
        "back_url": back_url(form.kind, application, steps, index, return_to),
        "saved_at": row.saved_at if row else None,
        "tab": secrets.token_hex(4),
        "is_advice_due": step.slug in ("parcours", "disponibilites") and is_advice_due(application, form),
        "age": form.programme.minimum_age,
        "charter_version": form.programme.charter_version,
    }


def back_url(kind, application, steps, index, return_to):
    if return_to:
        return return_url(kind, application, return_to)
    if index:
        return reverse("application_step", args=[kind, steps[index - 1].slug])
    return reverse("application_start", args=[kind])


def return_url(kind, application, return_to):
    name = RETURNS[return_to]
    return reverse(name, args=[application.reference if return_to == "repondre" else kind])


def next_url(kind, application, slug, return_to):
    """Where « Enregistrer » leads: back to the summary, or to the next step."""
    if return_to:
        return return_url(kind, application, return_to)
    slugs = [step.slug for step in STEPS[kind]]
    following = slugs[slugs.index(slug) + 1 :]
    if not following or (following[0] == LAST and is_locked(kind, application, LAST)):
        return reverse("application_check" if not following else "application_start", args=[kind])
    return reverse("application_step", args=[kind, following[0]])


def check_page(application, programme):
    shared = summary.known(application, programme=programme)
    forms = summary.draft_forms(application, **shared)
    answered = [(step, form.answers() if row else {}, form) for step, row, form in forms]
    missing = [step for step, row, form in forms if row is None or not form.is_valid()]
    first = next(iter(missing), None)
    return {
        "kind": application.kind,
        "is_mentor": application.is_mentor,
        "application": application,
        "cards": [
            (step, summary.lines(form, answers) if answers else []) for step, answers, form in answered
        ],
        "missing": missing,
        "first_missing": first,
        "preview": previews.preview(answered),
        "is_open": submission.is_side_open(programme, application.kind),
        "closed_message": programme.closed_message,
    }


def overwritten_notice(moment):
    return _("Cette étape a été modifiée dans un autre onglet à {time}.").format(time=clock(moment))


def clock(moment):
    """« 14:32 », in the reader's time zone."""
    return date_format(timezone.localtime(moment), "H:i")
