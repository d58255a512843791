"""A small whole programme: every kind of person, in each personal field a word nobody else would write."""

import datetime
import re
import time
from dataclasses import dataclass, field

from allauth.account.internal.flows.login import (
    _AUTHENTICATION_METHODS_USER_SESSION_KEY,
    AUTHENTICATION_METHODS_SESSION_KEY,
)
from allauth.mfa.models import Authenticator
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.db import transaction
from django.test import Client
from django.utils import timezone

from applications.models import InternalNote
from applications.options import Kind
from applications.tests.drafting import drafted, sent
from applications.tests.factories import ApplicationFactory, ProfileFactory
from followup.tests.factories import (
    CalendarFeedFactory,
    CheckInFactory,
    DataExportFactory,
    GoalFactory,
    MentoringSessionFactory,
    MentorshipFactory,
    NewsCampaignFactory,
    PairNoteFactory,
    SessionFeedbackFactory,
)
from matching.models import MatchingSettings, Proposal
from matching.tests.factories import ExclusionFactory, ProposalFactory
from mentoring import help as help_desk
from mentoring.demo_accounts import DOMAIN
from mentoring.mail.models import EmailText
from mentoring.models import CharterText, HelpRequest
from mentoring.tests.factories import CoordinatorFactory, EmailFactory, UserFactory

from . import alerts, discord, over, run

TEAM = {"coordinator", "superuser"}
LONG = "je bloque sur les tests et personne autour de moi ne travaille dans ce métier-là."
# Who stands for each role where an address says nothing else; `None` is a visitor.
ROLES = ("visitor", "newcomer", "applicant", "mentor", "mentee", "stranger", "coordinator", "superuser")


@dataclass
class World:
    """`people` by name; `things` whose addresses are read; `readers` of each secret word, by name."""

    people: dict = field(default_factory=dict)
    profiles: dict = field(default_factory=dict)
    things: dict = field(default_factory=dict)
    readers: dict = field(default_factory=dict)
    cookies: dict = field(default_factory=dict)
    browser: Client = field(default_factory=lambda: Client(raise_request_exception=False))

    def secret(self, about, what, readers=()):
        """A word for one field of one person, which `readers` and the team may read, and the person."""
        return self.word(about, what, {about, *readers} | TEAM)

    def word(self, about, what, readers):
        """Closed by its last letters: no word is the beginning of another."""
        word = f"Zz{about.title()}{what.title()}Zz"
        assert word.lower() not in self.readers, word
        self.readers[word.lower()] = set(readers)
        return word

    def telephone(self, about, readers=()):
        number = f"+336123{len(self.readers):05}"
        self.readers[number[3:]] = {about, *readers} | TEAM
        return number

    def words_in(self, text):
        """The secrets of a page, telephone numbers however they are spaced."""
        text = text.lower()
        digits = re.sub(r"(?<=\d)(?:&nbsp;|[\s.-])(?=\d)", "", text)
        return {word for word in self.readers if word in (digits if word.isdigit() else text)}

    def leaks(self, text, name):
        """The secrets in `text` that are not for this person."""
        return sorted(word for word in self.words_in(text) if name not in self.readers[word])

    def ask(self, name, method, url, data=None, *, browser=None, **options):
        """What a person is answered; whatever it changed is put back. Nobody is signed in for the visitor.

        One browser serves everybody: each new one would load every middleware afresh, 20 ms a request.
        """
        browser = self.handed_to(name, browser)
        with transaction.atomic():
            answer = getattr(browser, method)(url, data, **options)
            transaction.set_rollback(True)
        return answer

    def post(self, name, url, data):
        """As `ask`, and what it changed stays: for the caller to look at, and to put back."""
        return self.handed_to(name).post(url, data)

    def handed_to(self, name, browser=None):
        browser = browser or self.browser
        browser.cookies.clear()
        if name != "visitor":
            browser.cookies["sessionid"] = self.cookies[name]
        return browser


