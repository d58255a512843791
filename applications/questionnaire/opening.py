"""A step on its page: the form over the draft, what was sent, or what is known already."""

from applications.models import Application
from applications.options import Kind

from .parcours import is_timing_delicate
from .prefill import starting_data
from .steps import DEPENDENTS, step_of
from .summary import known


def open_step(application, person, kind, step, *, data=None, is_judged=False):
    """The form of a step and its draft row (None when it was never saved).

    `application` is the live one or None; `data` is what was posted. A step a coordinator reopened shows what
    was sent until it is touched.
    """
    application = application or Application(person=person, kind=kind)
    row = row_of(application, step.slug)
    sent = application.answers.get(step.slug, {})
    if data is None:
        data = row.data if row else stored_data(application, step, sent)
    earlier = earlier_answers(application, step)
    return step.bind(data, earlier=earlier, kept=sent, is_judged=is_judged, **known(application)), row


def row_of(application, slug):
    return application.draft_steps.filter(step=slug).first() if application.pk else None


def stored_data(application, step, sent):
    return step.form.thaw(sent) if sent else starting_data(application.person, application.kind, step.slug)


def earlier_answers(application, step):
    """The answers of the steps this one depends on, as typed or as sent."""
    parents = [parent for parent, dependents in DEPENDENTS.items() if step.slug in dependents]
    return {parent: answers_of_step(application, parent) for parent in parents}


def answers_of_step(application, slug):
    row = row_of(application, slug)
    if row is None:
        return application.answers.get(slug, {})
    return step_of(application.kind, slug).bind(row.data, **known(application)).answers()


def is_advice_due(application, form):
    """Should the page say that a later start is possible (mentees who are busy or about to finish)?"""
    if form.kind != Kind.MENTEE or application is None:
        return False
    return is_timing_delicate(answers_of_step(application, "parcours"))
