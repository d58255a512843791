"""The kinds of e-mail this floor sends, and whether they still tell the truth when they leave."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from followup.models import CheckIn, MentoringSession, Mentorship, SessionFeedback
from mentoring.mail.catalogue import D, Kind, R, T, register


def session_of(email):
    public_id = email.reference.partition(":")[2]
    return MentoringSession.objects.select_related("mentorship").filter(public_id=public_id).first()


def is_as_planned(email):
    """Still to come, and at the version the message tells of."""
    found = session_of(email)
    return (
        found is not None
        and found.state == MentoringSession.State.PLANNED
        and found.starts_at > timezone.now()
        and email.key.endswith(f":{found.sequence}")
    )


def is_feedback_missing(email):
    found = session_of(email)
    return (
        found is not None
        and found.state in (MentoringSession.State.TO_CONFIRM, MentoringSession.State.HELD)
        and not SessionFeedback.objects.filter(mentoring_session=found, author=email.recipient).exists()
    )


def is_without_a_session(email):
    pair = Mentorship.objects.filter(reference=email.reference).first()
    return (
        pair is not None
        and pair.state == Mentorship.State.ACTIVE
        and not pair.mentoring_sessions.held().exists()
        and not pair.mentoring_sessions.keeping_busy(timezone.now()).exists()
    )


def is_in_a_gap(email):
    """Nothing planned since the session the message speaks of, which is still the last one held."""
    pair = Mentorship.objects.filter(reference=email.reference, state=Mentorship.State.ACTIVE).first()
    if pair is None:
        return False
    last = pair.mentoring_sessions.held().order_by("-ends_at").first()
    is_last = last is not None and email.key.endswith(f":{last.public_id}")
    return is_last and not pair.mentoring_sessions.keeping_busy(timezone.now()).exists()


def is_about_to_resume(email):
    pair = Mentorship.objects.filter(reference=email.reference, state=Mentorship.State.PAUSED).first()
    return pair is not None and email.key.endswith(f":{pair.paused_until.isoformat()}")


def is_near_its_end(email):
    pair = Mentorship.objects.filter(reference=email.reference, state=Mentorship.State.ACTIVE).first()
    return pair is not None and email.key.endswith(f":{pair.planned_end_on.isoformat()}")


def is_review_missing(email):
    pair = Mentorship.objects.filter(reference=email.reference, state=Mentorship.State.CLOSING).first()
    return pair is not None and not pair.closing_reviews.filter(author=email.recipient).exists()


def is_check_in_asked(email):
    return CheckIn.objects.asked().filter(pk=email.reference.partition(":")[2]).exists()


register(Kind("pair_started", T, _("Votre binôme est formé")))
register(
    Kind(
        "first_session_nudge",
        R,
        _("Fixez votre première séance"),
        is_still_relevant=is_without_a_session,
        rank=5,
        switch="is_session_on",
        keeps_days=5,
    )
)
register(Kind("session_planned", T, _("Séance {short_date} à {time}")))
register(Kind("session_moved", T, _("Séance déplacée au {short_date}")))
register(Kind("session_cancelled", T, _("Séance du {short_date} annulée")))
register(
    Kind(
        "session_reminder",
        R,
        _("{day} {time} : votre séance"),
        is_still_relevant=is_as_planned,
        rank=1,
        switch="is_session_on",
        is_never_displaced=True,
    )
)
register(
    Kind(
        "session_feedback",
        R,
        _("40 secondes : comment s’est passée la séance ?"),
        is_still_relevant=is_feedback_missing,
        rank=2,
        switch="is_follow_up_on",
        is_secret=True,
        keeps_days=4,
    )
)
register(Kind("pair_paused", T, _("Votre binôme est en pause jusqu’au {date}")))
register(Kind("pair_resumed", T, _("C’est reparti")))
register(
    Kind(
        "pair_resuming",
        R,
        _("Votre binôme reprend le {date}"),
        is_still_relevant=is_about_to_resume,
        rank=6,
        switch="is_follow_up_on",
        keeps_days=2,
    )
)
register(Kind("pair_extension_asked", T, _("Continuer ensemble ?")))
register(Kind("pair_extended", T, _("Votre binôme continue")))
register(
    Kind(
        "end_approaching",
        R,
        _("Votre binôme arrive à son terme"),
        is_still_relevant=is_near_its_end,
        rank=6,
        switch="is_follow_up_on",
    )
)
register(Kind("pair_ending", D, _("Fin de votre binôme")))
register(
    Kind(
        "closing_review_due",
        R,
        _("2 minutes pour votre bilan"),
        is_still_relevant=is_review_missing,
        rank=6,
        switch="is_follow_up_on",
        keeps_days=5,
    )
)
register(Kind("pair_completed", T, _("Merci pour ce bout de chemin")))
register(
    Kind(
        "checkin_due",
        R,
        _("Un point sur votre binôme"),
        is_still_relevant=is_check_in_asked,
        rank=7,
        switch="is_follow_up_on",
        keeps_days=5,
    )
)
register(
    Kind(
        "next_session_nudge",
        R,
        _("Quand vous revoyez-vous ?"),
        is_still_relevant=is_in_a_gap,
        rank=5,
        switch="is_session_on",
        keeps_days=5,
    )
)