def build():
    """Call it in a transaction that is rolled back."""
    world = World()
    people(world)
    applications(world)
    pairs(world)
    questions(world)
    run.global_proposal(world)
    discord.help_and_workshops(world)
    alerts.alerts(world)
    world.things["export"] = DataExportFactory(person=world.people["mentee"])
    over.papers_and_sentences(world)
    for name, person in world.people.items():
        world.cookies[name] = signed_in(person)
    return world


def signed_in(person):
    """The key of a session as signing in makes it, without what signing in writes elsewhere."""
    session = SessionStore()
    session[SESSION_KEY] = str(person.pk)
    session[BACKEND_SESSION_KEY] = "allauth.account.auth_backends.AuthenticationBackend"
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    # A moment ago: pages that ask to sign in again are read, not the question.
    session[AUTHENTICATION_METHODS_SESSION_KEY] = [{"method": "code", "at": time.time()}]
    session[_AUTHENTICATION_METHODS_USER_SESSION_KEY] = str(person.pk)
    session.save()
    return session.session_key


# People ----------------------------------------------------------------------------------------------


# Each name, and who learns the first name by being asked or by being paired.
KNOWN_TO = {
    "newcomer": (),
    "applicant": (),
    "asked": (),
    "mentor": ("mentee",),
    "mentee": ("mentor",),
    "seeker": (),  # the mentor has been asked about them, and not answered
    "wished": (),  # the mentor wants to accompany them, and nobody asked them
    "learner": (),  # among the mentor's suggestions
    "stranger": ("charge", "invited"),
    "charge": ("stranger",),
    "invited": (),  # asked about the stranger, who has agreed
    "elder": ("junior",),  # this pair is at its review
    "junior": ("elder",),
}
PAIRS = {"mentor": "mentee", "stranger": "charge", "elder": "junior"}
PAIRS |= {mentee: mentor for mentor, mentee in PAIRS.items()}


def people(world):
    for name, readers in KNOWN_TO.items():
        partner = [PAIRS[name]] if name in PAIRS else []
        world.people[name] = UserFactory(
            first_name=world.secret(name, "first", readers),
            last_name=world.secret(name, "last", partner),
            email=world.secret(name, "address", partner).lower() + "@exemple.org",
            phone=world.telephone(name, partner),
        )
    for name in ("coordinator", "superuser"):
        is_root = name == "superuser"
        world.people[name] = CoordinatorFactory(
            last_name=world.secret(name, "last"),
            email=world.secret(name, "address").lower() + "@exemple.org",
            phone=world.telephone(name),
            is_coordinator=not is_root,
            is_superuser=is_root,
            is_staff=is_root,
        )
    UserFactory(email=f"awa@{DOMAIN}", is_coordinator=True)
    world.things["key"] = Authenticator.objects.create(
        user=world.people["seeker"],
        type=Authenticator.Type.WEBAUTHN,
        data={
            "name": world.word("seeker", "key", {"seeker", "superuser"}),
            "credential": {"id": world.word("seeker", "credential", ())},
        },
    )


