"""The demo tells the story it promises, the same at every loading, and takes itself away."""

import datetime
from collections import Counter

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.db.models import Count, F
from django.test import TestCase
from django.urls import reverse
from django.utils import timezone

from applications.models import Application, DraftStep, Profile
from applications.options import Kind
from applications.questionnaire.summary import draft_forms
from applications.services import excerpts, marks, queue
from followup.demo import loading
from followup.demo.world import PARIS
from followup.models import (
    Alert,
    Certificate,
    CheckIn,
    ClosingReview,
    Goal,
    MentoringSession,
    Mentorship,
    SessionFeedback,
    Workshop,
    WorkshopInterest,
)
from followup.services import alerts, todo
from followup.services.alerts.words import sentence
from followup.services.merging import obstacles
from matching.models import Exclusion, Proposal, Run
from matching.services import results, runs
from matching.tests.reading import assert_packed_as_facts
from mentoring.demo_accounts import ACCOUNTS, DOMAIN
from mentoring.mail.models import Email
from mentoring.models import Event, HelpRequest, Programme, Quote, User
from mentoring.tests.naming import assert_names_are_plain
from mentoring.tests.proofreading import faults

pytestmark = [pytest.mark.thorough, pytest.mark.xdist_group("demo")]
TODAY = datetime.date(2026, 3, 9)
MORNING = datetime.datetime(2026, 3, 9, 9, 30, tzinfo=PARIS)


def counted(rows, *names):
    return Counter(rows.values_list(*names, flat=len(names) == 1))


