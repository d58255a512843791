"""The back room: superusers only, through everybody’s door, and only to look at what services make."""

import re
from html import unescape

import pytest
from allauth.mfa.models import Authenticator
from django.apps import apps
from django.contrib import admin
from django.db import connection, models
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from applications.models import (
    Campus,
    Domain,
    DraftStep,
    Formation,
    IgnoredWord,
    InternalNote,
    ProfileSkill,
    Skill,
    SoftSkill,
    SupervisedCohort,
)
from applications.tests.factories import ApplicationFactory
from followup.models import InactivityNotice, PairNote, WorkshopInterest
from followup.tests.factories import (
    AccountDeletionFactory,
    AlertFactory,
    CalendarFeedFactory,
    CertificateFactory,
    CheckInFactory,
    ClosingReviewFactory,
    DataExportFactory,
    DiscordStepFactory,
    GoalFactory,
    MentoringSessionFactory,
    MentorshipFactory,
    NewsCampaignFactory,
    SessionFeedbackFactory,
    WorkshopRegistrationFactory,
)
from matching.models import MatchingSettings
from matching.services import features
from matching.tests.factories import ExclusionFactory, LeftOutFactory, RunPairFactory, RunPricesFactory
from mentoring import reasons
from mentoring.audit import record
from mentoring.mail.models import Email, EmailText, Preference
from mentoring.models import (
    AccessLog,
    CharterText,
    Event,
    HelpRequest,
    Programme,
    PublicFigures,
    ReasonWording,
    User,
)
from mentoring.reasons import LISTS
from mentoring.tests.factories import EmailFactory, QuoteFactory, UserFactory
from mentoring.tests.reasoning import reword

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.ignore_template_errors,  # the admin's own templates ask for variables they may not have
]
HOUSE = ("mentoring", "mail", "applications", "matching", "followup")
REGISTERED = sorted(
    (model for model in admin.site._registry if model._meta.app_label in HOUSE),
    key=lambda model: model._meta.label,
)
EDITABLE = {"User"}


@pytest.fixture
def sam(client):
    """A superuser, signed in."""
    person = UserFactory(is_superuser=True, is_staff=True, first_name="Sam")
    client.force_login(person)
    return person


@pytest.fixture
def rows(sam):
    """At least one row of every registered model."""
    PublicFigures.objects.create(pairs_formed=1, sessions_held=1, ready_mentors=1)
    QuoteFactory()
    one_of_each(sam)


def one_of_each(reader):
    """A row of every model there may be many of."""
    mentoring_session = MentoringSessionFactory(held=True)
    pair = mentoring_session.mentorship
    profile, person = pair.mentor, pair.mentor.person
    SessionFeedbackFactory(mentoring_session=mentoring_session)
    for factory in (GoalFactory, CertificateFactory, CheckInFactory, ClosingReviewFactory):
        factory(mentorship=pair)
    AlertFactory(red=True, mentorship=pair)
    for factory in (CalendarFeedFactory, DiscordStepFactory, DataExportFactory, AccountDeletionFactory):
        factory(person=person)
    WorkshopRegistrationFactory(person=person)
    WorkshopInterest.objects.create(person=person)
    InactivityNotice.objects.create(person=person)
    ExclusionFactory(mentor=profile, mentee=pair.mentee)
    run = RunPairFactory(mentor=profile, mentee=pair.mentee).run
    LeftOutFactory(run=run, mentee=pair.mentee)
    RunPricesFactory(run=run)
    ProfileSkill.objects.create(profile=profile, skill=Skill.objects.first(), level=2)
    SupervisedCohort.objects.create(
        profile=profile, formation=profile.formation, campus=profile.campus, year=2026
    )
    DraftStep.objects.create(application=ApplicationFactory(draft=True, person=person), step="contact")
    InternalNote.objects.create(application=profile.application, author=reader, text="À rappeler")
    PairNote.objects.create(mentorship=pair, author=reader, text="À rappeler")
    EmailText.objects.create(code="pair_started", subject="Bonjour", body="Bonjour", author=reader)
    number = CharterText.objects.count()
    CharterText.objects.create(
        version=f"1.{number}", text="Un texte.", author=reader, published_on=timezone.localdate()
    )
    IgnoredWord.objects.create(word=f"mot {number}")
    ReasonWording.objects.create(list="attente", code=f"motif-{number}", label=f"Plus tard {number}")
    MatchingSettings.objects.create(author=person, reason="essai")
    features.write_missing()
    EmailFactory(recipient=person)
    NewsCampaignFactory(by=person)
    record(pair, "essai", by=person)
    AccessLog.objects.create(reader=reader, person=person, page="essai")
    Preference.objects.create(user=person)
    reference = f"AID-{HelpRequest.objects.count():04}"
    HelpRequest.objects.create(reference=reference, kind="contact", person=person, email=person.email)


