"""What the other side will read, and when: the visibility table, applied to someone's own answers."""

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from applications.options import Kind, MeetInPerson

from .parcours import last_day
from .summary import OPTIONAL

MENTOR_SHOWN = {
    "vous": ("first_name", "languages"),
    "parcours": ("job_title", "years_experience", "formation"),
    "motivation": ("presentation", "prior_mentoring", "prior_mentoring_text"),
    "offre": ("mentoring_types", "domains", "topics", "skills", "soft_skills", "style", "term"),
    "disponibilites": ("frequency", "session_length"),
    "echanges": ("channels",),
}
MENTEE_SHOWN = {
    "vous": ("languages",),
    "parcours": ("formation",),
    "objectifs": ("goals_text", "challenges", "mentoring_types", "domains_ranked", "term"),
    "competences": ("skills_wanted", "soft_skills", "style"),
    "disponibilites": ("frequency", "session_length"),
    "echanges": ("channels",),
}


def preview(forms):
    """[(question, words, is_long)] the other side reads before both agree.

    `forms` is [(step, answers, form)].
    """
    rows = []
    for step, answers, form in forms:
        shown = MENTOR_SHOWN if form.kind == Kind.MENTOR else MENTEE_SHOWN
        for name in shown.get(step.slug, ()):
            words = form.displayed(name, answers[name]) if name in answers and form.is_asked(name) else ""
            if words:
                question = form.fields[name]
                rows.append((str(question.label).removesuffix(str(OPTIONAL)), words, question.is_long))
        rows += extras(step, answers, form)
    return rows


def extras(step, answers, form):
    """What is shown in a softened form: the region for the campus, time left for the dates, common slots."""
    if step.slug == "parcours":
        rows = [(_("Région"), form.catalogue.region_of.get(answers.get("campus", ""), ""), False)]
        if answers.get("training_end"):
            rows.append((_("Fin de formation"), time_left(answers["training_end"]), False))
        return [row for row in rows if row[1]]
    if step.slug == "disponibilites" and answers.get("slots"):
        return [(_("Créneaux"), _("seulement ceux que vous avez en commun"), False)]
    if step.slug == "echanges" and answers.get("meet_in_person"):
        is_possible = answers["meet_in_person"] != MeetInPerson.NO and bool(answers.get("city"))
        return [(_("Rencontre possible"), _("oui") if is_possible else _("non"), False)]
    return []


def time_left(month):
    """« dans 4 mois », « terminée »."""
    days = (last_day(month) - timezone.localdate()).days
    if days < 0:
        return _("terminée")
    months = round(days / 30.4)
    if not months:
        return _("ce mois-ci")
    return ngettext("dans {n} mois", "dans {n} mois", months).format(n=months)
