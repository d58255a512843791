"""The pages of a few people of a population answer, whatever became of them."""

import pytest
from django.urls import reverse
from django.utils import timezone

from applications.models import Application, Profile
from applications.options import Kind
from followup.models import Alert, CheckIn, MentoringSession, Mentorship, Workshop
from followup.population import loading
from matching.models import Proposal
from mentoring.mail.models import Email
from mentoring.models import HelpRequest, User


def one_of_each(rows, name="state"):
    """The first row of each value of `name`."""
    found = {}
    for row in rows.order_by("pk"):
        found.setdefault(getattr(row, name), row)
    return found.values()


def of_applications():
    """(reader, address): what the team and the applicant see of an application in each state."""
    for application in one_of_each(Application.objects.select_related("person")):
        if application.state == Application.State.DRAFT:
            yield application.person, reverse("application_start", args=[application.kind])
            for step in application.draft_steps.all():
                yield application.person, reverse("application_step", args=[application.kind, step.step])
        else:
            yield None, reverse("queue_item", args=[application.reference])
            yield application.person, reverse("application_status", args=[application.reference])


def of_matching():
    """The board, people on it, the open proposals, a mentor's suggestions, profiles in each state."""
    for name in ("todo", "queue", "board", "proposals", "exclusions"):
        yield None, reverse(name)
    for kind in Kind.values:
        for profile in one_of_each(Profile.objects.filter(kind=kind).select_related("person")):
            if profile.state in (Profile.State.AVAILABLE, Profile.State.PAUSED):
                yield None, reverse("board_person", args=[profile.public_id])
                yield profile.person, reverse("profile", args=[kind])
                yield profile.person, reverse("space")
                if kind == Kind.MENTOR:
                    yield profile.person, reverse("suggestions")
    for proposal in one_of_each(Proposal.objects.select_related("mentor__person", "mentee__person")):
        yield None, reverse("compare", args=[proposal.mentor.public_id, proposal.mentee.public_id])
        if proposal.state == Proposal.State.AWAITING_MENTOR:
            yield proposal.mentor.person, reverse("proposal", args=[proposal.reference])


def of_the_desk():
    """What the team reads of what stands around people: each list, and one of each thing."""
    for name in (
        *("alerts", "pairs", "closing_reviews", "testimonials", "email_journal"),
        *("help_workshops", "help_requests"),
    ):
        yield None, reverse(name)
    for alert in one_of_each(Alert.objects.live(), "rule"):
        yield None, reverse("alert_handle", args=[alert.pk])
        yield None, reverse("alert_write", args=[alert.pk])
    for alert in one_of_each(Alert.objects.select_related("mentorship")):
        yield None, reverse("pair_desk", args=[alert.mentorship.reference])
    for request in (*one_of_each(HelpRequest.objects), *one_of_each(HelpRequest.objects, "kind")):
        yield None, reverse("help_request", args=[request.reference])
    for workshop in one_of_each(Workshop.objects):
        yield None, reverse("help_workshop", args=[workshop.reference])
    for email in (*one_of_each(Email.objects), *one_of_each(Email.objects, "kind")):
        yield None, reverse("email_detail", args=[email.public_id])
        yield None, reverse("email_html", args=[email.public_id])


def of_pairs():
    """Each side of a pair and of a session in each state."""
    for pair in one_of_each(Mentorship.objects.with_people()):
        for person in pair.people:
            yield person, reverse("pair", args=[pair.reference])
    for row in one_of_each(CheckIn.objects.select_related("mentorship", "person")):
        if row.state == CheckIn.State.ASKED:
            yield row.person, reverse("check_in", args=[row.mentorship.reference, row.number])
    for session in one_of_each(MentoringSession.objects.select_related("mentorship__mentor__person")):
        pair = session.mentorship
        yield pair.mentor.person, reverse("session", args=[pair.reference, session.public_id])


@pytest.mark.django_db
def test_pages_answer(client):
    loading.load(timezone.localdate(), mentors=40, mentees=80)
    team = User.objects.coordinators().first()
    asked = [*of_applications(), *of_matching(), *of_the_desk(), *of_pairs()]
    assert len(asked) > 50
    wrong = []
    for reader, address in asked:
        client.force_login(reader or team)
        answer = client.get(address)
        if answer.status_code != 200:
            wrong.append((address, answer.status_code, getattr(answer, "url", "")))
    assert wrong == []
