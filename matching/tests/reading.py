"""What tests read back: what a proposal wrote to people and to the log, what a page says."""

import numpy as np
from django.urls import reverse
from django.utils import timezone

from applications.models import Profile
from matching.core import rules, scoring
from matching.core.pairs import Grid
from matching.core.pool import encoded
from matching.models import Features, Proposal
from matching.services import features, pool, settings, tokens
from mentoring.mail.models import Email
from mentoring.models import Event, Programme


def letters(proposal):
    """[(kind, recipient's pk)] still to leave, in order of writing."""
    return list(
        Email.objects.filter(reference=proposal.reference, state="scheduled")
        .order_by("pk")
        .values_list("kind", "recipient")
    )


def transitions(thing):
    return list(
        Event.objects.filter(reference=thing.reference).order_by("pk").values_list("transition", flat=True)
    )


def fresh(proposal):
    return Proposal.objects.get(pk=proposal.pk)


def letters_left(**fields):
    """Pretend the outbox was drained: everything scheduled has been sent."""
    Email.objects.filter(state="scheduled", **fields).update(state="sent", sent_at=timezone.now())


def in_mode(mode):
    Programme.objects.update(mode=mode)


def of_person(mentor, mentee, name="suggestion"):
    """The address of a page about `mentee` as `mentor` is given it."""
    return reverse(name, args=[tokens.token_for(mentor, mentee)])


def text_of(answer):
    return answer.content.decode()


def assert_packed_as_facts():
    """Whoever takes part scores and is barred from their bytes exactly as from their facts, and no bytes are
    missing."""
    assert not Profile.objects.exclude(features.IS_GOOD).exists()
    assert Features.objects.count() == Profile.objects.count()
    people = pool.in_programme()
    crowds = features.mentees(pool.without_a_mentor(people)), features.mentors(people)
    packed = Grid(*features.pools(features.catalogue(), *crowds))
    sides = pool.mentees(pool.without_a_mentor(people)), pool.mentors(people)
    read = Grid(*encoded(*(side.facts for side in sides)))
    places = [
        np.argsort(crowd.keys)[np.searchsorted(np.sort(crowd.keys), [row.pk for row in side.profiles])]
        for crowd, side in zip(crowds, sides, strict=True)
    ]
    assert min(packed.shape) > 1
    assert packed.shape == read.shape
    one, other = (scoring.evaluate(pairs, settings.current()[1]) for pairs in (packed, read))
    assert (one.q[np.ix_(*places)] == other.q).all()
    excluded = pool.exclusions()
    found, expected = rules.masks(packed, one, excluded), rules.masks(read, other, excluded)
    for rule, mask in expected.items():
        assert (found[rule][np.ix_(*places)] == mask).all(), rule
