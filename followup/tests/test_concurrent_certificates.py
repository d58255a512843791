"""Certificates and sentences under several hands at once, on a real PostgreSQL."""

import pytest

from followup.models import Certificate
from followup.services import certificates, testimonials
from followup.tests.factories import ClosingReviewFactory, MentoringSessionFactory, MentorshipFactory
from mentoring.models import Event, Quote
from mentoring.tests.hands import at_once, outcomes

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True, serialized_rollback=True)]
HANDS = 8


def test_eight_clicks_are_one_certificate():
    pair = MentorshipFactory()
    MentoringSessionFactory.create_batch(3, mentorship=pair, held=True)
    nadia = pair.mentor.person
    results = at_once(*[lambda: certificates.issue(pair, nadia, by=nadia)] * HANDS)
    assert outcomes(results) == (HANDS, 0, [])
    assert Certificate.objects.count() == Event.objects.filter(transition="issue").count() == 1


def test_five_sentences_for_three_places():
    reviews = [
        ClosingReviewFactory(mentorship=MentorshipFactory(completed=True), quote=text, is_quote_public=True)
        for text in "ABCDE"
    ]
    acts = [lambda review=review: testimonials.publish(review, by=None) for review in reviews]
    assert outcomes(at_once(*acts)) == (3, 2, [])
    assert list(Quote.objects.values_list("position", flat=True)) == [1, 2, 3]


def test_a_consent_taken_back_while_it_is_published_leaves_nothing_shown():
    review = ClosingReviewFactory(
        mentorship=MentorshipFactory(completed=True), quote="Un déclic", is_quote_public=True
    )
    at_once(
        lambda: testimonials.publish(review, by=None),
        lambda: testimonials.withdraw(review.mentorship, review.author),
    )
    assert not Quote.objects.exists()
