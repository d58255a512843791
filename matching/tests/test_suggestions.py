import numpy as np
import pytest

from applications.tests.factories import ProfileFactory
from matching.services import suggestions
from matching.tests.factories import ExclusionFactory, ProposalFactory


def pools(seed):
    random = np.random.default_rng(seed)
    shape = random.integers(1, 40), random.integers(1, 30)
    return np.where(random.random(shape) < 0.8, random.integers(500_000, 1_000_000, shape), -1)


@pytest.mark.parametrize("seed", range(40))
def test_dealt_lists_serve_everyone(seed):
    scores, size = pools(seed), 5
    lists = suggestions.deal(scores, size)
    counts = np.bincount([row for chosen in lists for row in chosen], minlength=len(scores))
    for column, chosen in enumerate(lists):
        assert len(chosen) == len(set(chosen)) <= size
        assert all(scores[row, column] >= 0 for row in chosen)
        if (scores[:, column] >= 0).any():
            assert scores[chosen[0], column] == scores[:, column].max()
    total = np.minimum((scores >= 0).sum(0), size).sum()
    hub = (scores.argmax(0)[:, None] == np.arange(len(scores))).sum(0) if scores.size else 0
    assert (counts <= np.maximum(np.ceil(1.5 * total / len(scores)), np.maximum(1, hub))).all()
    if total >= len(scores) * 2:
        assert (counts[(scores >= 0).any(1)] > 0).all()


def test_an_empty_table_deals_nothing():
    assert suggestions.deal(np.empty((0, 3), int), 5) == [[], [], []]
    assert suggestions.deal(np.full((2, 1), -1), 5) == [[]]


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
    with django_assert_num_queries(17):
        assert len(suggestions.suggestions_for(mentor)) == min(number, 10)
