"""Which e-mails the coordination may reword, and with what: its variables, a sample, its original text.

The original is the kind's own subject and template, where each variable stands between braces. An edited text
is plain text: `{{ name }}` is replaced, nothing else is read in it.
"""

import re
from dataclasses import dataclass, field

from django.template import Context, Variable
from django.template.loader import render_to_string
from django.utils.formats import localize
from django.utils.translation import gettext_lazy as _

from mentoring import french

from . import catalogue

HOLE = re.compile(r"\{\{\s*(\w+)\s*\}\}")
WRITTEN = re.compile(r"(?:\b(de|que)\s)?" + HOLE.pattern, re.IGNORECASE)
BROKEN = re.compile(r"\{\{|\}\}|\{%|%\}|\{#|#\}")
MARKS = ("-", ">", "#")
# In the order of a journey.
TOPICS = {
    "application": _("Candidatures"),
    "matching": _("Mise en relation"),
    "pair": _("Binômes et séances"),
    "person": _("Profil, charte, Discord et aide"),
    "fixed": _("Textes qui ne changent pas"),
}
SIDES = {"mentor": _("pour les mentors"), "mentee": _("pour les personnes mentorées")}

# What every text may say, and what holds it in the programme's row.
COMMON = {"programme": "name", "adresse_equipe": "contact_email"}
COMMON_LABELS = {"programme": _("Nom du programme"), "adresse_equipe": _("Adresse de l’équipe")}


@dataclass(frozen=True)
class Value:
    """A word of the text that changes with the message. `of` is where the context holds it ("other",
    "workshop.link"); without it the template says it, in a `fact`, or in a `passage`: several lines, or none.
    One with a `side` belongs to what that side reads.
    """

    name: str
    label: str
    of: str = ""
    is_passage: bool = False
    is_required: bool = False
    side: str = ""


@dataclass(frozen=True)
class Wording:
    """`trigger` says in words when the message leaves. `sample` is a context for previews, `button` the words
    of its button. `fixed` says why the text is not edited; `title` then names it. A kind whose mentors and
    mentees read different texts has one wording for each `side`; `title` is the subject of that side where
    the context gives it.
    """

    kind: str
    trigger: str
    topic: str
    values: tuple = ()
    sample: dict = field(default_factory=dict)
    button: str = ""
    fixed: str = ""
    side: str = ""
    title: str = ""

    @property
    def code(self):
        return f"{self.kind}-{self.side}" if self.side else self.kind

    @property
    def reference(self):
        """What the events about its text refer to."""
        return f"text:{self.code}"

    @property
    def context(self):
        return {"is_mentor": self.side == "mentor", **self.sample} if self.side else self.sample

    @property
    def role(self):
        return self.side

    @property
    def side_label(self):
        return SIDES.get(self.side, "")

    @property
    def required(self):
        return [value for value in self.values if value.is_required]

    def names(self, *, with_passages=True):
        """What a text may say between braces; a subject holds no passage."""
        own = [value.name for value in self.values if with_passages or not value.is_passage]
        return [*own, *COMMON]


_wordings: dict[str, Wording] = {}


def register(kind, trigger, values=(), *, topic="fixed", is_sided=False, titles=None, **more):
    """Declare the wording of a kind; of both its sides when mentors and mentees read different texts.
    Those of one `topic`, a key of TOPICS, stand together."""
    for side in SIDES if is_sided else ("",):
        title = (titles or {}).get(side, "")
        own = tuple(value for value in values if value.side in ("", side))
        wording = Wording(kind, trigger, topic, own, side=side, title=title, **more)
        _wordings[wording.code] = wording


def get(code):
    """The wording of this code. Raises KeyError for an unknown one."""
    return _wordings[code]


def of(kind_key, context):
    """The wording a message of this kind and context is written with, or None."""
    side = "mentor" if context.get("is_mentor") else "mentee"
    return _wordings.get(kind_key) or _wordings.get(f"{kind_key}-{side}")


def label_of(kind_key):
    """What a kind is called where messages are listed: when it leaves, whichever side reads it."""
    known = (wording.trigger for wording in _wordings.values() if wording.kind == kind_key)
    return next(known, _("Ancien modèle"))


def everything():
    """In the order of a journey, those that stay as they are last."""
    order = list(TOPICS)
    return sorted(_wordings.values(), key=lambda wording: order.index(wording.topic))


def original(wording):
    """(subject, body) as they are without the coordination's hand, variables between braces."""
    body = render_to_string(f"emails/{wording.kind}.txt", outline(wording))
    return original_subject(wording), tidy(body)


def original_subject(wording):
    return str(wording.title or catalogue.get(wording.kind).subject).format(**outline(wording))


def outline(wording):
    """A context where each variable is its own name between braces."""
    context = wording.context | {"is_outline": True}
    for value in wording.values:
        if value.of:
            *path, last = value.of.split(".")
            holder = context
            for step in path:
                holder[step] = holder = dict(holder.get(step) or {})
            holder[last] = f"{{{{ {value.name} }}}}"
    return context


def tidy(text):
    """`text` with one blank line between paragraphs and no space at the end of a line."""
    lines = "\n".join(line.rstrip() for line in text.splitlines())
    return re.sub(r"\n{3,}", "\n\n", lines).strip()


def values_of(wording, context):
    """{name: what it says in this message}: `context` is what the template of the kind is rendered with."""
    recorded = {}
    render_to_string(f"emails/{wording.kind}.txt", context | {"recorded": recorded})
    given = {
        value.name: str(localize(Variable(value.of).resolve(Context(context))))
        for value in wording.values
        if value.of
    }
    programme = context["programme"]
    return recorded | given | {name: getattr(programme, field) for name, field in COMMON.items()}


def fill(text, values):
    """`text` with its variables replaced. A line that held nothing but what is empty today is left out."""
    lines = []
    for line in text.splitlines():
        filled = WRITTEN.sub(lambda hole: said(hole[1], values.get(hole[2], "")), line)
        if filled == line or filled.strip() not in ("", *MARKS):
            lines.append(filled)
    return "\n".join(lines)


def said(before, value):
    """A value, with the « de » or « que » that was typed before it: « de Yanis », « d’Anis »."""
    return french.joined(before, value) if before else value


def faults(text, names):
    """What is wrong with the braces of `text`, in sentences; `names` are those it may hold."""
    found = [
        _("« {name} » n’existe pas dans ce message. Choisissez parmi les mots proposés.").format(name=name)
        for name in dict.fromkeys(HOLE.findall(text))
        if name not in names
    ]
    rest = HOLE.sub("", text)
    found += [
        _("Accolades mal écrites près de « {words} » : un mot variable s’écrit {example}.").format(
            words=rest[max(0, match.start() - 12) : match.end() + 20].strip(), example="{{ mot }}"
        )
        for match in list(BROKEN.finditer(rest))[:1]
    ]
    return found