class TheStory(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.world = loading.load(TODAY)

    @classmethod
    def setUpClass(cls):
        cls.enterClassContext(time_machine.travel(MORNING))
        super().setUpClass()

    def test_names_are_as_they_are_searched(self):
        assert_names_are_plain()

    def test_bytes_say_what_profiles_say(self):
        assert_packed_as_facts()

    def test_applications(self):
        assert counted(Application.objects.filter(kind=Kind.MENTOR), "state") == {
            "approved": 30,
            "submitted": 4,
            "info_requested": 2,
            "on_hold": 1,
            "rejected": 1,
            "withdrawn": 1,
            "draft": 1,
        }
        assert counted(Application.objects.filter(kind=Kind.MENTEE), "state") == {
            "approved": 52,
            "submitted": 15,
            "info_requested": 2,
            "on_hold": 4,
            "rejected": 3,  # one of them is Yanis, from a second address
            "withdrawn": 2,
            "draft": 3,
        }
        yanis = self.world.people["E01"]
        twin = marks.duplicates_of([yanis])[yanis.pk][0]
        assert obstacles.find(yanis, twin) == []
        assert counted(Profile.objects.filter(kind=Kind.MENTOR), "state")["paused"] == 1

    def test_the_queue_has_eighteen_to_read_and_one_answer(self):
        to_read = Application.objects.filter(state="submitted", is_answer_received=False)
        assert to_read.count() == 18
        oldest = to_read.order_by("submitted_at").first()
        assert (TODAY - oldest.submitted_at.date()).days == 8
        assert Application.objects.filter(state="submitted", is_answer_received=True).count() == 1
        assert Application.objects.filter(state="on_hold", revisit_on=TODAY).count() == 2

    def test_the_oldest_text_holds_a_name_and_a_campus_to_take_out(self):
        unread = Application.objects.filter(state="submitted", is_answer_received=False)
        oldest = unread.order_by("submitted_at").first()
        assert [clue.word for clue in excerpts.warnings(oldest.excerpt, oldest)] == ["Jordan", "Lille"]

    def test_pairs(self):
        assert counted(Mentorship.objects.all(), "state") == {
            "active": 24,
            "paused": 2,
            "completed": 4,
            "ended_early": 2,
        }
        waiting = Profile.objects.open_to_matching().filter(kind=Kind.MENTEE)
        waiting = waiting.exclude(pk__in=Proposal.objects.pairs().values("mentee"))
        assert waiting.count() == 20

    def test_nobody_has_more_people_than_places(self):
        taken = Counter(Proposal.objects.taking_a_seat().values_list("mentor", flat=True))
        places = dict(Profile.objects.filter(kind=Kind.MENTOR).values_list("pk", "capacity"))
        assert [mentor for mentor, number in taken.items() if number > places[mentor]] == []

    def test_nadia_has_yanis_and_a_free_place(self):
        nadia = self.world.profiles["M01"]
        [pair] = Mentorship.objects.of(nadia.person)
        assert str(pair.mentee.person.first_name) == "Yanis"
        assert nadia.capacity - Proposal.objects.taking_a_seat().filter(mentor=nadia).count() == 1
        assert counted(pair.mentoring_sessions.all(), "state") == {"held": 3, "to_confirm": 1, "planned": 1}
        assert counted(pair.goals.all(), "state") == {"reached": 1, "to_start": 1}

    def test_sessions_and_what_was_said_of_them(self):
        states = counted(MentoringSession.objects.exclude(state__in=["planned", "to_confirm"]), "state")
        number = sum(states.values())
        assert 150 < number < 220
        assert 0.8 < states["held"] / number < 0.9
        assert 0.05 < states["cancelled"] / number < 0.12
        assert 0.03 < states["missed"] / number < 0.1
        held = MentoringSession.objects.held().annotate(said=Count("feedback"))
        assert 0.6 < held.filter(said__gt=0).count() / held.count() < 0.8
        utility = counted(SessionFeedback.objects.exclude(utility=None), "utility")
        assert utility.most_common(1)[0][0] == SessionFeedback.Utility.VERY
        channels = counted(MentoringSession.objects.all(), "channel")
        assert [code for code, _ in channels.most_common(2)] == ["discord", "meet"]
        assert not MentoringSession.objects.filter(state="planned", starts_at__lt=F("planned_at")).exists()

    def test_two_people_write_to_the_team(self):
        assert SessionFeedback.objects.filter(fit="no").count() == 1
        assert SessionFeedback.objects.filter(is_contact_wanted=True).count() == 1

    def test_alerts(self):
        rows = Alert.objects.open().order_by("level", "rule")
        assert [(row.get_level_display(), row.rule) for row in rows] == [
            ("À contacter", "contact_me"),
            ("À contacter", "fit_no"),
            ("À contacter", "no_first"),
            ("À surveiller", "low"),
            ("À surveiller", "missed2"),
            ("À surveiller", "silent"),
            ("À surveiller", "undecided"),
            ("Pour information", "no_feedback"),
            ("Pour information", "overdue_end"),
        ]
        assert sentence(rows.get(rule="no_first")) == "Pas encore de première séance (J+23)"
        assert alerts.compute() == 0

    def test_ends_are_looked_back_on(self):
        reviews = ClosingReview.objects.filter(mentorship__state="completed")
        assert counted(reviews, "mentorship__mentee__person__first_name") == {
            "Dounia": 2,
            "Mathéo": 2,
            "Assia": 2,
            "Romain": 2,
        }
        assert ClosingReview.objects.filter(mentorship__state="ended_early").count() == 2
        assert ClosingReview.objects.filter(is_quote_public=True).count() == 3
        assert Quote.objects.count() == 2
        assert counted(Certificate.objects.all(), "role") == {"mentor": 4, "mentee": 4}
        assert not Certificate.objects.exclude(issued_on=F("mentorship__ended_on")).exists()
        for pair in Mentorship.objects.exclude(state="active"):
            assert Event.objects.filter(reference=pair.reference, to_state=pair.state).exists()

    def test_nadia_and_yanis_are_at_their_second_check_in(self):
        [pair] = Mentorship.objects.of(self.world.profiles["E01"].person)
        for person in pair.people:
            assert pair.check_ins.asked().get(person=person).number == 2
        states = counted(CheckIn.objects.all(), "state")
        assert states["answered"] > 60
        assert not CheckIn.objects.filter(going="hard").exists()

    def test_proposals_exclusions_and_requests(self):
        assert counted(Proposal.objects.exclude(state="accepted"), "state") == {
            "interest": 3,
            "awaiting_mentor": 2,
            "awaiting_mentee": 3,
            "declined": 2,
            "expired": 1,
        }
        inaya = self.world.profiles["E33"]
        assert Proposal.objects.filter(mentee=inaya, state="interest").count() == 2
        assert Proposal.objects.filter(mentor=self.world.profiles["M02"]).get().state == "awaiting_mentor"
        soon = Proposal.objects.awaiting().filter(answer_by__date=TODAY + datetime.timedelta(days=1))
        assert soon.count() == 1
        assert not Proposal.objects.filter(score=None).exists()
        assert counted(Exclusion.objects.all(), "reason") == {"declined": 2, "not_for_me": 2, "by_hand": 2}
        discord = HelpRequest.objects.filter(kind=HelpRequest.Kind.DISCORD)
        assert (discord.count(), discord.filter(state="new").count()) == (5, 2)

    def test_two_workshops_the_first_full_with_two_who_wait(self):
        now = timezone.now()
        first, second = Workshop.objects.upcoming(now).with_seats()
        assert (first.taken, first.capacity, first.waiting) == (6, 6, 2)
        assert (second.taken, second.capacity, second.waiting) == (3, 8, 0)
        assert first.starts_at > MORNING + datetime.timedelta(days=2)
        assert self.world.people["M02"].discord_steps.count() == 2
        [over] = Workshop.objects.past(now).with_attendance()
        assert (over.came, over.missed, over.unsaid) == (3, 1, 0)
        assert self.world.people["M16"].discord_steps.count() == 6
        assert WorkshopInterest.objects.count() == 2

    def test_wednesdays_calculation_found_twelve_pairs_and_left_eight_people(self):
        run = Run.objects.get()
        assert (run.state, str(run.created_by)) == ("done", "Awa Diallo")
        assert (TODAY - run.created_at.date()).days == 5
        assert (run.pair_count, run.left_out_count, run.gap) == (12, 8, 0)
        lines = results.lines(run, list(run.pairs.select_related("mentor__person", "mentee__person")))
        assert min(line.points for line in lines) == 65
        assert [line.cautions for line in lines if line.cautions] == [["emploi du temps très chargé"]]
        # Five have been asked since; the seven others start ticked.
        assert sum(line.pair.sent_at is not None for line in lines) == 5
        assert sum(line.is_ticked and line.can_be_sent for line in lines) == 7
        asked = Proposal.objects.awaiting()
        assert set(asked) == {line.pair.proposal for line in lines if line.pair.sent_at}
        # The one who learns cybersecurity finds nobody: both who do that work accompany someone.
        left = {one.mentee.formation.code: one.code for one in run.left_out.all()}
        assert left["cyber"] == "below_floor"
        assert set(left.values()) == {"below_floor", "no_mentor"}
        self.client.force_login(self.world.people["awa"])
        figures = self.client.get(reverse("board")).context["figures"]
        assert (figures["waiting"], figures["places"]) == (20, 14)

    def test_the_calculation_again_keeps_the_seven(self):
        again = runs.recompute(Run.objects.get(), by=self.world.people["awa"])
        runs.compute_due()
        again.refresh_from_db()
        assert (again.pair_count, again.left_out_count) == (7, 8)
        assert all(line.is_kept for line in again.pairs.all())

    def test_the_journal(self):
        states = counted(Email.objects.all(), "state")
        assert states == {"sent": 116, "failed": 1, "scheduled": 3}
        assert len(counted(Email.objects.all(), "kind")) > 8
        ours = Email.objects.exclude(kind="team_message")  # spaced as its writer's keyboard does
        assert {email.kind: found for email in ours if (found := faults(email))} == {}
        assert not Email.objects.exclude(to_address__endswith=f"@{DOMAIN}").exists()

    def test_every_account_of_the_banner_exists_and_signs_in(self):
        for name in ACCOUNTS:
            person = User.objects.get(email=f"{name}@{DOMAIN}")
            assert person.check_password("avancez-a-deux-2026")
        assert User.objects.get(email=f"cheikh@{DOMAIN}").applications.get().state == "draft"
        steps = DraftStep.objects.filter(application__person__email=f"cheikh@{DOMAIN}")
        assert (steps.count(), steps.filter(is_complete=True).count()) == (4, 3)

    def test_a_draft_is_as_complete_as_its_steps_say(self):
        for application in Application.objects.filter(state="draft"):
            for _step, row, form in draft_forms(application):
                assert row is None or row.is_complete == form.is_valid()

    def test_no_text_is_read_twice_in_a_list(self):
        excerpts_ = [one.excerpt for one in Application.objects.filter(kind=Kind.MENTEE, state="approved")]
        assert len(set(excerpts_)) == len(excerpts_)
        whys = [
            answers[step][question]
            for answers in Application.objects.filter(state="submitted").values_list("answers", flat=True)
            for step, question in (("objectifs", "why_mentee"), ("motivation", "why_mentor"))
            if step in answers
        ]
        assert len(set(whys)) == len(whys)
        for pair in Mentorship.objects.all():
            notes = [notes for notes in pair.mentoring_sessions.values_list("notes", flat=True) if notes]
            assert len(set(notes)) == len(notes)

    def test_what_it_wrote_is_history_the_pages_can_read(self):
        assert not Event.objects.filter(transition="").exists()
        awa = User.objects.get(email=f"awa@{DOMAIN}")
        assert queue.counts(awa)["a-lire"] == 18

    def test_awas_monday_holds_thirty_one_things_to_do(self):
        found = todo.lines()
        assert {line.code: line.count for line in found} == {
            "red_pairs": 3,
            "applications": 18,
            "answers": 1,
            "interests": 3,
            "expiring": 1,
            "waiting_mentees": 8,
            "idle_mentors": 5,
            "help_requests": 2,
            "revisits": 2,
            "amber_pairs": 4,
            "reviews": 3,
            "failed_mail": 1,
        }
        assert todo.points(found) == 31
        [unread] = [line for line in found if line.code == "applications"]
        assert (unread.days, unread.level) == (8, "amber")

    def test_the_goals_are_at_most_three_open(self):
        open_goals = Goal.objects.filter(state__in=Goal.OPEN).values("mentorship").annotate(n=Count("pk"))
        assert not open_goals.filter(n__gt=Goal.MOST_OPEN).exists()


def told():
    """What a person would read of the demo, without the keys of the rows."""
    return {
        "people": list(User.objects.order_by("email").values_list("email", "first_name", "date_joined")),
        "applications": list(
            Application.objects.order_by("reference").values_list(
                "reference", "state", "submitted_at", "answers"
            )
        ),
        "pairs": list(
            Mentorship.objects.order_by("reference").values_list(
                "reference", "mentor__person__email", "channel"
            )
        ),
        "sessions": list(
            MentoringSession.objects.order_by("public_id").values_list(
                "public_id", "starts_at", "state", "notes"
            )
        ),
        "feedback": list(
            SessionFeedback.objects.order_by("mentoring_session__public_id", "author__email").values_list(
                "author__email", "utility", "shared_text"
            )
        ),
        "proposals": list(Proposal.objects.order_by("reference").values_list("reference", "state", "score")),
        "runs": list(Run.objects.values_list("reference", "created_at", "pair_count", "total", "input_hash")),
    }


@pytest.mark.django_db
@time_machine.travel(MORNING)
def test_the_same_day_gives_the_same_story_and_reset_starts_again():
    call_command("load_demo", date=TODAY, verbosity=0)
    first = told()
    with pytest.raises(CommandError, match="--reset"):
        call_command("load_demo", date=TODAY)
    call_command("load_demo", if_empty=True)
    call_command("load_demo", date=TODAY, reset=True, with_report=True)
    assert told() == first
    assert Alert.objects.open().red().count() == 4
    assert HelpRequest.objects.get(kind=HelpRequest.Kind.REPORT).state == "new"
    assert Programme.objects.count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize("day", ["2026-12-27", "2027-02-28", "2026-05-03"])
def test_it_loads_on_any_day(day):
    with time_machine.travel(f"{day}T08:30:00+00:00"):
        loading.load(datetime.date.fromisoformat(day))
    assert Mentorship.objects.count() == 32
    run = Run.objects.get()
    assert (run.pair_count, run.left_out_count) == (12, 8)


@pytest.mark.django_db
def test_it_is_refused_where_real_people_are(settings):
    settings.ALLOW_DEMO = False
    with pytest.raises(CommandError, match="ALLOW_DEMO"):
        call_command("load_demo")
    assert not User.objects.exists()
