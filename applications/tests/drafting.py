"""Short ways to a filled draft and to a sent application."""

from django.utils import timezone

from applications.models import Application, DraftStep
from applications.questionnaire.steps import STEPS, step_of
from applications.questionnaire.summary import known
from applications.services import drafts, profiles, submission
from mentoring.models import Programme
from mentoring.tests.factories import UserFactory

from .answers import answers_of


def bound(kind, slug, answers=None, *, person=None, **raw):
    """The form of a step over the sample answers of `kind`; `raw` replaces posted values (None removes)."""
    everything = answers_of(kind)
    step = step_of(kind, slug)
    data = step.form.thaw(everything[slug] | (answers or {}))
    for name, value in raw.items():
        if value is None:
            data.pop(name, None)
        else:
            data[name] = [value] if isinstance(value, str) else value
    application = Application(kind=kind, person=person or UserFactory.build())
    shared = known(application, programme=Programme(minimum_age=18, charter_version="1"))
    return step.bind(data, earlier=everything, **shared)


def one_error(form, name):
    """The one sentence said at a question."""
    assert not form.is_valid()
    assert set(form.errors) == {name}, form.errors
    return form.errors[name][0]


def drafted(kind, person=None, *, steps=None, **changes):
    """A draft with its steps saved, all or those named; `changes` are {slug: answers} to replace.

    The sample answers are known to be valid: only a changed step is judged, as the page would.
    """
    person = person or UserFactory()
    application, answers, kept = drafts.start(person, kind), answers_of(kind), []
    for step in STEPS[kind]:
        if steps is None or step.slug in steps:
            data = step.form.thaw(answers[step.slug] | changes.get(step.slug, {}))
            if step.slug in changes:
                form = step.bind(data, earlier=answers, **known(application))
                drafts.save_step(application, form, step.slug)
            else:
                kept.append(DraftStep(application=application, step=step.slug, data=data, is_complete=True))
    application.draft_steps.bulk_create(
        kept,
        update_conflicts=True,
        unique_fields=["application", "step"],
        update_fields=["data", "is_complete"],
    )
    return application


def sent(kind, person=None, **changes):
    application = drafted(kind, person, **changes)
    return submission.submit(application, by=application.person)


def approved(kind, person=None, **changes):
    """An approved application with its open profile, as a coordinator's decision leaves it."""
    application = sent(kind, person, **changes)
    application.state, application.state_changed_at = Application.State.APPROVED, timezone.now()
    application.save()
    profiles.open_profile(application, by=None)
    return application


def posted(kind, slug, **changes):
    """What a browser posts for a step, as the test client takes it."""
    return step_of(kind, slug).form.thaw(answers_of(kind)[slug] | changes)
