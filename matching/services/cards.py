"""What one side may read of the other before both agree: nothing that names a mentee, little of a mentor."""

import datetime

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from applications import options
from applications.questionnaire import week
from matching.core.sentences import MENTEE, MENTOR

from . import explaining, ranking, sheet

MOST_CAUTIONS = 1


def brief_of_mentee(mentee, explained):
    """A mentee on a mentor's list: no query beyond what the list has read."""
    return {
        "goal": explaining.goal_line(mentee) or _("Une personne à accompagner"),
        "meta": " · ".join(filter(None, [formation(mentee), ends_in(mentee), region(mentee)])),
        "band": explained.band,
        "tone": explained.explanation.band,
        "reasons": explained.reasons(MENTOR),
        "cautions": explained.weak_points(MENTOR, MOST_CAUTIONS),
        "days": ranking.waited(mentee, timezone.localdate()),
    }


def of_mentee(mentee, explained):
    """A mentee as a mentor reads them: goal, training and region, reasons. No name, campus, town or id."""
    explanation = explained.explanation
    return brief_of_mentee(mentee, explained) | {
        "excerpt": mentee.excerpt,
        "types": [options.MentoringType(code).label.partition(" – ")[0] for code in mentee.mentoring_types],
        "domains": [row.domain.label for row in mentee.domains.select_related("domain")],
        "skills": [
            {
                "label": row.skill.label,
                "level": sheet.MENTEE_LEVELS.get(row.level, ""),
                "is_priority": row.is_priority,
            }
            for row in mentee.skills.select_related("skill")
        ],
        "soft_skills": [row.label for row in mentee.soft_skills.all()],
        "rhythm": rhythm(mentee),
        "channels": [options.Channel(code).label for code in mentee.channels],
        "slots": [week.full_name(bit) for bit in explanation.slots_for_mentor],
        "slot_table": week.table(sum(1 << bit for bit in explanation.slots_for_mentor)),
        "sentences": [
            explained.sentence(line, MENTOR) for line in explanation.lines if line.state == "scored"
        ],
    }


def of_mentor(mentor, explained):
    """A mentor as the mentee asked reads them: first name, job, words; no surname, employer or town."""
    explanation = explained.explanation
    return {
        "first_name": mentor.person.first_name,
        "job": mentor.job_title,
        "experience": mentor.get_experience_display() if mentor.experience else "",
        "presentation": mentor.presentation,
        "topics": mentor.topics,
        "prior": mentor.get_prior_mentoring_display() if mentor.prior_mentoring else "",
        "domains": [row.domain.label for row in mentor.domains.select_related("domain")],
        "skills": [
            {"label": row.skill.label, "level": sheet.MENTOR_LEVELS.get(row.level, "")}
            for row in mentor.skills.select_related("skill")
        ],
        "soft_skills": [row.label for row in mentor.soft_skills.all()],
        "rhythm": rhythm(mentor),
        "channels": [options.Channel(code).label for code in mentor.channels],
        "region": region(mentor),
        "reasons": explained.reasons(MENTEE),
        "slots": [week.full_name(bit) for bit in explanation.slots_for_mentee],
        "slot_table": week.table(sum(1 << bit for bit in explanation.slots_for_mentee)),
    }


def formation(profile):
    return profile.formation.label if profile.formation else ""


def region(profile):
    """The region of the campus, or of the postcode: never the town."""
    return (profile.campus.region if profile.campus else "") or profile.region


def ends_in(profile, today=None):
    """« fin dans 4 mois », « formation terminée », "" when nobody knows."""
    if not profile.training_end:
        return ""
    today = today or timezone.localdate()
    months = round((profile.training_end - today) / datetime.timedelta(days=30.44))
    if profile.training_end < today:
        return _("formation terminée")
    if months < 1:
        return _("fin dans moins d’un mois")
    return ngettext("fin dans {n} mois", "fin dans {n} mois", months).format(n=months)


def rhythm(profile):
    """« Long terme · toutes les deux semaines · 45 min »."""
    parts = []
    if profile.term:
        parts.append(
            {"short": _("court terme"), "long": _("long terme")}.get(profile.term, _("court ou long terme"))
        )
    if profile.frequency:
        parts.append(str(options.Frequency(profile.frequency).label).partition(" (")[0])
    parts.append(str(options.SessionLength(profile.session_minutes).label))
    text = " · ".join(parts)
    return text[:1].upper() + text[1:]
