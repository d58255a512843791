"""« Fusionner un doublon », from a person's page to the account that stays; superusers alone."""

import pytest
from django.urls import reverse

from applications.tests.factories import ApplicationFactory, ProfileFactory
from followup.services import people_list
from followup.services.merging import preview
from followup.services.privacy import erasure
from followup.tests.factories import (
    CheckInFactory,
    DiscordStepFactory,
    MentoringSessionFactory,
    MentorshipFactory,
    SessionFeedbackFactory,
    WorkshopRegistrationFactory,
)
from matching.tests.factories import ProposalFactory
from mentoring.mail.models import Email
from mentoring.models import AccessLog, Event, User
from mentoring.tests.factories import EmailFactory, UserFactory

pytestmark = pytest.mark.django_db
SEARCH_QUERIES, COMPARE_QUERIES = 13, 111


@pytest.fixture
def as_sam(client, sam):
    client.force_login(sam)
    return client


def html(answer):
    assert answer.status_code == 200
    return " ".join(answer.content.decode().replace("\u202f", " ").replace("\u00a0", " ").split())


def at(person, other=None):
    if other is None:
        return reverse("person_merge", args=[person.public_id])
    return reverse("merge_accounts", args=[person.public_id, other.public_id])


def page_of(person):
    return reverse("person", args=[person.public_id])


def test_from_a_persons_page_to_one_account(as_sam, sam, kept, other):
    for person in (kept, other):
        ApplicationFactory(person=person, rejected=True)
    former = other.email
    assert at(kept) in html(as_sam.get(page_of(kept)))
    search = html(as_sam.get(at(kept)))
    assert "Doublons possibles" in search
    assert at(kept, other) in search
    page = html(as_sam.get(at(kept, other)))
    for words in (
        *(
            "Le compte <strong>lea@exemple.org</strong> reste.",
            f"<strong>{former}</strong> est vidé et fermé.",
        ),
        *(
            f"{former} (vérifiée)",
            "Candidatures et brouillons : 1",
            "Une fusion ne se défait pas.",
        ),
        at(other, kept),
    ):
        assert words in page
    assert not Event.objects.filter(transition="merge").exists()
    page = html(as_sam.post(at(kept, other), {"seen": preview.of(kept, other).mark}))
    assert "Cochez la case une fois que vous avez vérifié" in page
    sent = {"is_sure": "on", "seen": preview.of(kept, other).mark}
    page = html(as_sam.post(at(kept, other), sent, follow=True))
    assert "les deux comptes n’en font plus qu’un" in page
    assert "Un autre compte de la même personne réuni à celui-ci" in page
    assert former in page
    assert {(row.page, row.person) for row in AccessLog.objects.filter(page="fusion")} >= {("fusion", kept)}
    assert Event.objects.get(transition="merge").actor == sam


def test_a_second_click_and_old_links_lead_to_the_account_that_stays(as_sam, kept, other):
    sent = {"is_sure": "on", "seen": preview.of(kept, other).mark}
    for _click in range(2):
        assert as_sam.post(at(kept, other), sent).url == page_of(kept)
    assert as_sam.get(at(kept, other)).url == page_of(kept)
    assert Email.objects.filter(kind="accounts_merged").count() == 2
    assert as_sam.get(page_of(other)).url == page_of(kept)
    assert as_sam.get(at(other)).status_code == as_sam.get(at(other, kept)).status_code == 404


def test_a_page_that_is_old_is_said_and_shown_anew(as_sam, kept, other):
    seen = preview.of(kept, other).mark
    ApplicationFactory(person=other)
    page = html(as_sam.post(at(kept, other), {"is_sure": "on", "seen": seen}))
    assert "a changé depuis que cette page est ouverte" in page
    assert f'value="{preview.of(kept, other).mark}"' in page
    assert "Candidatures et brouillons : 1" in page


