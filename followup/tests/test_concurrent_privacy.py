"""An account erased, a file asked for and the news sent under several hands at once, on a real PostgreSQL."""

from functools import partial

import pytest
from django.utils import timezone

from applications.tests.factories import ProfileFactory
from followup.models import DataExport, MentoringSession, Mentorship, NewsCampaign
from followup.services import calendars, endings, extensions, news, sessions, testimonials
from followup.services.privacy import deletions, erasure, exports
from followup.tests.factories import (
    AccountDeletionFactory,
    ClosingReviewFactory,
    MentoringSessionFactory,
    MentorshipFactory,
    NewsCampaignFactory,
)
from matching.services import answers
from matching.tests.factories import ProposalFactory, in_days
from mentoring.mail.models import Email, Preference
from mentoring.models import Event, Quote
from mentoring.tests.factories import UserFactory
from mentoring.tests.hands import at_once, outcomes

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True, serialized_rollback=True)]


def test_what_the_other_does_while_an_account_is_erased():
    """Either it came before, and goes with the pair, or it is refused."""
    for _time in range(3):
        pair = MentorshipFactory()
        MentoringSessionFactory(mentorship=pair)
        nadia, yanis = pair.people
        plan = {"starts_at": in_days(5), "minutes": 60, "channel": "discord"}
        results = at_once(
            partial(erasure.erase, nadia, by=None),
            partial(sessions.plan, pair, by=yanis, **plan),
            partial(sessions.log, pair, by=yanis, **plan | {"starts_at": in_days(-5)}),
            partial(extensions.ask, pair, by=yanis, months=3),
        )
        assert outcomes(results)[2] == []
        pair.refresh_from_db()
        assert (pair.state, pair.extension_asked_by) == ("closing", None)
        assert not MentoringSession.objects.filter(mentorship=pair, state="planned").exists()


@pytest.mark.parametrize("side", ["mentor", "mentee"])
def test_an_agreement_while_an_account_is_erased(side):
    for _time in range(3):
        proposal = ProposalFactory()
        leaver = getattr(proposal, side).person
        results = at_once(
            partial(erasure.erase, leaver, by=None),
            partial(answers.mentee_accept, proposal, by=proposal.mentee.person),
        )
        assert outcomes(results)[2] == []
        assert not Mentorship.objects.filter(proposal=proposal, state="active").exists()


def test_thinking_again_at_the_hour_of_the_erasure_is_one_or_the_other():
    for _time in range(3):
        deletion = AccountDeletionFactory()
        person = deletion.person
        results = at_once(
            partial(deletions.erase_due, timezone.now() + deletions.GRACE * 2),
            partial(deletions.cancel, person),
        )
        assert outcomes(results)[2] == []
        erased, kept = results
        person.refresh_from_db()
        assert (erased, kept) in ((0, True), (1, False))
        assert person.is_active is kept


def test_two_that_leave_one_pair_at_once():
    for _time in range(3):
        pair = MentorshipFactory()
        nadia, yanis = pair.people
        results = at_once(
            partial(erasure.erase, nadia, by=None),
            partial(erasure.erase, yanis, by=None),
            partial(endings.request_end, pair, by=yanis, reason="time"),
        )
        assert outcomes(results)[2] == []
        pair.refresh_from_db()
        assert pair.state == "closing"


def test_a_sentence_published_while_its_author_is_erased():
    for _time in range(3):
        review = ClosingReviewFactory(
            mentorship=MentorshipFactory(completed=True), quote="Un déclic", is_quote_public=True
        )
        results = at_once(
            partial(erasure.erase, review.author, by=None),
            partial(testimonials.publish, review, by=None),
        )
        assert outcomes(results)[2] == []
        assert not Quote.objects.exists()


def test_six_clicks_are_one_file_one_address_and_one_letter_each():
    person = UserFactory()
    assert outcomes(at_once(*[lambda: exports.ask(person, by=person)] * 6)) == (6, 0, [])
    assert outcomes(at_once(*[exports.prepare_due] * 4)) == (4, 0, [])
    assert DataExport.objects.count() == Email.objects.filter(kind="data_export_ready").count() == 1
    acts = [lambda: calendars.renew(person), lambda: calendars.open_feed(person)] * 3
    assert outcomes(at_once(*acts)) == (6, 0, [])
    readers = [ProfileFactory().person for _person in range(5)]
    for reader in readers:
        Preference.objects.create(user=reader, is_news_on=True)
    campaign = NewsCampaignFactory()
    assert outcomes(at_once(*[lambda: news.send(campaign, by=None)] * 4)) == (4, 0, [])
    NewsCampaign.objects.update(leaves_at=timezone.now())
    assert outcomes(at_once(*[news.write_due] * 4)) == (4, 0, [])
    assert Email.objects.filter(kind="news").count() == len(readers)
    assert list(Event.objects.filter(transition="leave").values_list("actor")) == [(None,)]
