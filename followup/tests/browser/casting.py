"""People made for one test, which no other test acts on. Call with `site.ask`; plain values come back."""

import datetime
from dataclasses import dataclass

from django.utils import timezone

from applications.models import Campus
from applications.options import Kind
from applications.tests.drafting import sent
from applications.tests.factories import ProfileFactory
from followup.services import pairs
from followup.tests.factories import MentoringSessionFactory, MentorshipFactory
from matching.tests.factories import ProposalFactory
from mentoring.tests.factories import CoordinatorFactory, UserFactory

HOST = "distribution.example"
SUNDAY = 0b1111 << 24


@dataclass
class Two:
    """A mentor and a mentee: addresses, names, and the path of what stands between them."""

    mentor: str
    mentee: str
    mentor_name: str
    mentee_name: str
    path: str


def person(first, last):
    """Someone with this name; whoever asks twice gets two people."""
    count = UserFactory._meta.model.objects.filter(email__endswith=HOST).count()
    return UserFactory(
        first_name=first,
        last_name=last,
        email=f"{first}.{count}@{HOST}".lower(),
        phone=f"+3361298{count:04}",
    )


def two(thing, path):
    mentor, mentee = thing.mentor.person, thing.mentee.person
    return Two(mentor.email, mentee.email, mentor.first_name, mentee.first_name, path)


def profiles():
    return {
        "mentor": ProfileFactory(mentor=True, person=person("Solveig", "Kerouredan")),
        "mentee": ProfileFactory(person=person("Timothe", "Vaugrenard")),
    }


def pair(*, days=10):
    """A pair `days` old, free together on weekday evenings."""
    started = timezone.localdate() - datetime.timedelta(days=days)
    found = MentorshipFactory(
        proposal=ProposalFactory(accepted=True, **profiles()), session_minutes=60, started_on=started
    )
    return two(found, f"/binomes/{found.reference}/")


def long_names():
    """A pair and an application of people whose names are as long as the form allows, in one word each.
    Returns the paths of the coordination's pages about them."""
    of_the_pair = {}
    for side in ("mentor", "mentee"):
        whose = person("Wolfeschlegelsteinhausenbergerdorffvorals", "K" + "erdoncuff" * 6 + "olier")
        of_the_pair[side] = ProfileFactory(mentor=side == "mentor", person=whose)
    found = MentorshipFactory(proposal=ProposalFactory(accepted=True, **of_the_pair))
    application = sent(Kind.MENTEE)
    application.person.first_name, application.person.last_name = whose.first_name, whose.last_name
    application.person.save()
    file, desk = f"/pilotage/candidatures/{application.reference}/", f"/pilotage/binomes/{found.reference}/"
    return [
        *("/pilotage/binomes/?q=wolfe", desk, f"{desk}ecrire/"),
        *("/pilotage/personnes/?q=wolfe", f"/pilotage/personnes/{whose.public_id}/"),
        *("/pilotage/candidatures/?q=wolfe", "/pilotage/candidatures/toutes/?q=wolfe"),
        *(
            file,
            f"{file}refuser/",
            f"/pilotage/candidatures/lot/refuser/?candidature={application.reference}",
        ),
        "/pilotage/courriels/?q=wolfe",
    ]


def campus(label, number):
    """So many mentors and mentees of a new campus, free on Sundays as nobody else is: whatever calculation
    is narrowed to this campus pairs them all. Returns {address: first name} of the mentors."""
    place = Campus.objects.create(code=label.lower(), label=label)
    names = ["Pierre", *(f"Maëlenn{chr(65 + place)}" for place in range(1, number))]
    mentors = [
        ProfileFactory(mentor=True, capacity=1, slots=SUNDAY, campus=place, person=person(name, "Kerdoncuff"))
        for name in names
    ]
    for name in names:
        ProfileFactory(slots=SUNDAY, campus=place, person=person(f"Loeiz{name[-1]}", "Trividic"))
    return {mentor.person.email: mentor.person.first_name for mentor in mentors}


def just_formed(**mentor):
    """A pair that said yes this minute, followed by Awa, who is the only one of the team. `mentor` are fields
    of the mentor's profile. Returns it with Awa's address."""
    awa = CoordinatorFactory(last_name="Diop", email=f"awa@{HOST}")
    sides = {
        "mentor": ProfileFactory(mentor=True, person=person("Solveig", "Kerouredan"), **mentor),
        "mentee": ProfileFactory(person=person("Timothe", "Vaugrenard")),
    }
    application = sides["mentee"].application
    application.assigned_to = awa
    application.save()
    found = pairs.start(ProposalFactory(**sides), by=sides["mentee"].person)
    return two(found, f"/binomes/{found.reference}/"), awa.email


def session_over():
    """A pair whose first session ended yesterday and has not been spoken of. Its path is the session's."""
    mentorship = MentorshipFactory(
        proposal=ProposalFactory(accepted=True, **profiles()),
        started_on=timezone.localdate() - datetime.timedelta(days=10),
    )
    over = MentoringSessionFactory(mentorship=mentorship, over=True)
    return two(mentorship, f"/binomes/{mentorship.reference}/seances/{over.public_id}/")


def question_to_mentee():
    """A proposal that waits for the mentee."""
    found = ProposalFactory(**profiles())
    return two(found, f"/espace/propositions/{found.reference}/")


def to_read(first, last, kind=Kind.MENTOR):
    """An application sent just now, with every answer. Returns its reference."""
    who = person(first, last)
    return sent(kind, who, vous={"first_name": first, "last_name": last, "phone": who.phone}).reference
