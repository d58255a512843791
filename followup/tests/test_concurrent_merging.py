"""Accounts merged under several hands at once, on a real PostgreSQL."""

from functools import partial

import pytest
from allauth.account.models import EmailAddress

from applications.services import decisions
from applications.tests.factories import ApplicationFactory, ProfileFactory
from followup.models import Mentorship
from followup.services import pairs
from followup.services.merging import merge, preview, relations
from followup.services.privacy import deletions, erasure
from matching.tests.factories import ProposalFactory
from mentoring.mail.models import Email
from mentoring.models import Event, User
from mentoring.tests.factories import CoordinatorFactory, UserFactory
from mentoring.tests.hands import at_once, outcomes

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True, serialized_rollback=True)]


def merging(kept, absorbed):
    return partial(merge.merge, kept, absorbed, by=None, seen=preview.of(kept, absorbed).mark)


def test_six_clicks_are_one_merge_and_two_letters():
    kept, absorbed = UserFactory(), UserFactory()
    assert outcomes(at_once(*[merging(kept, absorbed)] * 6)) == (6, 0, [])
    assert Event.objects.filter(transition="merge").count() == 1
    assert Email.objects.filter(kind="accounts_merged").count() == 2


def test_two_people_who_disagree_on_which_account_stays():
    """One is refused, and no account is left without a door."""
    for _time in range(3):
        one, two = UserFactory(), UserFactory()
        assert outcomes(at_once(merging(one, two), merging(two, one))) == (1, 1, [])
        closed = User.objects.get(pk__in=[one.pk, two.pk], is_active=False)
        assert closed.merged_into.is_active
        assert EmailAddress.objects.filter(user=closed.merged_into, verified=True).count() == 2


def test_one_account_given_to_two_others():
    for _time in range(3):
        absorbed, one, two = UserFactory(), UserFactory(), UserFactory()
        ApplicationFactory(person=absorbed)
        assert outcomes(at_once(merging(one, absorbed), merging(two, absorbed))) == (1, 1, [])
        absorbed.refresh_from_db()
        assert absorbed.merged_into.applications.count() == 1


def test_an_account_erased_or_leaving_while_it_is_merged():
    for act in (partial(erasure.erase, by=None), deletions.ask):
        for _time in range(3):
            kept, absorbed = UserFactory(), UserFactory()
            results = at_once(merging(kept, absorbed), partial(act, absorbed))
            assert outcomes(results)[2] == []
            absorbed.refresh_from_db()
            assert not absorbed.is_active or absorbed.merged_into is None


def test_the_pair_that_begins_meanwhile():
    """Profiles are held by both: it came first and moves with them, or it is refused in words."""
    for _time in range(3):
        kept, proposal = UserFactory(), ProposalFactory()
        absorbed = proposal.mentee.person
        results = at_once(merging(kept, absorbed), partial(pairs.start, proposal, by=absorbed))
        assert outcomes(results)[2] == []
        absorbed.refresh_from_db()
        for pair in Mentorship.objects.filter(proposal=proposal):
            assert pair.mentee.person == absorbed.merged_into or absorbed.merged_into is None


def test_a_decision_meanwhile_is_not_lost():
    awa = CoordinatorFactory()
    for _time in range(3):
        kept, absorbed = UserFactory(), UserFactory()
        application = ApplicationFactory(person=absorbed)
        ProfileFactory(person=absorbed, closed=True, application=application)
        approving = partial(decisions.approve, application, by=awa, version=application.version, message="")
        results = at_once(merging(kept, absorbed), approving)
        assert outcomes(results)[2] == []
        application.refresh_from_db()
        absorbed.refresh_from_db()
        if absorbed.merged_into:
            assert application.person == kept
            assert set(relations.counts(absorbed)) <= {"mentoring.Event.actor"}
