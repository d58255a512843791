import pytest

from applications.tests.factories import ProfileFactory
from matching.services import features, suggestions
from matching.tests.factories import ExclusionFactory, ProposalFactory


@pytest.mark.django_db
def test_a_mentor_reads_about_people_still_free(mentor):
    free = ProfileFactory()
    ProposalFactory(mentee=ProfileFactory(), mentor=ProfileFactory(mentor=True))  # asked elsewhere
    ProposalFactory(mentee=ProfileFactory(), draft=True, mentor=ProfileFactory(mentor=True))  # pinned
    ProposalFactory(mentee=ProfileFactory(), accepted=True, mentor=ProfileFactory(mentor=True))
    ProposalFactory(mentee=ProfileFactory(), interest=True, mentor=mentor)  # already said
    ExclusionFactory(mentor=mentor, mentee=ProfileFactory())
    ProfileFactory(is_opted_out=True)
    ProfileFactory(closed=True)
    ProfileFactory(languages=["es"])
    [found] = suggestions.suggestions_for(mentor)
    assert found.mentee == free
    assert found.goal == "Écrire des tests sans y passer la nuit"
    assert len(found.explained.reasons("mentor")) == 3


@pytest.mark.django_db
def test_a_full_or_absent_mentor_reads_about_nobody(mentee):
    full = ProfileFactory(mentor=True, capacity=1)
    ProposalFactory(mentor=full, accepted=True)
    for mentor in (
        full,
        ProfileFactory(mentor=True, closed=True),
        ProfileFactory(mentor=True, is_opted_out=True),
    ):
        assert suggestions.suggestions_for(mentor) == []


@pytest.mark.django_db
@pytest.mark.parametrize("number", [1, 30])
def test_reading_suggestions_costs_the_same_whatever_the_pool(mentor, number, django_assert_num_queries):
    ProfileFactory.create_batch(number)
    features.write_missing()
    with django_assert_num_queries(25):
        assert len(suggestions.suggestions_for(mentor)) == min(number, 10)
