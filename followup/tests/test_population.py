"""A small population: every state is there, every rule holds, answers agree with profiles, twice the same."""

import datetime
import hashlib
import json
from collections import Counter
from types import SimpleNamespace

import pytest
from django.core.management import CommandError, call_command
from django.db.models import F, Q
from django.test import TestCase
from django.utils import timezone

from applications.models import Application, Profile
from applications.options import Kind
from applications.questionnaire.catalogue import Catalogue
from applications.questionnaire.steps import STEPS
from applications.questionnaire.summary import draft_forms, known
from applications.questionnaire.typed import answers_of
from followup.models import CheckIn, MentoringSession, Mentorship, SessionFeedback
from followup.population import calendar, loading, names, proposals
from followup.population.journeys import Hope
from followup.population.people import person
from followup.population.setting import Setting
from followup.services import checkins, endings, eves, pauses, reminders, sessions
from matching.models import Exclusion, Proposal
from matching.services import deadlines
from matching.tests.reading import assert_packed_as_facts
from mentoring.models import Event, User
from mentoring.tests.naming import assert_names_are_plain

DAY = datetime.date(2026, 3, 9)
# From 7:45, when the clock looks after pairs, to midnight.
DAYS_CLOCK = datetime.timedelta(hours=16, minutes=15)


def states(model):
    return set(model.objects.values_list("state", flat=True))


