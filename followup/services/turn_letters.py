"""What the turns of a pair's life write: pauses, extensions, the end. Each is called in its transaction; none
says who wanted an end, nor why when somebody could be hurt."""

from django.urls import reverse
from django.utils.translation import gettext as _

from followup.models import Goal, Mentorship
from followup.services import journeys, letters
from mentoring.mail.letters import Letter
from mentoring.templatetags.dates import date_longue


def tell(kind, mentorship, profiles, discriminator, *, page="pair", path="", label=None, **context):
    """The same message to each of `profiles`, in their own words: what is callable in `context` is called
    there. `page` of the pair, or `path`, is where its button leads, called `label`."""
    for profile in profiles:
        with letters.in_words_of(profile.person):
            values = {name: value() if callable(value) else value for name, value in context.items()}
            letters.queue(
                kind,
                profile,
                mentorship,
                discriminator=discriminator,
                context={"other": letters.name_of(mentorship.other_of(profile.person).person), **values},
                buttons=[
                    (
                        label() if label else _("Ouvrir la page du binôme"),
                        path or reverse(page, args=[mentorship.reference]),
                    )
                ],
            )


def others(mentorship, *people):
    """The sides of the pair but for these people."""
    known = {person.pk for person in people if person}
    return [side for side in (mentorship.mentor, mentorship.mentee) if side.person_id not in known]


def quoted(word):
    return " ".join(word.split())


def pair_paused(mentorship, event, *, by, word, kept):
    for profile in others(mentorship, by):
        other = mentorship.other_of(profile.person).person
        tell(
            "pair_paused",
            mentorship,
            [profile],
            str(event.pk),
            date=lambda: date_longue(mentorship.paused_until),
            word=quoted(word),
            kept=lambda other=other: [letters.when(row.starts_at, other) for row in kept],
        )


def pair_resuming(mentorship, profile):
    until = mentorship.paused_until
    tell("pair_resuming", mentorship, [profile], until.isoformat(), date=lambda: date_longue(until))


def pair_resumed(mentorship, event):
    tell(
        "pair_resumed",
        mentorship,
        others(mentorship),
        str(event.pk),
        page="session_plan",
        label=lambda: _("Planifier une séance"),
    )


def pair_extension_asked(mentorship, event, *, by):
    tell(
        "pair_extension_asked",
        mentorship,
        others(mentorship, by),
        str(event.pk),
        page="pair_extend",
        label=lambda: _("Répondre"),
        months=mentorship.extension_months,
        date=lambda: date_longue(mentorship.planned_end_on),
    )


def pair_extended(mentorship, event):
    tell(
        "pair_extended",
        mentorship,
        others(mentorship),
        str(event.pk),
        date=lambda: date_longue(mentorship.planned_end_on),
    )


def end_approaching(mentorship, profile):
    goals = list(mentorship.goals.filter(state__in=Goal.OPEN))
    end = mentorship.planned_end_on
    tell(
        "end_approaching",
        mentorship,
        [profile],
        end.isoformat(),
        page="pair_extend",
        label=lambda: _("Continuer ou terminer"),
        date=lambda: date_longue(end),
        goals=goals,
    )


def ending(mentorship, profile, reason, *, word="", signed_by=None):
    """What this side reads of the end of the pair: its reason only when both are glad of it. `word` is for
    this person alone, of the coordinator who signs it."""
    role = letters.role_of(profile)
    with letters.in_words_of(profile.person):
        return Letter(
            kind="pair_ending",
            to=profile.person,
            role=role,
            context={
                "other": letters.name_of(mentorship.other_of(profile.person).person),
                "reason": reason if reason in Mentorship.ACCOMPLISHED else "",
                "word": quoted(word),
                "is_mentor": role == "mentor",
            },
            signed_by=signed_by if word else None,
            button=(_("Faire mon bilan"), reverse("pair_review", args=[mentorship.reference])),
        )


def review_discriminator(mentorship, number):
    """An end taken back and asked for again is another end."""
    return f"{mentorship.state_changed_at:%Y%m%d}-{number}"


def closing_review_due(mentorship, profile, number):
    tell(
        "closing_review_due",
        mentorship,
        [profile],
        review_discriminator(mentorship, number),
        page="pair_review",
        label=lambda: _("Faire mon bilan"),
    )


def pair_completed(mentorship, *, is_certified):
    """What was lived, then the certificate of a pair that met and went to its end, or what comes next."""
    lived = journeys.of(mentorship) | {"is_certified": is_certified}
    lived["is_accomplished"] = mentorship.state == Mentorship.State.COMPLETED
    for profile, is_mentor in ((mentorship.mentor, True), (mentorship.mentee, False)):
        if is_certified:
            after = {"page": "certificate", "label": lambda: _("Voir mon attestation")}
        elif is_mentor or not lived["is_accomplished"]:
            side = "mentor" if is_mentor else "mentore"
            after = {"path": reverse("profile", args=[side]), "label": lambda: _("Voir mon profil")}
        else:
            after = {"path": reverse("become_mentor"), "label": lambda: _("Devenir mentor")}
        tell("pair_completed", mentorship, [profile], "", is_mentor=is_mentor, **after, **lived)