@pytest.fixture(params=REGISTERED, ids=lambda model: model._meta.label)
def model(request):
    return request.param


def address(model, page, *arguments):
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}", args=arguments)


def test_a_visitor_signs_in_as_anywhere(client, model):
    where = address(model, "changelist")
    assert client.get(where).url == f"/connexion/?next={where}"
    assert client.get("/admin/", follow=True).redirect_chain[-1] == ("/connexion/?next=%2Fadmin%2F", 302)
    person = UserFactory(is_superuser=True, is_staff=True)
    person.set_password("avancez-a-deux-2026")
    person.save()
    words = {"username": person.email, "password": "avancez-a-deux-2026"}
    assert client.post("/admin/login/", words).url.startswith("/connexion/?next=")
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize("role", [{}, {"is_coordinator": True}, {"is_coordinator": True, "is_active": True}])
def test_nobody_else_enters(client, role, model):
    client.force_login(UserFactory(**role))
    for where in (address(model, "changelist"), "/admin/"):
        assert client.get(where, follow=True).status_code == 403


def test_staff_without_a_right_sees_nothing(client, model):
    client.force_login(UserFactory(is_staff=True, is_coordinator=True))
    assert client.get(address(model, "changelist")).status_code == 403


def test_every_list_and_every_row_opens(client, rows, model):
    answer = client.get(address(model, "changelist"))
    assert answer.status_code == 200
    row = model.objects.first()
    assert row is not None
    assert client.get(address(model, "change", row.pk)).status_code == 200
    assert client.get(address(model, "changelist"), {"q": "x' OR 1=1 %"}).status_code == 200
    assert client.get(address(model, "change", "abc")).status_code == 302
    assert client.get(address(model, "history", row.pk)).status_code == 200


def test_every_list_costs_as_much_for_thirty_rows_as_for_one(client, rows, sam):
    """Session and person, a count and the rows, what the filters and the dates on top choose from."""

    def queries():
        counted = {}
        for model in REGISTERED:
            with CaptureQueriesContext(connection) as captured:
                client.get(address(model, "changelist"))
            counted[model._meta.label] = len(captured)
        return counted

    one = queries()
    for _row in range(29):
        one_of_each(sam)
    assert queries() == one
    assert max(one.values()) <= 9


def test_every_table_of_the_house_is_here():
    missing = {model for app in HOUSE for model in apps.get_app_config(app).get_models()} - set(REGISTERED)
    assert not missing


def test_every_list_is_searched_but_those_of_one_row():
    listed = {model._meta.label for model in REGISTERED if not admin.site._registry[model].search_fields}
    assert listed == {"mentoring.Programme", "mentoring.PublicFigures"}


def test_what_has_a_life_of_its_own_is_only_looked_at(client, rows, model):
    row = model.objects.first()
    assert client.get(address(model, "add")).status_code == 403
    assert client.get(address(model, "delete", row.pk)).status_code == 403
    assert client.post(address(model, "delete", row.pk), {"post": "yes"}).status_code == 403
    chosen = {"action": "delete_selected", "_selected_action": row.pk, "post": "yes"}
    client.post(address(model, "changelist"), chosen)
    before = model.objects.filter(pk=row.pk).values().get()
    if model.__name__ not in EDITABLE:
        texts = {f.name: "changé" for f in model._meta.fields if isinstance(f, models.CharField)}
        assert client.post(address(model, "change", row.pk), texts).status_code == 403
        assert model.objects.filter(pk=row.pk).values().get() == before


@pytest.mark.parametrize("model", [Campus, Formation, Domain, Skill, SoftSkill])
def test_a_row_of_the_catalogue_leads_to_where_it_changes(client, sam, model):
    row = model.objects.first()
    html = client.get(address(model, "change", row.pk)).content.decode()
    [link] = re.findall(r'href="(/pilotage/reglages/[^"]+)"', html)
    assert client.get(link).context["row"] == row


def test_logs_and_mail_are_registered_and_read_only():
    for model in (Event, AccessLog, Email):
        assert model in admin.site._registry
        assert model.__name__ not in EDITABLE


def test_what_the_packages_keep_is_not_here():
    """An address added to an account would open it; a key's secret is its owner's."""
    labels = {model._meta.label for model in admin.site._registry if model._meta.app_label not in HOUSE}
    assert labels == {"mfa.Authenticator"}


