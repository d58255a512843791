"""What stands around the people of a population: e-mails, requests, workshops, alerts, reviews."""

import datetime
from types import SimpleNamespace

import pytest
from django.db import transaction
from django.db.models import F, Q
from django.test import TestCase
from django.utils import timezone

from followup.models import (
    Alert,
    CheckIn,
    ClosingReview,
    DiscordStep,
    Mentorship,
    Workshop,
    WorkshopInterest,
    WorkshopRegistration,
)
from followup.population import alerts, calendar, loading, manners, names
from followup.population.chance import Shares
from followup.population.setting import Setting
from followup.services import testimonials
from followup.services.alerts import compute
from followup.services.alerts.rules import RULES, Finding
from followup.services.privacy import retention
from mentoring.mail import catalogue, rules
from mentoring.mail.models import Email
from mentoring.models import Event, HelpRequest, Quote, User

# A population is made to measure PostgreSQL.
pytestmark = pytest.mark.thorough
DAY = datetime.date(2026, 3, 9)
Rule, State = Alert.Rule, Alert.State


class AroundAPopulation(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.today = calendar.midnight(timezone.localdate())
        cls.written = loading.load(timezone.localdate(), mentors=120, mentees=240, seed=5)

    def test_every_table_is_filled_and_every_row_satisfies_its_constraints(self):
        for model in (
            Email,
            HelpRequest,
            Workshop,
            WorkshopRegistration,
            WorkshopInterest,
            DiscordStep,
            CheckIn,
            ClosingReview,
            Quote,
            Alert,
        ):
            assert model.objects.count() == self.written[model.__name__] > 0, model
            for row in model.objects.order_by("pk")[:40]:
                row.full_clean()

    # E-mails -----------------------------------------------------------------------------------------

    def test_e_mails_of_the_last_sixty_days_whose_texts_are_still_kept(self):
        emails = Email.objects.all()
        assert not emails.exclude(to_address__endswith=f"@{names.DOMAIN}").exists()
        assert not emails.filter(
            Q(text="") | Q(html="") | Q(subject="") | Q(created_at__gt=self.today)
        ).exists()
        assert retention.run()["bodies"] == 0
        assert emails.filter(created_at__lt=self.today - datetime.timedelta(days=50)).exists()
        kinds = set(emails.values_list("kind", flat=True))
        assert kinds >= {"application_approved", "proposal_to_mentor", "session_reminder", "checkin_due"}
        one = emails.filter(kind="session_reminder").select_related("recipient").first()
        assert f"Bonjour {one.recipient.first_name}," in one.text
        assert one.recipient.first_name in one.html

    def test_most_have_left_and_some_are_still_to(self):
        sent = Email.objects.filter(state=Email.State.SENT)
        assert sent.count() > 0.9 * Email.objects.count()
        assert not sent.filter(Q(sent_at__gte=self.today) | Q(sent_at__lt=F("created_at"))).exists()
        waiting = Email.objects.pending()
        assert waiting
        assert not waiting.filter(next_attempt_at__lt=self.today).exists()
        assert Email.objects.filter(state=Email.State.SUPPRESSED).exists()

    def test_nothing_left_at_night_but_what_answers_an_act(self):
        sent = Email.objects.filter(state=Email.State.SENT).exclude(category=catalogue.T)
        for email in sent.select_related("recipient"):
            assert not rules.is_quiet(email.sent_at, rules.zone_of(email)), email

    # Requests, workshops, reviews --------------------------------------------------------------------

    def test_requests_are_closed_or_of_somebody_and_old_ones_are_gone(self):
        closed = HelpRequest.objects.exclude(pk__in=HelpRequest.objects.open())
        assert closed
        assert not closed.filter(Q(closed_at=None) | Q(owner=None) | Q(note="")).exists()
        assert not closed.filter(closed_at__lt=F("created_at")).exists()
        assert retention.run()["requests"] == 0
        assert set(closed.values_list("kind", flat=True)) >= {"discord", "pair", "contact"}
        assert HelpRequest.objects.filter(person=None, kind="contact").exists()

    def test_workshops_behind_and_ahead(self):
        now = timezone.now()
        assert WorkshopRegistration.objects.filter(workshop__in=Workshop.objects.upcoming(now)).exists()
        assert not WorkshopRegistration.objects.filter(asked_at__gt=F("workshop__starts_at")).exists()
        for workshop in Workshop.objects.with_seats().with_attendance():
            assert workshop.taken <= workshop.capacity
            if workshop.starts_at > now:
                assert workshop.came == workshop.missed == 0
        came = WorkshopRegistration.objects.filter(state="attended")
        done = DiscordStep.objects.filter(person__in=came.values("person"))
        assert done.count() == 6 * came.values("person").distinct().count()

    def test_reviews_are_of_pairs_that_stopped_and_most_are_read(self):
        assert not ClosingReview.objects.filter(mentorship__state__in=["active", "paused"]).exists()
        over = ClosingReview.objects.of_ended_pairs()
        assert not over.filter(Q(created_at__gt=F("mentorship__state_changed_at"))).exists()
        assert 0 < over.to_read().count() < over.count() / 2
        assert len(testimonials.published()) == Quote.MOST

    # Alerts ------------------------------------------------------------------------------------------

    def test_alerts_say_what_the_nights_round_finds(self):
        live = Alert.objects.live()
        assert live
        before = list(Alert.objects.order_by("pk").values())
        assert compute(self.today) == 0
        assert compute() <= len(live) / 10
        with transaction.atomic():
            Alert.objects.live().delete()
            compute(self.today)
            opened = set(Alert.objects.live().values_list("mentorship", "rule", "person", "fact"))
            transaction.set_rollback(True)
        names_of = ("mentorship_id", "rule", "person_id", "fact")
        kept = {tuple(row[name] for name in names_of) for row in before if row["state"] in Alert.LIVE}
        assert opened == kept

    def test_each_alert_has_its_events(self):
        for alert in Alert.objects.all():
            opened, *rest = Event.objects.filter(reference=alert.reference).order_by("at")
            assert (opened.transition, opened.at) == ("open", alert.opened_at)
            last = rest[-1].to_state if rest else State.OPEN
            assert last == alert.state
        assert Alert.objects.filter(state=State.RESOLVED).exists()
        assert not Alert.objects.filter(
            Q(closed_at__lt=F("opened_at")) | Q(opened_at__lt=F("since"))
        ).exists()


@pytest.mark.django_db
@pytest.mark.parametrize("rule", RULES)
def test_an_alert_of_each_rule(rule):
    """What a small population may not have drawn: whatever becomes of an alert, its row may be."""
    setting, seen = Setting(DAY, 1), set()
    level, _find = RULES[rule]
    person = User(pk=1, public_id="abc") if rule in {*alerts.CONFIDED, Rule.LEFT} else None
    now = calendar.midnight(DAY)
    for number in range(60):
        pair = Mentorship(pk=number, reference=f"BIN-{number}", coordinator_id=3)
        known = SimpleNamespace(pair=pair, reference=pair.reference, now=now)
        finding = Finding(now - datetime.timedelta(days=40), "2026-01-28", person)
        row = alerts.alert(setting, known, rule, level, finding)
        seen.add(row.state)
        for constraint in Alert._meta.constraints:
            constraint.validate(Alert, row)
        assert row.is_live or row.closed_at < now
        assert row.since <= row.opened_at <= now
    assert seen >= {State.OPEN, State.SNOOZED}


MANNERS = {
    manners.Manner.FADED: Rule.SILENT,
    manners.Manner.MISSED: Rule.MISSED2,
    manners.Manner.HESITANT: Rule.UNDECIDED,
    manners.Manner.DULL: Rule.LOW,
    manners.Manner.MUTE: Rule.NO_FEEDBACK,
    manners.Manner.APART: Rule.NO_FIRST,
}


@pytest.mark.django_db
@pytest.mark.parametrize("manner", MANNERS)
def test_each_manner_raises_its_alert(manner, monkeypatch):
    monkeypatch.setattr(manners, "MANNERS", Shares({manner: 1}))
    loading.load(DAY, mentors=40, mentees=70, seed=2)
    assert Alert.objects.filter(rule=MANNERS[manner], opened_at__lt=calendar.midnight(DAY)).exists()


def told(seed):
    """What a population of this seed writes around its people, but for the keys; nothing is kept of it."""
    hidden = {"id", "key", "reference", "fact", "source"}
    found = []
    with transaction.atomic():
        loading.load(DAY, mentors=20, mentees=40, seed=seed)
        for model in (Email, HelpRequest, Workshop, WorkshopRegistration, CheckIn, ClosingReview, Alert):
            shown = [
                field.name
                for field in model._meta.concrete_fields
                if field.name not in hidden and not field.is_relation
            ]
            found.append(list(model.objects.order_by("pk").values_list(*shown)))
        transaction.set_rollback(True)
    return found


@pytest.mark.django_db
def test_a_seed_gives_the_same_rows_twice():
    first = told(1)
    assert all(first)
    assert first == told(1)
    assert first != told(2)