class ThePopulation(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.written = loading.load(timezone.localdate(), mentors=30, mentees=60, seed=5)

    def test_what_it_says_it_wrote_is_there(self):
        for model in (Application, Profile, Proposal, Mentorship, MentoringSession, SessionFeedback, Event):
            assert model.objects.count() == self.written[model.__name__]
        assert Application.objects.filter(kind=Kind.MENTOR).count() == 30
        assert Application.objects.filter(kind=Kind.MENTEE).count() == 60

    def test_names_are_as_they_are_searched(self):
        assert_names_are_plain()

    def test_bytes_say_what_profiles_say(self):
        assert_packed_as_facts()

    def test_applications_in_every_state(self):
        assert states(Application) == set(Application.State.values)
        assert states(Profile) == set(Profile.State.values)
        assert not Profile.objects.filter(application__state="draft").exists()
        assert Profile.objects.count() == Application.objects.sent().count()

    def test_every_row_satisfies_its_constraints(self):
        for model in (
            Application,
            Profile,
            Proposal,
            Exclusion,
            Mentorship,
            MentoringSession,
            SessionFeedback,
            CheckIn,
        ):
            for row in model.objects.order_by("pk")[:12]:
                row.full_clean()

    def test_seats_never_beyond_capacity(self):
        taken = Counter(Proposal.objects.taking_a_seat().values_list("mentor", flat=True))
        places = dict(Profile.objects.values_list("pk", "capacity"))
        assert taken
        assert [mentor for mentor, number in taken.items() if number > places[mentor]] == []

    def test_whoever_is_asked_may_be(self):
        """Open proposals are between people open to matching, none of whom the other's exclusions bar."""
        ready = set(Profile.objects.open_to_matching().values_list("pk", flat=True))
        barred = set(Exclusion.objects.in_force(timezone.localdate()).values_list("mentor", "mentee"))
        asked = set(Proposal.objects.open().values_list("mentor", "mentee"))
        assert asked
        assert {pk for pair in asked for pk in pair} <= ready
        assert not asked & barred

    def test_dates_follow_one_another(self):
        assert not Proposal.objects.filter(
            Q(created_at__lt=F("mentor__opened_at"))
            | Q(created_at__lt=F("mentee__opened_at"))
            | Q(mentor_accepted_at__lt=F("created_at"))
            | Q(mentee_accepted_at__lt=F("mentor_accepted_at"))
            | Q(ended_at__lt=F("mentee_accepted_at"))
        ).exists()
        assert not Application.objects.filter(state_changed_at__lt=F("submitted_at")).exists()
        assert not Event.objects.filter(at__gt=timezone.now()).exists()
        assert not MentoringSession.objects.filter(state="planned", ends_at__lt=timezone.now()).exists()
        assert not MentoringSession.objects.filter(starts_at__lt=F("planned_at")).exists()

    def test_every_move_is_one_the_maps_allow(self):
        for model in (Application, Proposal, Mentorship):
            references = model.objects.values("reference")
            moves = Event.objects.filter(reference__in=references).exclude(from_state="")
            wrong = [move for move in moves if move.to_state not in model.SUCCESSORS[move.from_state]]
            assert wrong == []
            assert moves

    def test_the_last_move_of_each_says_its_state(self):
        for model in (Application, Proposal, Mentorship):
            for row in model.objects.all():
                last = Event.objects.standing(row.reference)
                assert (last.to_state, last.at) == (row.state, row.state_changed_at)

    def test_the_clock_finds_nothing_that_should_have_ended(self):
        midnight = calendar.midnight(timezone.localdate())
        assert deadlines.expire_due() == 0
        assert sessions.end_due() == 0
        assert reminders.nudge_first_sessions(midnight - DAYS_CLOCK) == 0
        assert checkins.schedule() == 0
        assert checkins.expire_due(midnight) == 0
        assert endings.conclude_due() == 0
        assert pauses.resume_due() == 0

    def test_what_the_clock_had_to_write_is_written(self):
        yesterday = calendar.midnight(timezone.localdate()) - DAYS_CLOCK
        for write in (
            reminders.announce_ends,
            reminders.ask_for_reviews,
            reminders.ask_for_feedback,
            reminders.remind_of_check_ins,
            eves.remind_of_sessions,
        ):
            assert write(yesterday) == 0, write.__name__

    def test_nobody_signs_in(self):
        people = User.objects.all()
        assert not people.exclude(email__endswith=f"@{names.DOMAIN}").exists()
        assert not any(one.has_usable_password() for one in people)

    def test_check_ins_are_asked_from_their_day_and_closed_within_a_fortnight(self):
        assert states(CheckIn) == set(CheckIn.State.values)
        asked = CheckIn.objects.exclude(asked_at=None)
        assert not asked.filter(due_on__gte=timezone.localdate()).exists()
        assert not asked.filter(Q(asked_at__date__lt=F("due_on")) | Q(closed_at__lt=F("asked_at"))).exists()
        longest = F("asked_at") + datetime.timedelta(days=14)
        assert not asked.filter(closed_at__gt=longest).exists()

    def test_profiles_say_what_their_applications_say(self):
        for profile in Profile.objects.select_related("application", "person")[:10]:
            sent = profile.application.answers
            for step, answers in answers_of(profile).items():
                for question, answer in answers.items():
                    if question not in ("supervises", "target_family"):
                        assert answer == sent[step][question], question

    def test_a_draft_is_as_complete_as_its_steps_say(self):
        for application in Application.objects.filter(state="draft"):
            rows = [(row, form) for _step, row, form in draft_forms(application) if row]
            assert len(rows) > 1
            assert [row.is_complete for row, _form in rows] == [form.is_valid() for _row, form in rows]

    def test_a_second_one_is_refused(self):
        with pytest.raises(CommandError, match="already"):
            call_command("load_population", mentors=1, mentees=1)


@pytest.mark.django_db
@pytest.mark.parametrize("kind", Kind.values)
def test_the_forms_would_take_every_answer(kind):
    setting, catalogue = Setting(timezone.localdate(), 1), Catalogue()
    for number in range(25):
        one = person(setting, kind, number)
        application = Application(kind=kind, person=User(timezone=one.flat["timezone"]))
        shared, earlier = known(application, catalogue=catalogue, programme=setting.programme), {}
        for step in STEPS[kind]:
            answers = one.answers[step.slug]
            form = step.bind(step.form.thaw(answers), earlier=earlier, **shared)
            assert form.is_valid(), (step.slug, form.errors, answers)
            earlier[step.slug] = form.answers()
            # A start that has passed since reads « dès que possible ».
            assert earlier[step.slug] | {"available_from": None} == answers | {"available_from": None}


@pytest.mark.django_db
@pytest.mark.parametrize("kind", proposals.WAYS)
def test_a_proposal_of_each_kind(kind):
    """What a small population may not have drawn: every end a proposal can have, and how it came there."""
    setting = Setting(DAY, 1)
    mentor = SimpleNamespace(profile=1, person=11, team=3, reader=SimpleNamespace(zone="Indian/Reunion"))
    mentee = SimpleNamespace(profile=2, person=12, team=3, reader=SimpleNamespace(zone="Europe/Paris"))
    hope = Hope(kind, asked=20, agreed=18, answered=15, ended=4)
    row, events = proposals.proposal(setting, setting.drawer(kind), mentee, mentor, hope, {"score": 700_000})
    row.clean_fields(exclude=["mentor", "mentee", "created_by"])
    for constraint in Proposal._meta.constraints:
        constraint.validate(Proposal, row)
    moves = [(event.from_state, event.to_state) for event in events]
    assert [before for before, _to in moves[1:]] == [to for _before, to in moves[:-1]]
    assert all(to in Proposal.SUCCESSORS[before] for before, to in moves[1:])
    assert [event.at for event in events] == sorted(event.at for event in events)
    assert row.state == moves[-1][1]
    assert (row.ended_at is not None) == (kind == "pair")


@pytest.mark.django_db
def test_every_state_a_proposal_can_have_is_drawn():
    setting = Setting(DAY, 1)
    hopes = {
        hope.kind for number in range(400) for hope in person(setting, Kind.MENTEE, number).journey.hopes
    }
    assert hopes == set(proposals.WAYS)


def told(seed):
    """A digest of the first people a seed gives: all that is drawn before a row exists."""
    setting = Setting(DAY, seed)
    people = [person(setting, kind, number) for kind in Kind.values for number in range(20)]
    lines = [f"{one.email} {one.public_id} {one.journey} {json.dumps(one.answers)}" for one in people]
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


@pytest.mark.django_db
def test_a_seed_gives_the_same_people_twice():
    assert told(1) == told(1)
    assert told(1) != told(2)


@pytest.mark.django_db
def test_it_is_refused_where_real_people_are(settings):
    settings.ALLOW_DEMO = False
    with pytest.raises(CommandError, match="ALLOW_DEMO"):
        call_command("load_population", mentors=1, mentees=1)
    assert not User.objects.exists()
