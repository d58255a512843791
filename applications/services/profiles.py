"""The profile matching reads: filled from the answers, edited by its owner, opened, paused, archived."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from applications import extensions
from applications.models import (
    Application,
    Campus,
    Domain,
    Formation,
    Profile,
    ProfileDomain,
    ProfileSkill,
    Skill,
    SoftSkill,
    SupervisedCohort,
)
from applications.questionnaire import typed
from mentoring.audit import record
from mentoring.models import NotAllowed
from mentoring.moves import lock, move
from mentoring.rounds import each

State = Profile.State
TEXTS = ("presentation", "goals_text", "challenges")


@transaction.atomic
def fill(application):
    """Write the answers of a sent application into the person's profile of that side, and into the account
    what belongs there (names, phone, time zone). Returns the profile; its state is untouched, but an
    archived one is closed again."""
    answers = {name: value for step in application.answers.values() for name, value in step.items()}
    person = application.person
    for name in ("first_name", "last_name", "phone", "timezone"):
        setattr(person, name, answers.get(name, getattr(person, name)))
    person.save(update_fields=["first_name", "last_name", "phone", "timezone"])
    profile = Profile.objects.filter(person=person, kind=application.kind).first() or Profile(
        person=person, kind=application.kind
    )
    profile.application = application
    profile.excerpt, profile.excerpt_reviewed_at = application.excerpt, application.excerpt_reviewed_at
    profile.is_text_to_review = False
    write(profile, answers)
    if profile.state == State.ARCHIVED:
        move(profile, "refill", State.CLOSED, by=person, opened_at=None, paused_until=None, pause_reason="")
    return profile


def write(profile, answers):
    """Write answers into a profile, and tell the floors above. Call it in a transaction."""
    for column, value in typed.columns(answers).items():
        setattr(profile, column, value)
    profile.updated_at = timezone.now()
    profile.save()
    write_relations(profile, answers)
    extensions.written(profile)


def write_relations(profile, answers):
    """Replace the rows of domains, skills, soft skills and cohorts these answers speak of."""
    if "domains" in answers or "domains_ranked" in answers:
        is_ranked = "domains_ranked" in answers
        codes = answers["domains_ranked" if is_ranked else "domains"]
        rows = by_code(Domain, codes)
        profile.domains.all().delete()
        profile.domains.bulk_create(
            ProfileDomain(profile=profile, domain=rows[code], rank=position if is_ranked else 1)
            for position, code in enumerate(codes, 1)
        )
    if "skills" in answers or "skills_wanted" in answers:
        entries = answers["skills" if "skills" in answers else "skills_wanted"]
        profile.skills.all().delete()
        profile.skills.bulk_create(
            ProfileSkill(profile=profile, skill=skill, level=level, is_priority=is_priority)
            for skill, (level, is_priority) in by_skill(entries).items()
        )
    if "soft_skills" in answers:
        profile.soft_skills.set(SoftSkill.objects.filter(code__in=answers["soft_skills"]))
    if "supervised" in answers:
        entries = answers["supervised"]
        formations = by_code(Formation, [entry["formation"] for entry in entries])
        campuses = by_code(Campus, [entry["campus"] for entry in entries])
        profile.supervised_cohorts.all().delete()
        profile.supervised_cohorts.bulk_create(
            SupervisedCohort(
                profile=profile,
                formation=formations[entry["formation"]],
                campus=campuses[entry["campus"]],
                year=entry["year"],
            )
            for entry in entries
        )


def by_skill(entries):
    """{skill: (level, is_priority)} of these answers; those merged since are one, at the higher level."""
    rows = Skill.objects.filter(code__in=[entry["skill"] for entry in entries]).select_related("merged_into")
    known, found = {row.code: row.merged_into or row for row in rows}, {}
    for entry in entries:
        skill = known[entry["skill"]]
        level, is_priority = found.get(skill, (0, False))
        found[skill] = (max(level, entry["level"]), is_priority or entry.get("priority", False))
    return found


def by_code(model, codes):
    return {row.code: row for row in model.objects.filter(code__in=codes)}


@transaction.atomic
def update(profile, step, answers, *, by):
    """Change what one step of the profile page asks. `answers` are that form's.

    A changed text is flagged for the coordination; the excerpt already reviewed stays in use meanwhile.
    Raises NotAllowed when a mentor asks for fewer places than pairs in progress.
    """
    profile = lock(profile)
    refuse_too_few_places(profile, answers.get("capacity"))
    if any(answers.get(name, getattr(profile, name)) != getattr(profile, name) for name in TEXTS):
        profile.is_text_to_review = profile.state in (State.AVAILABLE, State.PAUSED)
    if "timezone" in answers and answers["timezone"] != profile.person.timezone:
        profile.person.timezone = answers["timezone"]
        profile.person.save(update_fields=["timezone"])
    write(profile, answers)
    record(profile, "update", by=by, step=step)
    return profile


@transaction.atomic
def confirm(profile, *, as_of, by):
    """Everything still is as it was written at `as_of`: it counts as written today. Nothing happens where it
    was changed or confirmed meanwhile."""
    current = lock(profile)
    refuse_closed(current)
    if current.updated_at == as_of:
        current.updated_at = timezone.now()
        current.save(update_fields=["updated_at"])
        record(current, "confirm", by=by)
        extensions.written(current)
    return current


def refuse_too_few_places(profile, capacity):
    if capacity is None:
        return
    pairs = extensions.pair_count(profile)
    if capacity < pairs:
        raise NotAllowed(
            ngettext(
                "Vous accompagnez déjà {pairs} personne. Baissez à {capacity} quand un binôme sera terminé.",
                "Vous accompagnez déjà {pairs} personnes. Baissez à {capacity} quand un binôme sera terminé.",
                pairs,
            ).format(pairs=pairs, capacity=capacity)
        )


@transaction.atomic
def open_profile(application, by):
    """Open the profile of an application just approved to matching: available, or paused until the date its
    owner gave. Takes over the excerpt the coordinator reviewed."""
    profile = application.profile
    changes = {
        "opened_at": timezone.now(),
        "excerpt": application.excerpt,
        "excerpt_reviewed_at": application.excerpt_reviewed_at,
    }
    start = profile.available_from
    if start and start > timezone.localdate():
        move(profile, "open", State.PAUSED, by=by, paused_until=start, **changes)
    else:
        move(profile, "open", State.AVAILABLE, by=by, paused_until=None, **changes)
    return profile


@transaction.atomic
def close_profile(application, by, reason=""):
    """Close the profile to matching again: the approval was undone. Whatever was open about it is closed."""
    profile = application.profile
    move(profile, "close", State.CLOSED, by=by, reason=reason, opened_at=None, paused_until=None)
    extensions.depart(profile, by=by, reason=reason)
    return profile


@transaction.atomic
def pause(profile, until, *, by, reason=""):
    """Out of matching until a date. A pause already running gets the new date."""
    current = lock(profile)
    refuse_closed(current)
    if current.state == State.PAUSED:
        current.paused_until, current.pause_reason = until, reason
        current.save(update_fields=["paused_until", "pause_reason"])
        record(current, "pause", by=by, from_state=State.PAUSED, to_state=State.PAUSED, reason=reason)
    else:
        move(current, "pause", State.PAUSED, by=by, reason=reason, paused_until=until, pause_reason=reason)
    return current


def resume(profile, *, by=None):
    """Available again; `by` None when the clock ends the pause. Nothing to do for who already is."""
    with transaction.atomic():
        current = lock(profile)
        refuse_closed(current)
        if current.state != State.AVAILABLE:
            move(current, "resume", State.AVAILABLE, by=by, paused_until=None, pause_reason="")
        return current


@transaction.atomic
def archive(profile, *, by, reason=""):
    """Out of matching for good; proposals and pairs about it are closed by their floors."""
    current = lock(profile)
    if current.state == State.ARCHIVED:
        return current
    move(current, "archive", State.ARCHIVED, by=by, reason=reason, paused_until=None)
    extensions.depart(current, by=by, reason=reason)
    return current


@transaction.atomic
def leave(profile, *, by, reason=""):
    """The owner leaves the programme: the profile is archived, pairs in progress go to closing.

    Without a pair the application is withdrawn at once, otherwise by `withdraw_departed` when the last ends.
    """
    archived = archive(profile, by=by, reason=reason)
    withdraw_if_alone(archived, by=by, reason=reason)
    return archived


def withdraw_departed():
    """Withdraw the approved applications of people who left and whose last pair has ended (the clock)."""
    departed = Profile.objects.filter(
        state=State.ARCHIVED, application__state=Application.State.APPROVED
    ).select_related("application")
    return each(departed, lambda profile: withdraw_if_alone(profile, by=None))


def withdraw_if_alone(profile, *, by, reason=""):
    application = profile.application
    if application.state != Application.State.APPROVED or extensions.pair_count(profile):
        return False
    move(
        application,
        "withdraw",
        Application.State.WITHDRAWN,
        by=by,
        reason=reason,
        state_changed_at=timezone.now(),
    )
    return True


@transaction.atomic
def choose_computed(profile, is_opted_out, *, by):
    """Take part in computed proposals, or ask for a search by hand."""
    current = lock(profile)
    if current.is_opted_out != is_opted_out:
        current.is_opted_out = is_opted_out
        current.save(update_fields=["is_opted_out"])
        record(current, "opt_out" if is_opted_out else "opt_in", by=by)
    return current


def refuse_closed(profile):
    if profile.state not in (State.AVAILABLE, State.PAUSED):
        raise NotAllowed(_("Ce profil n’est pas ouvert à la mise en relation."))