def test_what_forbids_it_is_said_and_no_button_is_there(as_sam, kept, other):
    for person in (kept, other):
        ApplicationFactory(person=person)
    for answer in (
        as_sam.get(at(kept, other)),
        as_sam.post(at(kept, other), {"is_sure": "on", "seen": preview.of(kept, other).mark}),
    ):
        page = html(answer)
        assert "Deux candidatures du même côté" in page
        assert "Fusionner les deux comptes</button>" not in page
    other.refresh_from_db()
    assert other.is_active


def test_the_other_account_is_looked_for(as_sam, kept, other):
    mentor = ProfileFactory(person=other, mentor=True)
    for query in ("lea.morel@travail", "Morel", mentor.application.reference):
        assert at(kept, other) in html(as_sam.get(at(kept), {"q": query}))
    assert "Aucun autre compte ne correspond à « zzz »" in html(as_sam.get(at(kept), {"q": "zzz"}))
    assert at(kept, kept) not in html(as_sam.get(at(kept), {"q": "Léa"}))


def test_a_person_is_found_by_the_address_of_before(as_sam, kept, other):
    former = other.email
    as_sam.post(at(kept, other), {"is_sure": "on", "seen": preview.of(kept, other).mark})
    assert list(people_list.searched(people_list.everyone(), former.upper())) == [kept]


def test_superusers_alone(client, awa, kept, other):
    sent = {"is_sure": "on", "seen": preview.of(kept, other).mark}
    assert client.get(at(kept)).url.startswith("/connexion/")
    for person in (awa, kept, other):
        client.force_login(person)
        asked = [client.get(at(kept)), client.get(at(kept, other)), client.post(at(kept, other), sent)]
        assert {answer.status_code for answer in asked} == {403}
    client.force_login(awa)
    assert "Fusionner un doublon" not in html(client.get(page_of(kept)))
    assert User.objects.filter(merged_into__isnull=False).count() == 0


def test_nobody_is_merged_with_nobody(as_sam, sam, kept, other):
    assert as_sam.get(at(kept, kept)).status_code == 404
    erasure.erase(other, by=sam)
    other.refresh_from_db()
    assert as_sam.get(at(kept, other)).status_code == 404
    assert as_sam.get(at(other, kept)).status_code == 404


def test_the_account_page_says_which_addresses_open_it(client, as_sam, kept, other):
    former = other.email
    as_sam.post(at(kept, other), {"is_sure": "on", "seen": preview.of(kept, other).mark})
    client.force_login(User.objects.get(pk=kept.pk))
    assert f"{former} ouvre aussi ce compte" in html(client.get("/compte/"))


def test_as_many_queries_whatever_was_lived(as_sam, kept, other, django_assert_num_queries):
    mentor, mentee = ProfileFactory(person=kept, mentor=True), ProfileFactory(person=other)
    live(kept, mentor, mentee)
    for url in (at(kept), at(kept, other)):
        html(as_sam.get(url))
    for number in range(2):
        with django_assert_num_queries(SEARCH_QUERIES):
            as_sam.get(at(kept))
        with django_assert_num_queries(COMPARE_QUERIES):
            as_sam.get(at(kept, other))
        for _time in range(8 * (number == 0)):
            live(other, mentor, mentee)


def live(person, mentor, mentee):
    """One more pair on each side, and what goes with it."""
    proposals = (
        ProposalFactory(mentor=mentor, accepted=True),
        ProposalFactory(mentee=mentee, state="declined"),
    )
    pair = MentorshipFactory(proposal=proposals[0])
    SessionFeedbackFactory(mentoring_session=MentoringSessionFactory(mentorship=pair, held=True))
    CheckInFactory(mentorship=pair, answered=True)
    WorkshopRegistrationFactory(person=person)
    ApplicationFactory(person=person, kind="mentee", rejected=True)
    EmailFactory(recipient=person)
    ProposalFactory(mentor=mentor, state="interest", answer_by=None)
    if not person.discord_steps.exists():
        DiscordStepFactory(person=person)
    UserFactory(first_name=person.first_name, last_name=person.last_name)
