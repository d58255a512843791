"""« Mon espace »: the next thing to do first, then everything else."""

import datetime

from django.db.models import Count, Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from applications.models import Application, Profile
from applications.options import Kind
from followup.models import (
    Certificate,
    CheckIn,
    ClosingReview,
    Goal,
    MentoringSession,
    Mentorship,
    SessionFeedback,
)
from followup.services import channels, charters, discord_guide, journeys, letters, profile_reviews, turns
from matching.models import Proposal
from mentoring.models import Programme
from mentoring.templatetags.dates import date_longue, heure, heure_pour

MOST_CARDS = 3
State = MentoringSession.State


def of(person, now=None):
    """Context of the page for this person."""
    now = now or timezone.now()
    open_goals = Count("goals", filter=Q(goals__state__in=Goal.OPEN))
    pairs = list(
        Mentorship.objects.of(person)
        .live()
        .with_people()
        .annotate(open_goals=open_goals)
        .order_by("started_on", "pk")
    )
    profiles = list(Profile.objects.filter(person=person).exclude(state=Profile.State.ARCHIVED))
    applications = list(Application.objects.of(person).order_by("-started_at"))
    sessions = list(
        MentoringSession.objects.filter(mentorship__in=pairs).select_related(
            "mentorship__mentor__person", "mentorship__mentee__person"
        )
    )
    proposals = list(proposal_cards(person))
    programme = Programme.current()
    return {
        "charter": charters.to_sign(person, programme) if profiles else None,
        "cards": [*proposals, *cards(person, pairs, profiles, sessions, now)][:MOST_CARDS],
        "pairs": [summary(pair, person, sessions, now) for pair in pairs],
        "applications": [row for row in applications if is_shown(row)],
        "profiles": [row for row in profiles if row.state != Profile.State.CLOSED],
        "is_waiting_mentor": not proposals and waits(Kind.MENTOR, person, profiles, pairs),
        "is_waiting_mentee": not proposals and waits(Kind.MENTEE, person, profiles, pairs),
        "may_choose": programme.mode != Programme.Mode.COORDINATOR,
        "rhythm": rhythm(person),
        "past": past(person),
    }


def waits(kind, person, profiles, pairs):
    """Available on this side, and in no pair there yet."""
    is_available = any(row.kind == kind and row.state == Profile.State.AVAILABLE for row in profiles)
    return is_available and not any(
        (pair.mentor if kind == Kind.MENTOR else pair.mentee).person_id == person.pk for pair in pairs
    )


def is_shown(application):
    """While relevant: not the approved ones, whose story goes on below, nor old endings."""
    if application.state == Application.State.APPROVED:
        return False
    is_over = application.state in Application.FINAL
    return not is_over or timezone.now() - application.state_changed_at < datetime.timedelta(days=90)


def cards(person, pairs, profiles, sessions, now):
    """What to do after the proposals, the most urgent first: {"title", "text", "url", "label"}."""
    found = [
        *session_cards(person, sessions, now),
        *turn_cards(person, pairs, now),
        *pair_cards(person, pairs, sessions, now, turns.wishes_to_change(pairs)),
    ]
    for profile in profiles:
        if profile.state == Profile.State.AVAILABLE and now - profile.updated_at > profile_reviews.STALE:
            side = "mentor" if profile.kind == Kind.MENTOR else "mentore"
            found.append(
                card(
                    _("Vos disponibilités ont-elles changé ?"),
                    _("Votre profil n’a pas bougé depuis six mois."),
                    f"/espace/profil/{side}/",
                    _("Relire mon profil"),
                )
            )
    if discord_guide.is_offered_and_unused(person, profiles):
        found.append(
            card(
                _("Prenez Discord en main"),
                _("Vous l’avez demandé : un guide, des ateliers et une personne vous attendent."),
                reverse("discord_guide"),
                _("Ouvrir le guide"),
            )
        )
    return found


def card(title, text, url, label):
    return {"title": title, "text": text, "url": url, "label": label}


def proposal_cards(person):
    mine = Q(state=Proposal.State.AWAITING_MENTOR, mentor__person=person) | Q(
        state=Proposal.State.AWAITING_MENTEE, mentee__person=person
    )
    for proposal in Proposal.objects.filter(mine).order_by("answer_by"):
        is_mentee = proposal.state == Proposal.State.AWAITING_MENTEE
        text = (
            _("Une personne aimerait avancer avec vous. Répondez avant le {date}.")
            if is_mentee
            else _("Une personne pourrait avancer avec vous. Répondez avant le {date}.")
        )
        yield card(
            _("Une proposition vous attend"),
            text.format(date=date_longue(proposal.answer_by)),
            reverse("proposal", args=[proposal.reference]),
            _("Voir la proposition"),
        )