def applications(world):
    """An applicant on both sides (one sent, one begun), someone asked for a precision, a file's notes."""
    applicant, said = world.people["applicant"], lambda what: world.secret("applicant", what)
    own = {
        "vous": {"first_name": applicant.first_name, "last_name": applicant.last_name},
        "parcours": {"before": said("before"), "target_job": said("job"), "cohort_label": said("cohort")},
        "objectifs": {name: f"{said(name)} : {LONG}" for name in ("why_mentee", "goals_text")},
        "competences": {"expectations": said("expectations"), "avoid": said("avoid")},
        "echanges": {"postcode": "69003", "city": said("town"), "discord_name": said("discord")},
    }
    own["vous"]["phone"] = applicant.phone
    world.things["file"] = sent(Kind.MENTEE, applicant, **own)
    world.things["draft"] = drafted(Kind.MENTOR, applicant, vous=own["vous"], steps=["vous"])
    world.things["note"] = InternalNote.objects.create(
        application=world.things["file"],
        author=world.people["coordinator"],
        text=for_the_team(world, "applicant", "note"),
    )
    world.things["questioned"] = ApplicationFactory(
        person=world.people["asked"], info_requested=True, info_question=world.secret("asked", "question")
    )
    world.things["refused"] = ApplicationFactory(
        person=world.people["asked"],
        mentor=True,
        rejected=True,
        decision_message=world.secret("asked", "refusal"),
    )
    for name in ("mentor", "stranger", "elder"):
        seen_by = ("invited",) if name == "stranger" else ()
        world.profiles[name] = profile(
            world,
            name,
            mentor=True,
            capacity=3,
            employer=world.secret(name, "employer", [PAIRS[name]]),
            job_title=world.secret(name, "job", [PAIRS[name], *seen_by]),
            presentation=world.secret(name, "presentation", [PAIRS[name], *seen_by]),
            topics=world.secret(name, "topics", [PAIRS[name], *seen_by]),
        )
    # What a mentor reads of someone without a name is the text the team has read.
    for name, mentors in (
        ("mentee", ["mentor"]),
        ("charge", ["stranger"]),
        ("seeker", ["mentor", "stranger"]),
        ("wished", ["mentor", "stranger"]),
        ("learner", ["mentor"]),
        ("invited", ["stranger"]),
        ("junior", ["elder"]),
    ):
        world.profiles[name] = profile(
            world,
            name,
            excerpt=world.secret(name, "excerpt", mentors),
            challenges=world.secret(name, "challenges", [PAIRS.get(name, name)]),
            goals_text=world.secret(name, "goal", mentors),
            cohort_label=world.secret(name, "cohort", [PAIRS.get(name, name)]),
            employer=world.secret(name, "employer", [PAIRS.get(name, name)]),
        )


def profile(world, name, **fields):
    partner = [PAIRS[name]] if name in PAIRS else []
    return ProfileFactory(
        person=world.people[name],
        city=world.secret(name, "town", partner),
        postcode=f"{len(world.readers):05}",
        discord_name=world.secret(name, "discord", partner),
        profile_url=f"https://exemple.org/{world.secret(name, 'page', partner)}",
        avoid=world.secret(name, "avoid"),
        pause_reason=world.secret(name, "pause"),
        **fields,
    )


def for_the_team(world, about, what, *authors):
    """A word about somebody that they do not read either, unless they wrote it."""
    return world.word(about, what, {*authors} | TEAM)


def for_the_pair(world, about, what):
    """A word two people share and the team does not read."""
    return world.word(about, what, {about, PAIRS[about]})


# Pairs -----------------------------------------------------------------------------------------------