def test_a_lost_second_factor_is_removed_and_never_read(client, sam):
    secret = "JBSWY3DPEHPK3PXP"
    key = Authenticator.objects.create(user=UserFactory(), type="totp", data={"secret": secret})
    for page in ("changelist", "change"):
        answer = client.get(address(Authenticator, page, *([key.pk] if page == "change" else [])))
        assert answer.status_code == 200
        assert secret not in answer.content.decode()
    assert client.get(address(Authenticator, "add")).status_code == 403
    assert client.post(address(Authenticator, "change", key.pk), {"data": "{}"}).status_code == 403
    assert client.post(address(Authenticator, "delete", key.pk), {"post": "yes"}).status_code == 302
    assert not Authenticator.objects.exists()


def test_the_programmes_row_is_looked_at_here_and_changed_among_the_settings(client, sam):
    """Nothing of it changes without its event: who, when, before and after."""
    before = Programme.objects.values().get()
    page = client.get(address(Programme, "change", 1))
    assert page.context["adminform"].form.fields == {}
    data = {name: str(value) for name, value in before.items()} | {"sla_days": 3, "charter_version": "9"}
    assert client.post(address(Programme, "change", 1), data).status_code == 403
    assert Programme.objects.values().get() == before
    [link] = re.findall(r'href="(/pilotage/reglages/[^"]+)"', page.content.decode())
    settings_page = client.get(link)
    typed = settings_page.context["form"].initial | {"sla_days": 3}
    assert client.post(link, typed).status_code == 302
    [event] = Event.objects.filter(transition="save_programme")
    assert (event.actor, event.payload["before"], event.payload["after"]) == (
        sam,
        {"sla_days": before["sla_days"]},
        {"sla_days": 3},
    )


def test_a_coordinator_is_named_here(client, sam):
    person = UserFactory(last_name="Diallo")
    page = client.get(address(User, "change", person.pk))
    form = page.context["adminform"].form
    data = {name: form.initial.get(name) or "" for name in form.fields} | {"is_coordinator": "on"}
    assert client.post(address(User, "change", person.pk), data).status_code == 302
    person.refresh_from_db()
    assert (person.is_coordinator, person.is_superuser, person.is_staff) == (True, False, False)
    event = Event.objects.get(transition="edit_account")
    assert (event.actor, event.reference) == (sam, f"person:{person.public_id}")
    assert (event.payload["before"]["is_coordinator"], event.payload["after"]["is_coordinator"]) == (
        False,
        True,
    )
    assert event.payload["changed"] == ["is_coordinator"]
    assert person.last_name not in str(event.payload)
    client.post(address(User, "change", person.pk), data)
    assert Event.objects.filter(transition="edit_account").count() == 1
    assert "password" not in form.fields
    assert "email" not in form.fields


def test_a_look_at_someones_file_leaves_a_trace(client, sam):
    mentoring_session = MentoringSessionFactory()
    pair = mentoring_session.mentorship
    client.get(address(type(mentoring_session), "change", mentoring_session.pk))
    looks = AccessLog.objects.values_list("reader", "person", "page")
    assert sorted(looks) == sorted(
        (sam.pk, profile.person_id, "admin mentoringsession") for profile in (pair.mentor, pair.mentee)
    )


def test_a_pair_ends_for_the_reason_as_the_team_says_it(client, sam):
    pair = MentorshipFactory(closing=True)
    said = reasons.label(LISTS["fin"], pair.end_reason)
    page = address(type(pair), "change", pair.pk)
    client.get(page)
    counted = []
    for words in (said, "Dit autrement"):
        reword("fin", pair.end_reason, sam, label=words)
        with CaptureQueriesContext(connection) as captured:
            shown = client.get(page).content.decode()
        counted.append(len(captured))
        assert "raison de la fin" in shown.lower()
        assert words in unescape(shown)
        assert (said in unescape(shown)) == (words == said)
    assert len(set(counted)) == 1


def test_a_reason_is_listed_by_the_words_in_force(client, sam):
    reword("attente", "workload", sam, label="Trop de cours")
    reword("attente", "other", sam, is_active=True, message="Merci.")
    ReasonWording.objects.create(list="partie", code="known", message="Merci.")
    shown = unescape(client.get(address(ReasonWording, "changelist")).content.decode())
    assert "Trop de cours" in shown
    assert reasons.label(LISTS["attente"], "other") in shown
    assert reasons.original(LISTS["attente"], "workload").label not in shown


def test_a_code_is_not_to_be_read_here(client, sam):
    email = EmailFactory(subject="482915 : votre code", text="482915", html="482915", is_secret=True)
    for where in (address(Email, "changelist"), address(Email, "change", email.pk)):
        assert "482915" not in client.get(where).content.decode()
