"""Certificates: who may have one, what it says, and issuing it."""

from decimal import Decimal

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from applications.options import Kind
from followup.models import Certificate, Mentorship
from followup.services import journeys
from mentoring.audit import record
from mentoring.models import NotAllowed
from mentoring.moves import lock

State = Mentorship.State
# A mentor need not wait for the end of the pair.
MENTOR_AFTER = 3
SHORTEST = Decimal("0.5")


def page(mentorship, person):
    """{"certificate": the current one or None, "draft": what issuing would say now, or None when it would say
    the same or nothing, "refusal": why nothing may be issued, "" when something may}."""
    current = current_of(mentorship, person)
    facts = facts_of(mentorship, person)
    refusal = why_not(mentorship, person, facts["sessions"])
    is_new = not refusal and not (current and says_as_much(current, facts))
    draft = Certificate(person=person, issued_on=timezone.localdate(), **facts) if is_new else None
    return {"certificate": current, "draft": draft, "refusal": refusal}


def current_of(mentorship, person):
    return mentorship.certificates.current().filter(person=person).first()


def facts_of(mentorship, person):
    """What a certificate of today would say of this person: fields of Certificate."""
    profile, lived = mentorship.profile_of(person), journeys.of(mentorship)
    return {
        "role": profile.kind,
        "first_name": person.first_name,
        "last_name": person.last_name,
        "started_on": mentorship.started_on,
        "ended_on": mentorship.ended_on,
        "sessions": lived["sessions"],
        # A quarter of an hour together is not none.
        "hours": max(Decimal(str(lived["hours"])), SHORTEST),
        "domains": domains_of(mentorship, profile),
    }


def domains_of(mentorship, profile):
    """The domains wanted that are also offered, in the order they were wanted; without any, one's own."""
    wanted, offered, own = (
        [row.domain.label for row in side.domains.select_related("domain")]
        for side in (mentorship.mentee, mentorship.mentor, profile)
    )
    return [label for label in wanted if label in offered] or own


def why_not(mentorship, person, sessions):
    """Why this person has no certificate yet after so many sessions held, "" when they may have it."""
    if mentorship.state == State.COMPLETED and sessions:
        return ""
    if mentorship.state == State.COMPLETED:
        return _("Une attestation dit les séances tenues, et aucune ne l’a été.")
    if mentorship.profile_of(person).kind == Kind.MENTEE:
        if mentorship.state == State.ENDED_EARLY:
            return _("L’attestation de participation est remise quand le binôme va à son terme.")
        return _("Votre attestation sera prête à la fin du binôme, une fois les bilans faits.")
    if sessions >= MENTOR_AFTER:
        return ""
    left = MENTOR_AFTER - sessions
    if mentorship.state == State.ENDED_EARLY:
        return _("L’attestation d’engagement est remise après trois séances tenues.")
    return ngettext(
        "Votre attestation sera prête dans {n} séance tenue.",
        "Votre attestation sera prête dans {n} séances tenues.",
        left,
    ).format(n=left)


def is_offered(mentorship, person, sessions):
    """Is there a certificate to see, or to ask for?"""
    return not why_not(mentorship, person, sessions)


def says_as_much(certificate, facts):
    """Is there nothing more to attest? Domains edited since are no news of the pair."""
    return all(getattr(certificate, name) == facts[name] for name in facts if name != "domains")


def issue(mentorship, person, *, by):
    """Issue what there is to attest today; while it says the same, the current certificate is the answer.

    An earlier one stays, marked as replaced: its code goes on telling what its paper says. `by` is None for
    the clock. Raises NotAllowed before the time has come.
    """
    with transaction.atomic():
        # Two clicks meet here: the second one finds the certificate of the first.
        mentorship = lock(mentorship)
        facts = facts_of(mentorship, person)
        if refusal := why_not(mentorship, person, facts["sessions"]):
            raise NotAllowed(refusal)
        current = current_of(mentorship, person)
        if current and says_as_much(current, facts):
            return current
        if current:
            current.replaced_at = timezone.now()
            current.save(update_fields=["replaced_at"])
        found = Certificate.objects.create(
            mentorship=mentorship, person=person, issued_on=timezone.localdate(), **facts
        )
        record(found, "issue", by=by, pair=mentorship.reference, replaced=current.code if current else "")
        return found


def issue_at_the_end(mentorship, *, by):
    """Both get theirs when the pair is completed, if they met at all. Returns whether they did."""
    sessions = journeys.of(mentorship)["sessions"]
    if any(why_not(mentorship, person, sessions) for person in mentorship.people):
        return False
    for person in mentorship.people:
        issue(mentorship, person, by=by)
    return True
