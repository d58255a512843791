import pytest

from applications import extensions
from matching.tests.factories import ProposalFactory

pytestmark = pytest.mark.django_db


def test_pairs_of_everyone_are_those_of_each(mentor, django_assert_num_queries):
    pairs = [ProposalFactory(mentor=mentor, accepted=True) for _pair in range(2)]
    ProposalFactory()
    with django_assert_num_queries(1):
        counts = extensions.pair_counts()
    everyone = [mentor, *(pair.mentee for pair in pairs)]
    assert counts == {profile.pk: extensions.pair_count(profile) for profile in everyone}
    assert counts[mentor.pk] == 2
