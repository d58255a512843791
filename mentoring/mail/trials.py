"""A text of the coordination before it is in force: as it would be read, and sent to oneself."""

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from mentoring.models import Programme

from . import catalogue, outbox, rendering, texts, wordings

HOME = "/"


def preview(wording, subject, body, *, reader):
    """{"subject", "blocks", "button", "signature"} of these words over the sample, as `reader` gets it."""
    button = str(wording.button)
    seen, text, _html = rendering.render(
        catalogue.get(wording.kind),
        to=reader,
        context=wording.context,
        buttons=[(button, HOME)],
        preheader="",
        role=wording.role,
        footer_links=[],
        words=(subject, body),
    )
    return {
        "subject": seen,
        "blocks": rendering.above_button(text, button),
        "button": button,
        "signature": rendering.signature(Programme.current()),
    }


@transaction.atomic
def send(wording, subject, body, *, by):
    """These words over the sample, to the coordinator who wrote them and to nobody else."""
    seen, text = filled(wording, subject, body, reader=by)
    return outbox.queue(
        "text_trial",
        to=by,
        about=wording,
        discriminator=timezone.now().isoformat(),
        context={"subject": seen, "text": text},
        buttons=[(str(wording.button), HOME)],
        role=wording.role,
    )


def filled(wording, subject, body, *, reader, programme=None):
    """(subject, body) with the words of the sample."""
    values = {"programme": programme or Programme.current(), "to": reader, "site_url": settings.SITE_URL}
    return texts.written(catalogue.get(wording.kind), values | wording.context, (subject, body))


def names(versions, *, reader):
    """{code: its subject over the sample}, as names of the messages; `versions` are the newest by code."""
    programme, found = Programme.current(), {}
    for wording in wordings.everything():
        row = versions.get(wording.code)
        is_original = row is None or row.is_original
        subject = wordings.original_subject(wording) if is_original else row.subject
        if "{{" in subject:
            subject, _body = filled(wording, subject, "", reader=reader, programme=programme)
        found[wording.code] = subject
    return found


def words_offered(wording):
    """[{name, braces, label, is_required}] of the words a text may hold."""
    required = {value.name for value in wording.required}
    labels = {value.name: value.label for value in wording.values} | wordings.COMMON_LABELS
    return [
        {"name": name, "braces": f"{{{{ {name} }}}}", "label": label, "is_required": name in required}
        for name, label in labels.items()
    ]
