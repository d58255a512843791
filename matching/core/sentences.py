"""The words of reasons and rules, as templates: `{named}` parts are filled after translation.

Three readers: the team (third person), the mentor about someone without a name, the mentee about a mentor.
A key not found for a participant is told in the team's words.
"""

TEAM, MENTOR, MENTEE = "team", "mentor", "mentee"


def gettext_noop(message):
    """Marks a template for the catalogues; the caller translates it when it is shown."""
    return message


REASONS = {
    TEAM: {
        "domains.all": gettext_noop("Couvre tous ses objectifs : {matched}"),
        "domains.some": gettext_noop("Couvre {matched} ; ne couvre pas {missing}"),
        "domains.none": gettext_noop("Ne couvre pas : {missing}"),
        "skills.all": gettext_noop("{matched} : peut transmettre"),
        "skills.some": gettext_noop("{matched} : peut transmettre ; {missing} manque"),
        "skills.some.many": gettext_noop("{matched} : peut transmettre ; {missing} manquent"),
        "skills.none": gettext_noop("{missing} manque"),
        "skills.none.many": gettext_noop("{missing} manquent"),
        "availability.same": gettext_noop("{slots} en commun, même rythme"),
        "availability.other": gettext_noop("{slots} en commun, rythme différent"),
        "availability.none": gettext_noop("Aucun créneau commun"),
        "soft_skills.some": gettext_noop("{matched} ; {style}"),
        "soft_skills.none": gettext_noop("Aucun savoir-être en commun ; {style}"),
        "experience.family": gettext_noop("Exerce le métier visé"),
        "experience.sector": gettext_noop("Connaît un secteur qui l’attire"),
        "experience.years": gettext_noop("De l’expérience, dans un autre métier"),
        "experience.none": gettext_noop("Peu d’expérience pour l’instant"),
        "formation.same_year": gettext_noop("A suivi la même formation en {year}"),
        "formation.same": gettext_noop("A suivi la même formation"),
        "formation.family": gettext_noop("Formation de la même famille"),
        "formation.other": gettext_noop("Formation différente, à Simplon aussi"),
        "formation.external": gettext_noop("Parcours hors de Simplon"),
        "formation.behind": gettext_noop("Pas encore d’avance sur la formation"),
        "term.short": gettext_noop("Court terme pour les deux"),
        "term.long": gettext_noop("Long terme pour les deux"),
        "term.flexible": gettext_noop("Durée : l’un des deux s’adapte"),
        "term.opposite": gettext_noop("Court contre long"),
        "channels.preferred": gettext_noop("{matched} pour les deux"),
        "channels.live": gettext_noop("{matched} en commun"),
        "channels.discord": gettext_noop("Discord à accompagner"),
        "channels.email": gettext_noop("Par e-mail seulement"),
        "channels.none": gettext_noop("Aucun moyen d’échange commun"),
        "location.town": gettext_noop("Rencontre possible à {place}"),
        "location.region": gettext_noop("Rencontre possible dans la région"),
        "location.none": gettext_noop("À distance"),
        "blank": gettext_noop("Non renseigné : valeur neutre"),
        "not_applicable": gettext_noop("Sans objet : le poids va aux autres critères"),
        "style.same": gettext_noop("même façon d’accompagner"),
        "style.adapts": gettext_noop("façons d’accompagner compatibles"),
        "style.opposite": gettext_noop("façons d’accompagner opposées"),
    },
    MENTOR: {
        "domains.all": gettext_noop("Vous aidez sur : {matched}"),
        "domains.some": gettext_noop("Vous aidez sur : {matched}, mais pas {missing}"),
        "domains.none": gettext_noop("Cherche surtout : {missing}"),
        "skills.all": gettext_noop("{matched} : vous pouvez transmettre"),
        "skills.some": gettext_noop("{matched} : vous pouvez transmettre, mais pas {missing}"),
        "skills.none": gettext_noop("Cherche surtout : {missing}"),
        "availability.same": gettext_noop("{slots} en commun, même rythme que vous"),
        "experience.family": gettext_noop("Vise votre métier"),
        "experience.sector": gettext_noop("Un secteur que vous connaissez l’attire"),
        "experience.years": gettext_noop("Votre expérience peut l’éclairer"),
        "experience.none": gettext_noop("Un parcours proche du vôtre"),
        "formation.same_year": gettext_noop("Suit la formation que vous avez suivie"),
        "formation.same": gettext_noop("Suit la formation que vous avez suivie"),
        "term.short": gettext_noop("Court terme : comme vous"),
        "term.long": gettext_noop("Long terme : comme vous"),
        "term.flexible": gettext_noop("Une durée qui peut vous convenir"),
        "term.opposite": gettext_noop("Ne cherche pas la même durée que vous"),
        "channels.preferred": gettext_noop("{matched} : comme vous"),
        "channels.live": gettext_noop("Vous avez {matched} en commun"),
        "location.town": gettext_noop("Une rencontre est possible"),
        "location.region": gettext_noop("Une rencontre est possible dans la région"),
    },
    MENTEE: {
        "domains.all": gettext_noop("Peut vous aider sur : {matched}"),
        "domains.some": gettext_noop("Peut vous aider sur {matched}, moins sur {missing}"),
        "domains.none": gettext_noop("Ne propose pas : {missing}"),
        "skills.all": gettext_noop("{matched} : peut vous faire progresser"),
        "skills.some": gettext_noop("{matched} : peut vous faire progresser"),
        "skills.none": gettext_noop("Ne maîtrise pas : {missing}"),
        "availability.same": gettext_noop("{slots} en commun, même rythme que vous"),
        "experience.family": gettext_noop("Exerce le métier que vous visez"),
        "experience.sector": gettext_noop("Connaît un secteur qui vous attire"),
        "experience.years": gettext_noop("Quelques années d’avance sur vous"),
        "formation.same_year": gettext_noop("A suivi votre formation en {year}"),
        "formation.same": gettext_noop("A suivi votre formation"),
        "term.short": gettext_noop("Préfère un mentorat court, comme vous"),
        "term.long": gettext_noop("Préfère un mentorat long, comme vous"),
        "term.flexible": gettext_noop("Une durée qui peut vous convenir"),
        "term.opposite": gettext_noop("Ne préfère pas la même durée que vous"),
        "channels.preferred": gettext_noop("{matched} : comme vous"),
        "channels.live": gettext_noop("Vous avez {matched} en commun"),
        "location.town": gettext_noop("Une rencontre est possible"),
        "location.region": gettext_noop("Une rencontre est possible dans la région"),
    },
}
RULES = {
    "same_person": gettext_noop("même personne"),
    "full": gettext_noop("plus de place"),
    "paused": gettext_noop("profil en pause"),
    "not_approved": gettext_noop("profil pas encore validé"),
    "excluded": gettext_noop("paire exclue"),
    "supervises": gettext_noop("encadre cette personne"),
    "same_cohort": gettext_noop("même promotion"),
    "no_language": gettext_noop("aucune langue commune"),
    "no_channel": gettext_noop("aucun moyen d’échange commun"),
    "no_type": gettext_noop("aucun type de mentorat en commun"),
    "no_slot": gettext_noop("aucun créneau commun"),
    "opposite_terms": gettext_noop("durées opposées"),
    "one_slot": gettext_noop("un seul créneau commun"),
    "overloaded": gettext_noop("emploi du temps très chargé"),
    "avoid": gettext_noop("à lire : personne ou entreprise à éviter"),
    "few_answers": gettext_noop("peu de réponses"),
}
BLOCKED = gettext_noop("Bloqué : {rule}")
AND = gettext_noop("{first} et {last}")
DAYS = [
    gettext_noop("lundi"),
    gettext_noop("mardi"),
    gettext_noop("mercredi"),
    gettext_noop("jeudi"),
    gettext_noop("vendredi"),
    gettext_noop("samedi"),
    gettext_noop("dimanche"),
]
BANDS = [gettext_noop("matin"), gettext_noop("midi"), gettext_noop("après-midi"), gettext_noop("soir")]
MOST_ITEMS = 3


