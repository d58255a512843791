"""Everything someone answered, in words, for every page that shows it."""

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from applications.models import Application
from mentoring.models import Programme

from .catalogue import Catalogue
from .steps import STEPS

OPTIONAL = _(" (facultatif)")


def known(application, *, catalogue=None, programme=None):
    """What every step form of this application is given."""
    return {
        "kind": application.kind,
        "person": application.person,
        "programme": programme or Programme.current(),
        "catalogue": catalogue or Catalogue(),
    }


def draft_forms(application, **shared):
    """[(step, DraftStep or None, form bound to the draft)] in order, each form knowing earlier answers."""
    shared = shared or known(application)
    saved = {row.step: row for row in application.draft_steps.all()}
    earlier, found = {}, []
    for step in STEPS[application.kind]:
        row = saved.get(step.slug)
        form = step.bind(row.data if row else {}, earlier=earlier, **shared)
        earlier = earlier | {step.slug: form.answers()} if row else earlier
        found.append((step, row, form))
    return found


def reopened_forms(application):
    """[(step, DraftStep or None, form)] of the steps a coordinator asked to complete."""
    shared = known(application)
    rows = {row.step: row for row in application.draft_steps.all()}
    earlier, found = application.answers, []
    for step in STEPS[application.kind]:
        if step.slug not in application.info_steps:
            continue
        row = rows.get(step.slug)
        sent = application.answers.get(step.slug, {})
        form = step.bind(row.data if row else step.form.thaw(sent), earlier=earlier, kept=sent, **shared)
        earlier = earlier | {step.slug: form.answers()}
        found.append((step, row, form))
    return found


def sent_forms(application, answers=None, **shared):
    """[(step, answers, form)] of what was sent; the forms are there to name questions and values."""
    shared = shared or known(application)
    answers = application.answers if answers is None else answers
    found = []
    for step in STEPS[application.kind]:
        given = answers.get(step.slug, {})
        form = step.bind(step.form.thaw(given), kept=given, earlier=answers, **shared)
        found.append((step, given, form))
    return found


def summary(application, **shared):
    """[(step, [(question, displayed value or « Non renseigné », is_long)])] of a draft or a sent application.

    Questions that do not apply are left out. A draft shows its valid answers only. `shared` may hold the
    `catalogue` and `programme` a page has read already.
    """
    shared = known(application, **shared)
    if application.state == Application.State.DRAFT:
        rows = [
            (step, form.answers() if row else {}, form)
            for step, row, form in draft_forms(application, **shared)
        ]
    else:
        rows = sent_forms(application, **shared)
    return [(step, lines(form, answers)) for step, answers, form in rows]


def lines(form, answers):
    return [
        (str(question.label).removesuffix(str(OPTIONAL)), in_words(form, name, answers), question.is_long)
        for name, question in form.asked()
        if question.control != "hidden" and (not question.is_silent or answers.get(name))
    ]


def in_words(form, name, answers):
    return (form.displayed(name, answers[name]) if name in answers else "") or gettext("Non renseigné")
