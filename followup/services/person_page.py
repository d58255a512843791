"""Everything about one person on one page, in a constant number of queries."""

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from applications.models import InternalNote, Profile
from applications.options import Kind
from applications.reasons import of_application
from followup.models import AccountDeletion, Alert, Mentorship, PairNote
from followup.reasons import of_pair
from followup.services import people_list, person_timeline, timeline
from followup.services.alerts import words
from followup.services.privacy import exports
from matching.models import Proposal
from matching.reasons import of_proposal
from matching.services import explaining, seats, sheet
from mentoring import reasons
from mentoring.mail.models import Email
from mentoring.models import HelpRequest

# How many are shown at once; the rest is one click away.
SHOWN_EMAILS = 10


def of(person, now, *, is_whole=False):
    """The context of the page; its timeline goes back to the beginning when `is_whole`."""
    profiles = profiles_of(person)
    applications = list(person.applications.select_related("decided_by", "assigned_to").order_by("-pk"))
    pairs = list(Mentorship.objects.of(person).with_people().order_by("-started_on", "-pk"))
    proposals = proposals_of(person)
    sides = sides_of(profiles)
    labels, alerts = reasons.labels(), alerts_of(person, pairs)
    requests = list(HelpRequest.objects.filter(person=person).order_by("-created_at", "-pk"))
    # One more than is shown says that there are more.
    most = None if is_whole else timeline.MOST + 1
    emails = Email.objects.filter(recipient=person).defer("text", "html", "attachments")
    emails = list(emails.order_by("-created_at", "-pk")[:most])
    known = person_timeline.Known(
        person,
        applications=applications,
        profiles=profiles,
        proposals=proposals,
        pairs=pairs,
        alerts=[one["alert"] for one in alerts],
        requests=requests,
        emails=emails,
        labels=labels,
    )
    return {
        "person": person,
        "row": people_list.Row(person, sides),
        "applications": [{"application": one, "reason": of_application(one, labels)} for one in applications],
        "sheets": [{"profile": one, "lines": lines_of(one)} for one in profiles],
        "pairs": [
            {"pair": pair, "other": pair.other_of(person).person, "reason": of_pair(pair, labels)}
            for pair in pairs
        ],
        "proposals": [told(proposal, person, labels) for proposal in proposals],
        "alerts": alerts,
        "emails": emails[:SHOWN_EMAILS],
        "notes": notes_of(applications, pairs),
        "requests": requests,
        "deletion": AccountDeletion.objects.filter(person=person).first(),
        "export": exports.page(person, now),
        "can_be_paired": any(has_room(side) for side in sides),
        "is_paired": any(side.pairs for side in sides),
        **timeline.shown(person_timeline.of(known, most), is_whole=is_whole),
    }


def profiles_of(person):
    """The mentor's side first, with what `sheet` reads."""
    profiles = Profile.objects.filter(person=person).select_related(
        "person", "application", "formation", "campus"
    )
    return list(
        profiles.prefetch_related("domains__domain", "skills__skill", "soft_skills").order_by("-kind")
    )


def sides_of(profiles):
    counts = people_list.pairs_of(profiles)
    return [
        people_list.Side(one, people_list.standing_of(one, counts[one.pk]), counts[one.pk])
        for one in profiles
    ]


def has_room(side):
    """May this side be given another pair by hand?"""
    places = side.profile.capacity if side.profile.kind == Kind.MENTOR else 1
    return seats.is_open(side.profile) and side.pairs < places


def lines_of(profile):
    """[(criterion, answers)]: what matching reads of a profile, the questions left blank apart."""
    answers = sheet.sheet(profile)
    return [(explaining.CRITERIA[name](), answers[name]) for name in explaining.CRITERIA if answers[name]]


def proposals_of(person):
    people = ("mentor__person", "mentee__person")
    return list(Proposal.objects.of(person).select_related(*people).order_by("-state_changed_at", "-pk"))


def told(proposal, person, labels):
    is_mentor = proposal.mentor.person_id == person.pk
    return {
        "proposal": proposal,
        "other": (proposal.mentee if is_mentor else proposal.mentor).person,
        "side": Kind.MENTEE if is_mentor else Kind.MENTOR,
        "reason": of_proposal(proposal, labels),
    }


def alerts_of(person, pairs):
    """Those about the person and about their pairs, what is open first."""
    found = Alert.objects.filter(Q(person=person) | Q(mentorship__in=pairs)).with_people().distinct()
    alerts = sorted(found.order_by("-since", "-pk"), key=lambda alert: not alert.is_live)
    return [{"alert": alert, "sentence": words.sentence(alert)} for alert in alerts]


def notes_of(applications, pairs):
    """What the team noted, the latest first: [{"author", "at", "text", "about", "url"}]."""
    files = InternalNote.objects.filter(application__in=applications).select_related("author", "application")
    lives = PairNote.objects.filter(mentorship__in=pairs).select_related("author", "mentorship")
    found = [(note, note.application.reference, "queue_item") for note in files]
    found += [(note, note.mentorship.reference, "pair_desk") for note in lives]
    return [
        {
            "author": note.author or _("Compte supprimé"),
            "at": note.created_at,
            "text": note.text,
            "about": reference,
            "url": f"{reverse(page, args=[reference])}#notes",
        }
        for note, reference, page in sorted(found, key=lambda row: row[0].created_at, reverse=True)
    ]
