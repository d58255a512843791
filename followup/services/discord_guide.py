"""The express guide: which of its six steps a person has done, and whether Discord has become theirs."""

from django.db import transaction
from django.utils.translation import ngettext

from applications.models import Profile
from applications.options import DiscordEase, DiscordHelp
from applications.services import profiles
from followup.models import DiscordStep
from mentoring.models import HelpRequest

Step = DiscordStep.Step
OPEN = (Profile.State.AVAILABLE, Profile.State.PAUSED)


def ticked(person):
    """The steps this person has done; none for a visitor."""
    if not person.is_authenticated:
        return set()
    return set(person.discord_steps.values_list("step", flat=True))


@transaction.atomic
def tick(person, steps):
    """Exactly these steps are done from now on: what a step just ticked or taken off leaves."""
    person.discord_steps.exclude(step__in=steps).delete()
    # Two tabs may tick the same step at the same moment: one row stays.
    rows = [DiscordStep(person=person, step=step) for step in steps]
    DiscordStep.objects.bulk_create(rows, ignore_conflicts=True)


def learn(person, steps):
    """These are done too; those ticked before stay. Returns the ones that are new."""
    known = ticked(person)
    new = [step for step in Step.values if step in steps and step not in known]
    rows = [DiscordStep(person=person, step=step) for step in new]
    DiscordStep.objects.bulk_create(rows, ignore_conflicts=True)
    return new


def unlearn(person, steps):
    person.discord_steps.filter(step__in=steps).delete()


def open_profiles(person):
    """The profiles of someone in the programme: they are given the server's address."""
    return Profile.objects.filter(person=person, state__in=OPEN) if person.is_authenticated else []


def new_to_discord(profile_rows):
    return [profile for profile in profile_rows if profile.discord_ease != DiscordEase.USE]


def is_offered_and_unused(person, profile_rows):
    """Did they ask for help with Discord, and take none of it yet: no tick, no workshop, no request?"""
    wanted = [row for row in new_to_discord(profile_rows) if set(row.discord_help) - {DiscordHelp.NOTHING}]
    return bool(wanted) and not (
        person.discord_steps.exists()
        or person.workshop_registrations.exists()
        or person.help_requests.filter(kind=HelpRequest.Kind.DISCORD).exists()
    )


@transaction.atomic
def become_at_ease(person):
    """« Oui, je suis à l’aise »: every profile of theirs says so. Their channels stay theirs to choose."""
    for profile in new_to_discord(open_profiles(person)):
        profiles.update(profile, "echanges", {"discord_ease": DiscordEase.USE, "discord_help": []}, by=person)


def page(person):
    """What the guide shows this person."""
    done, rows = ticked(person), list(open_profiles(person))
    return progress_of(done, rows) | {
        "steps": [{"code": code, "is_done": code in done} for code in Step.values],
        "is_member": bool(rows),
    }


def progress(person):
    """How far they are: what a tick brings up to date."""
    return progress_of(ticked(person), list(open_profiles(person)))


def progress_of(done, rows):
    total = len(Step)
    return {
        "number": len(done),
        "total": total,
        "said": ngettext("{n} étape sur {total}", "{n} étapes sur {total}", len(done)).format(
            n=len(done), total=total
        ),
        "asks_about_ease": len(done) == total and bool(new_to_discord(rows)),
    }