def reason(key, reader, params, *, label, translate):
    """The sentence of a reason for a reader.

    `params` holds "matched", "missing" (codes as (kind, code) pairs), "slots" (band indices), "year",
    "place", "style" (a key of the team's); `label(kind, code)` gives a code's name.
    """
    known = REASONS[reader] if key in REASONS[reader] else REASONS[TEAM]
    template = (len(params.get("missing", ())) > 1 and known.get(f"{key}.many")) or known[key]
    words = {}
    for name in ("matched", "missing"):
        words[name] = listed([label(kind, code) for kind, code in params.get(name, ())], translate)
    words["slots"] = slots(params.get("slots", ()), translate)
    words["year"], words["place"] = params.get("year", ""), params.get("place", "")
    words["style"] = translate(REASONS[TEAM][params["style"]]) if params.get("style") else ""
    sentence = translate(template).format(**words)
    return sentence[:1].upper() + sentence[1:]


def rule(code, *, translate, is_blocking=False):
    """« Bloqué : même promotion », or « un seul créneau commun » for a warning."""
    words = translate(RULES[code])
    return translate(BLOCKED).format(rule=words) if is_blocking else words


def listed(words, translate):
    """« a, b et c », at most MOST_ITEMS of them."""
    words = words[:MOST_ITEMS]
    if len(words) < 2:
        return "".join(words)
    return translate(AND).format(first=", ".join(words[:-1]), last=words[-1])


def slots(indices, translate):
    """« lundi et jeudi soir » for the bands that have the most days in common, days in order."""
    by_band = {}
    for index in indices:
        by_band.setdefault(index % 4, []).append(index // 4)
    parts = [
        f"{listed([translate(DAYS[day]) for day in days], translate)} {translate(BANDS[band])}"
        for band, days in sorted(by_band.items(), key=lambda item: (-len(item[1]), item[0]))
    ]
    return ", ".join(parts[:2])
