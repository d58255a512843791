"""What one person answered, criterion by criterion, in words: the two middle columns of « Comparer »."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from applications import options
from applications.options import Kind
from applications.questionnaire import week

MENTOR_LEVELS = {1: gettext_lazy("notions"), 2: gettext_lazy("à l’aise"), 3: gettext_lazy("confirmé")}
MENTEE_LEVELS = {0: gettext_lazy("à découvrir"), 1: gettext_lazy("bases"), 2: gettext_lazy("à l’aise")}
TERMS = {"short": gettext_lazy("Court"), "long": gettext_lazy("Long"), "flexible": gettext_lazy("Les deux")}


def sheet(profile):
    """{criterion: [(answer, precision)]}; an empty list is a question left blank.

    Reads the profile's domains, skills and soft skills: prefetch them with their labels.
    """
    is_mentor = profile.kind == Kind.MENTOR
    return {
        "domains": domains(profile, is_mentor),
        "skills": skills(profile, MENTOR_LEVELS if is_mentor else MENTEE_LEVELS),
        "availability": availability(profile),
        "soft_skills": [(row.label, "") for row in profile.soft_skills.all()] + style(profile, is_mentor),
        "experience": experience(profile, is_mentor),
        "formation": formation(profile),
        "term": term(profile),
        "channels": channels(profile),
        "location": location(profile),
    }


def summary(profile):
    """[(title, [(answer, precision)])]: the few answers that frame a choice. Prefetch domains and skills."""
    is_mentor = profile.kind == Kind.MENTOR
    rows = [
        (_("Domaines"), domains(profile, is_mentor)),
        (_("Compétences"), skills(profile, MENTOR_LEVELS if is_mentor else MENTEE_LEVELS)),
        (_("Créneaux et rythme"), availability(profile)),
        (_("Durée"), term(profile)),
        (_("Façons d’échanger"), channels(profile)),
    ]
    return [(title, answers) for title, answers in rows if answers]


def term(profile):
    return [(str(TERMS[profile.term]), "")] if profile.term in TERMS else []


def domains(profile, is_mentor):
    rows = list(profile.domains.all())
    return [(row.domain.label, "" if is_mentor else _("objectif {n}").format(n=row.rank)) for row in rows]


def skills(profile, levels):
    found = []
    for row in profile.skills.all():
        words = [str(levels.get(row.level, ""))] + ([_("priorité")] if row.is_priority else [])
        found.append((row.skill.label, ", ".join(word for word in words if word)))
    return found


def availability(profile):
    found = [(line, "") for line in slots(profile.slots)]
    if profile.frequency:
        found.append((options.Frequency(profile.frequency).label.partition(" (")[0].capitalize(), ""))
    found.append((_("Séances de {n} minutes").format(n=profile.session_minutes), ""))
    if profile.person.timezone != "Europe/Paris":
        found.append((_("Fuseau {zone}").format(zone=profile.person.timezone), ""))
    return found


def slots(number):
    """« Lun, jeu soir », one line a band."""
    bands = {}
    for bit in week.bits(number):
        day, band = divmod(bit, len(week.BANDS))
        bands.setdefault(band, []).append(str(week.DAYS[day][0]))
    return [
        f"{', '.join([days[0], *(day.lower() for day in days[1:])])} {week.BANDS[band][1]}"
        for band, days in sorted(bands.items())
    ]


def style(profile, is_mentor):
    words = options.Style if is_mentor else options.WantedStyle
    return [(words(profile.style).label.partition(" (")[0].capitalize(), "")] if profile.style else []


def experience(profile, is_mentor):
    found = []
    if profile.job_title:
        found.append((profile.job_title, profile.employer if is_mentor else _("métier visé")))
    if profile.job_family:
        found.append((options.JobFamily(profile.job_family).label.capitalize(), _("famille de métier")))
    if profile.experience:
        found.append((options.Experience(profile.experience).label.capitalize(), _("d’expérience")))
    if profile.sectors:
        labels = [str(options.Sector(code).label) for code in profile.sectors]
        found.append((", ".join(labels).capitalize(), _("secteurs")))
    return found


def formation(profile):
    if profile.formation:
        place = [profile.campus.label] if profile.campus else []
        year = [str(profile.cohort_year)] if profile.cohort_year else []
        return [(profile.formation.label, ", ".join(place + year))]
    return [(profile.diploma, "")] if profile.diploma else []


def channels(profile):
    found = [
        (
            options.Channel(code).label,
            _("préféré") if code == profile.preferred_channel else "",
        )
        for code in profile.channels
    ]
    if profile.discord_ease and profile.discord_ease != options.DiscordEase.USE:
        found.append((_("Discord : {words}").format(words=discord(profile)), ""))
    return found


def discord(profile):
    if set(profile.discord_help) - {options.DiscordHelp.NOTHING}:
        return _("à accompagner, aide acceptée")
    return _("à accompagner")


def location(profile):
    if not profile.meet_in_person:
        return []
    found = [(options.MeetInPerson(profile.meet_in_person).label.capitalize(), "")]
    if place := profile.city or profile.region:
        found.append((place, profile.region if profile.city else ""))
    if profile.travel:
        found.append((_("Se déplace : {area}").format(area=options.Travel(profile.travel).label), ""))
    return found
