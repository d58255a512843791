"""What two accounts of one person both have, of which one is enough: which row goes."""

from applications.models import Application, Profile
from followup.models import WorkshopRegistration
from matching.models import Exclusion, LeftOut, Proposal, RunPair

State = WorkshopRegistration.State
ABOUT_TWO = (Proposal, Exclusion, RunPair)
# What says most about somebody and a workshop, first.
TELLING = (State.ATTENDED, State.REGISTERED, State.WAITLISTED, State.ABSENT, State.CANCELLED)


def drafts(kept, absorbed):
    """Drafts that give way: to an application that was sent, or to a draft written since."""
    live = Application.objects.live().filter(person__in=[kept, absorbed]).order_by("saved_at", "pk")
    found = []
    for kind in ("mentor", "mentee"):
        mine = [one for one in live if one.kind == kind]
        begun = [one for one in mine if one.state == Application.State.DRAFT]
        found += begun if len(begun) < len(mine) else begun[:-1]
    return found


def spare_profiles(kept, absorbed):
    """Profiles of refused or withdrawn applications that matching never knew, where the other account has one
    of the same side. When neither was known, the one of the account that stays is enough."""
    profiles = Profile.objects.filter(person__in=[kept, absorbed]).select_related("application")
    found = []
    for kind in ("mentor", "mentee"):
        mine = {one.person_id: one for one in profiles if one.kind == kind}
        if len(mine) == 2:
            unknown = [mine[one.pk] for one in (absorbed, kept) if is_unknown(mine[one.pk])]
            found += unknown[:1]
    return found


def is_unknown(profile):
    if profile.opened_at or profile.application.state not in Application.FINAL:
        return False
    sides = [model.objects.filter(**{side: profile}) for model in ABOUT_TWO for side in ("mentor", "mentee")]
    return not any(rows.exists() for rows in (*sides, LeftOut.objects.filter(mentee=profile)))


def registrations(kept, absorbed):
    """At a workshop where both are written down, the row that says less."""
    rows = WorkshopRegistration.objects.filter(person__in=[kept, absorbed]).select_related("workshop")
    by_workshop = {}
    for row in rows:
        by_workshop.setdefault(row.workshop_id, []).append(row)
    pairs = [sorted(two, key=weight_for(kept)) for two in by_workshop.values() if len(two) == 2]
    return [two[1] for two in pairs]


def weight_for(kept):
    return lambda row: (TELLING.index(row.state), row.person_id != kept.pk)


def waits_for(row, now):
    """Is this a seat, or a turn in the waiting list, at a workshop still to come?"""
    is_asked = row.state in (State.REGISTERED, State.WAITLISTED)
    return is_asked and row.workshop.ends_at > now and row.workshop.state == row.workshop.State.PLANNED