def session_cards(person, sessions, now):
    today = timezone.localdate(now)
    given = set(
        SessionFeedback.objects.filter(mentoring_session__in=sessions, author=person).values_list(
            "mentoring_session", flat=True
        )
    )
    for row in sorted(sessions, key=lambda row: row.starts_at):
        reference = row.mentorship.reference
        other = row.mentorship.other_of(person).person
        if row.state == State.PLANNED and timezone.localdate(row.starts_at) == today and row.ends_at > now:
            there = heure_pour(row.starts_at, other)
            text = _("Avec {name}, {means} ({there}).") if there else _("Avec {name}, {means}.")
            yield card(
                _("Séance aujourd’hui à {time}").format(time=heure(row.starts_at)),
                text.format(name=other.first_name, means=channels.means(row.channel), there=there),
                reverse("session", args=[reference, row.public_id]),
                _("Voir la séance"),
            )
    for row in sorted(sessions, key=lambda row: row.starts_at, reverse=True):
        is_recent = now - row.ends_at < datetime.timedelta(days=14)
        if row.state in (State.TO_CONFIRM, State.HELD) and row.pk not in given and is_recent:
            yield card(
                _("Comment s’est passée la séance ?"),
                _("Avec {name}, {date}. 40 secondes suffisent.").format(
                    name=row.mentorship.other_of(person).person.first_name, date=date_longue(row.starts_at)
                ),
                reverse("session_feedback", args=[row.mentorship.reference, row.public_id]),
                _("Donner mon retour"),
            )
            return


def turn_cards(person, pairs, now):
    """A check-in or a closing review to give, an extension to answer, an end that comes near."""
    for check_in in (
        CheckIn.objects.asked().filter(person=person, mentorship__in=pairs).select_related("mentorship")
    ):
        yield card(
            _("Un point sur votre binôme"),
            _("Trois questions, une minute."),
            letters.check_in_path(check_in),
            _("Faire le point"),
        )
    closing = [pair for pair in pairs if pair.state == Mentorship.State.CLOSING]
    reviews = ClosingReview.objects.filter(author=person, mentorship__in=closing)
    given = set(reviews.values_list("mentorship", flat=True)) if closing else ()
    for pair in pairs:
        name = pair.other_of(person).person.first_name
        if pair in closing and pair.pk not in given:
            yield card(
                _("Faites votre bilan"),
                _("Votre binôme avec {name} se termine. Deux minutes suffisent.").format(name=name),
                reverse("pair_review", args=[pair.reference]),
                _("Faire mon bilan"),
            )
        elif turns.is_asked_to_extend(pair, person):
            yield card(
                _("Continuer ensemble ?"),
                _("{name} aimerait continuer avec vous.").format(name=name),
                reverse("pair_extend", args=[pair.reference]),
                _("Répondre"),
            )
        elif turns.is_near_end(pair, now):
            yield card(
                _("Continuer ou terminer ?"),
                _("La fin du binôme avec {name} est prévue le {date}.").format(
                    name=name, date=date_longue(pair.planned_end_on)
                ),
                reverse("pair_extend", args=[pair.reference]),
                _("Choisir"),
            )


def pair_cards(person, pairs, sessions, now, wishes):
    """The next date to fix, the first words to say; whoever wishes to change reads that the team answers."""
    for pair in pairs:
        if (pair.pk, person.pk) in wishes:
            yield card(
                _("Vous préférez changer de binôme"),
                _(
                    "L’équipe vous écrit sous deux jours ouvrés. Rien n’est annoncé à {name} sans vous."
                ).format(name=pair.other_of(person).person.first_name),
                reverse("pair_ask", args=[pair.reference]),
                _("Parler à l’équipe"),
            )
    pairs = [pair for pair in pairs if (pair.pk, person.pk) not in wishes]
    planned = {row.mentorship_id for row in sessions if row.state == State.PLANNED and row.ends_at > now}
    for pair in pairs:
        name = pair.other_of(person).person.first_name
        if pair.state == Mentorship.State.ACTIVE and pair.pk not in planned:
            yield card(
                _("Fixez la prochaine séance"),
                _("Aucune séance n’est prévue avec {name}.").format(name=name),
                reverse("session_plan", args=[pair.reference]),
                _("Planifier une séance"),
            )
    for pair in pairs:
        is_new = now.date() - pair.started_on < datetime.timedelta(days=14)
        if pair.state == Mentorship.State.ACTIVE and is_new and not pair.greeted_at:
            yield card(
                _("Dites bonjour à {name}").format(name=pair.other_of(person).person.first_name),
                _("Trois premiers messages sont prêts à copier."),
                reverse("pair", args=[pair.reference]),
                _("Ouvrir la page du binôme"),
            )


def summary(pair, person, sessions, now):
    own = [row for row in sessions if row.mentorship_id == pair.pk]
    upcoming = [row for row in own if row.state == State.PLANNED and row.ends_at > now]
    held = [row for row in own if row.state == State.HELD]
    return {
        "pair": pair,
        "me": pair.profile_of(person),
        "other": pair.other_of(person),
        "next": min(upcoming, key=lambda row: row.starts_at, default=None),
        "last": max(held, key=lambda row: row.starts_at, default=None),
        "open_goals": pair.open_goals,
    }


def rhythm(person):
    """Sessions held and hours together, over all pairs; None before the first."""
    mine = MentoringSession.objects.filter(mentorship__in=Mentorship.objects.of(person))
    found = journeys.lived(mine)
    return found if found["sessions"] else None


def past(person):
    """[(pair, other person, is there a certificate)] of those that are over, the last one first: their pages
    keep what was done."""
    own = Certificate.objects.current().filter(person=person, mentorship=OuterRef("pk"))
    rows = Mentorship.objects.of(person).exclude(state__in=Mentorship.LIVE).with_people()
    rows = rows.annotate(is_certified=Exists(own)).order_by("-ended_on", "-pk")
    return [(row, row.other_of(person).person, row.is_certified) for row in rows]