def pairs(world):
    for prefix, mentor in (("", "mentor"), ("other_", "stranger"), ("ending_", "elder")):
        mentee = PAIRS[mentor]
        proposal = ProposalFactory(
            mentor=world.profiles[mentor],
            mentee=world.profiles[mentee],
            accepted=True,
            team_note=for_the_team(world, mentor, "teamnote", mentor),
            close_text=for_the_team(world, mentor, "closetext"),
            first_words=world.secret(mentor, "firstwords", [mentee]),
        )
        pair = MentorshipFactory(
            proposal=proposal,
            coordinator=world.people["coordinator"],
            channel_link=world.secret(mentor, "channel", [mentee]),
            started_on=timezone.localdate() - datetime.timedelta(days=20),
            closing=mentor == "elder",
        )
        both = {"mentorship": pair}
        planned = MentoringSessionFactory(
            **both,
            place=world.secret(mentor, "place", [mentee]),
            agenda=world.secret(mentor, "agenda", [mentee]),
            notes=for_the_pair(world, mentor, "notes"),
        )
        held = MentoringSessionFactory(**both, held=True, notes=for_the_pair(world, mentee, "learnt"))
        for person in pair.people:
            CheckInFactory(**both, person=person)
        world.things |= {
            f"{prefix}pair": pair,
            f"{prefix}planned": planned,
            f"{prefix}held": held,
            f"{prefix}over": MentoringSessionFactory(**both, over=True),
            f"{prefix}feedback": SessionFeedbackFactory(
                mentoring_session=held,
                shared_text=world.secret(mentee, "shared", [mentor]),
                team_text=for_the_team(world, mentee, "team", mentee),
                is_contact_wanted=True,
                fit="no",
            ),
            f"{prefix}check_in": CheckInFactory(
                **both,
                answered=True,
                number=2,
                team_text=for_the_team(world, mentee, "checkin", mentee),
            ),
            f"{prefix}pair_note": PairNoteFactory(
                **both,
                author=world.people["coordinator"],
                text=for_the_team(world, mentee, "pairnote"),
            ),
            f"{prefix}goal": GoalFactory(
                **both,
                title=world.secret(mentee, "aim", [mentor]),
                success=world.secret(mentee, "success", [mentor]),
            ),
        }


def questions(world):
    """What is open between people who are no pair; letters and requests to the team."""
    profiles, things = world.profiles, world.things
    things["question"] = ProposalFactory(
        mentor=profiles["mentor"],
        mentee=profiles["seeker"],
        asked_mentor=True,
        team_line=world.secret("seeker", "line", ["mentor"]),
        created_by=world.people["coordinator"],
    )
    things["invitation"] = ProposalFactory(
        mentor=profiles["stranger"],
        mentee=profiles["invited"],
        team_note=for_the_team(world, "invited", "teamnote", "stranger"),
        first_words=world.secret("stranger", "greeting", ["invited"]),
        created_by=world.people["coordinator"],
    )
    things["interest"] = ProposalFactory(
        mentor=profiles["mentor"],
        mentee=profiles["wished"],
        interest=True,
        team_note=for_the_team(world, "wished", "teamnote", "mentor"),
        created_by=world.people["mentor"],
    )
    things["prepared"] = ProposalFactory(mentor=profiles["stranger"], mentee=profiles["wished"], draft=True)
    things["past"] = ProposalFactory(
        mentor=profiles["mentor"],
        mentee=profiles["invited"],
        state=Proposal.State.DECLINED,
        close_reason="times",
        close_text=for_the_team(world, "invited", "closetext"),
    )
    things["exclusion"] = ExclusionFactory(
        mentor=profiles["stranger"],
        mentee=profiles["learner"],
        note=for_the_team(world, "learner", "exclusion"),
    )
    long_ago = timezone.now() - datetime.timedelta(days=900)
    CharterText.objects.create(text="## Ensemble\n\n- Le rythme se choisit à deux.", changes="Un rythme.")
    EmailText.objects.create(code="pair_extended", subject="Suite", body="Avec {{ prenom }}.")
    things["version"] = MatchingSettings.objects.create(floor=60, reason="Essai.", created_at=long_ago)
    with transaction.atomic():
        things["request"] = help_desk.ask(
            HelpRequest.Kind.CONTACT,
            person=world.people["mentee"],
            email=world.people["mentee"].email,
            subject=HelpRequest.Subject.PROGRAMME,
            message=for_the_team(world, "mentee", "message", "mentee"),
        )
    # Whoever holds such an address reads what is there: this person is in no pair.
    things["feed"] = CalendarFeedFactory(person=world.people["learner"])
    things["news"] = NewsCampaignFactory(by=world.people["coordinator"])
    things["email"] = EmailFactory(
        recipient=world.people["mentee"],
        subject=for_the_team(world, "mentee", "subject"),
        text=for_the_team(world, "mentee", "letter"),
        html="<p>Bonjour.</p>",
    )
