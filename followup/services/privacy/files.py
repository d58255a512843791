"""A person's file: the chapters of the register, as data for other services and as a page to read."""

import datetime
import io
import json
import zipfile

from django.core.serializers.json import DjangoJSONEncoder
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from applications import options
from applications.models import Application, DraftStep, Profile
from applications.questionnaire import week
from applications.questionnaire.summary import summary
from applications.reasons import HOLD, REJECT
from applications.services.history import PROFILE_SENTENCES, SENTENCES
from followup.models import CheckIn, ClosingReview
from followup.services.letters import in_words_of
from matching.models import Exclusion
from matching.reasons import SUGGESTION
from mentoring import reasons
from mentoring.mail.models import Email
from mentoring.models import Event, HelpRequest
from mentoring.templatetags.dates import date_complete, heure

from . import looks
from .register import HOLDINGS

DATA, PAGE = "donnees.json", "lisible.html"
# What the page leaves to the data: codes that it says in words beside.
CODES = {
    Application: ("answers", "info_steps", "version"),
    DraftStep: ("data",),
    Email: ("kind",),
    Event: ("from_state", "to_state"),
}
# Columns of codes that the model does not name, and columns without a name.
LISTS = {
    "channels": options.Channel,
    "discord_help": options.DiscordHelp,
    "frequency": options.Frequency,
    "gains": ClosingReview.Gain,
    "job_family": options.JobFamily,
    "languages": options.Language,
    "mentoring_types": options.MentoringType,
    "needs": CheckIn.Need,
    "sectors": options.Sector,
    "troubles": HelpRequest.Trouble,
}
# Columns that hold a reason of these lists.
REASONS = {
    (Application, "hold_reason"): HOLD,
    (Application, "reject_reason"): REJECT,
    (Exclusion, "detail"): SUGGESTION,
}
LABELS = {
    "public_id": gettext_lazy("identifiant"),
    "softskill": gettext_lazy("savoir-être"),
}


def archive(person, now):
    """The ZIP, as bytes: `donnees.json` and `lisible.html`, in the person's language and time zone."""
    with in_words_of(person):
        worded = reasons.labels()
        chapters = [chapter(holding, person, worded) for holding in HOLDINGS if holding.title]
        chapters.append(consultations(person))
        chapters = [one for one in chapters if one["rows"]]
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as file:
            file.writestr(DATA, as_data(person, chapters, now))
            context = {"person": person, "chapters": chapters, "now": now}
            file.writestr(PAGE, render_to_string("archive/file.html", context))
        return packed.getvalue()


def as_data(person, chapters, now):
    told = {
        "exporte_le": now,
        "personne": person.public_id,
        "chapitres": [
            {"titre": one["title"], "donnees": one["model"], "lignes": [row["data"] for row in one["rows"]]}
            for one in chapters
        ],
    }
    return json.dumps(told, cls=DjangoJSONEncoder, ensure_ascii=False, indent=2)


def chapter(holding, person, worded):
    """{"title", "model", "rows": [{"data", "lines": [(label, words)], "cards"}]}; a row's `cards` are the
    answers of an application, question by question. `worded` are `reasons.labels()`."""
    columns = holding.columns()
    keys = [column.name for column in columns if column.is_relation]
    rows = holding.exported(person).select_related(*keys)
    return {
        "title": str(holding.title),
        "model": holding.model._meta.label,
        "rows": [line(columns, row, worded) for row in rows],
    }


def line(columns, row, worded):
    unsaid = CODES.get(type(row), ())
    said = [
        (label_of(column), words_of(column, row, worded)) for column in columns if column.name not in unsaid
    ]
    return {
        "data": {column.name: value_of(column, row) for column in columns},
        "lines": [(label, words) for label, words in said if words],
        "cards": summary(row) if isinstance(row, Application) else [],
    }


def label_of(column):
    """The column's own name, the related model's where it has none."""
    is_unnamed = column.verbose_name == column.name.replace("_", " ")
    label = str(LABELS.get(column.name, column.verbose_name))
    if is_unnamed and column.is_relation:
        label = str(column.related_model._meta.verbose_name)
    return label[:1].upper() + label[1:]


def value_of(column, row):
    if column.is_relation:
        related = getattr(row, column.name)
        return None if related is None else str(related)
    return column.value_from_object(row)


def words_of(column, row, worded):
    """A column for people: "" for one that says nothing."""
    value = value_of(column, row)
    if chosen := REASONS.get((type(row), column.name)):
        return worded.get((chosen.slug, value), value)
    if isinstance(row, Profile) and column.name == "slots":
        return week.listed(value)
    if isinstance(row, Event) and column.name == "transition":
        return str((SENTENCES | PROFILE_SENTENCES).get(value, value))
    if column.choices:
        return str(getattr(row, f"get_{column.name}_display")() or "")
    if column.name in LISTS:
        labels, codes = dict(LISTS[column.name].choices), value if isinstance(value, list) else [value]
        return ", ".join(str(labels.get(code, code)) for code in codes)
    return in_words(value)


def in_words(value):
    match value:
        case bool():
            return _("oui") if value else _("non")
        case None | "" | [] | {}:
            return ""
        case datetime.datetime():
            return f"{date_complete(value)}, {heure(value)}"
        case datetime.date():
            return date_complete(value)
        case list():
            return ", ".join(in_words(one) for one in value)
        case dict():
            return " ; ".join(f"{name} : {in_words(one)}" for name, one in value.items())
    return str(value)


def consultations(person):
    """Who opened this file; the page of the site says the same."""
    seen = looks.rows(person, looks.of(person))
    return {
        "title": _("Qui a ouvert votre dossier"),
        "model": "mentoring.AccessLog",
        "rows": [
            {
                "data": {name: row[name] if name == "at" else str(row[name]) for name in row},
                "lines": [
                    (_("Date"), in_words(row["at"])),
                    (_("Qui"), ", ".join(filter(None, [row["who"], str(row["role"])]))),
                    (_("Quoi"), str(row["what"])),
                ],
                "cards": [],
            }
            for row in seen
        ],
    }
