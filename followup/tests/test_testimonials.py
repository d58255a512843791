"""Sentences on the home page: with consent, in order, gone the moment their author says so."""

import pytest
from django.db import IntegrityError

from followup.models import ClosingReview
from followup.services import testimonials
from followup.tests.factories import ClosingReviewFactory, MentorshipFactory
from mentoring.models import Event, NotAllowed, Quote
from mentoring.tests.factories import QuoteFactory

pytestmark = pytest.mark.django_db


def said(text, **options):
    state = options.pop("state", "completed")
    pair = MentorshipFactory(**{state: True})
    return ClosingReviewFactory(mentorship=pair, quote=text, **{"is_quote_public": True} | options)


def shown():
    return list(Quote.objects.values_list("text", flat=True))


def test_three_in_order(awa):
    one, two, three, four = (said(text) for text in ("Un", "Deux", "Trois", "Quatre"))
    for review in (one, two, three, one):
        testimonials.publish(review, by=awa)
    with pytest.raises(NotAllowed, match="Trois phrases"):
        testimonials.publish(four, by=awa)
    testimonials.shift(three, -1, by=awa)
    testimonials.shift(one, -1, by=awa)
    testimonials.shift(two, 1, by=awa)
    testimonials.shift(four, 1, by=awa)
    assert shown() == ["Un", "Trois", "Deux"]
    testimonials.unpublish(one, by=awa)
    testimonials.unpublish(one, by=awa)
    testimonials.publish(four, by=awa)
    assert shown() == ["Trois", "Deux", "Quatre"]
    assert list(Quote.objects.values_list("position", flat=True)) == [1, 2, 3]
    assert [review for _quote, review in testimonials.published()] == [three, two, four]
    assert list(testimonials.waiting()) == [one]
    done = Event.objects.filter(actor=awa).order_by("pk").values_list("transition", flat=True)
    assert list(done) == ["publish_quote"] * 3 + ["move_quote", "unpublish_quote", "publish_quote"]


@pytest.mark.parametrize("options", [{"is_quote_public": False}, {"state": "closing"}])
def test_not_without_consent_nor_before_the_end(awa, options):
    review = said("Un", **options)
    assert review not in testimonials.agreed()
    with pytest.raises(NotAllowed):
        testimonials.publish(review, by=awa)
    assert shown() == []


def test_an_author_takes_it_back(awa):
    one, two = said("Un", state="ended_early"), said("Deux")
    for review in (one, two):
        testimonials.publish(review, by=awa)
    assert testimonials.standing(one.mentorship, one.author) == "published"
    assert testimonials.standing(one.mentorship, one.mentorship.mentor.person) == ""
    for _time in range(2):
        testimonials.withdraw(one.mentorship, one.author)
    assert shown() == ["Deux"]
    assert Quote.objects.get().position == 1
    assert ClosingReview.objects.get(pk=one.pk).quote == "Un"
    assert testimonials.standing(one.mentorship, one.author) == ""
    events = Event.objects.filter(reference=one.reference, actor=one.author).order_by("pk")
    assert [event.transition for event in events] == ["unpublish_quote", "withdraw_quote"]
    one.refresh_from_db()
    with pytest.raises(NotAllowed):
        testimonials.publish(one, by=awa)


def test_one_who_agrees_and_is_not_shown(awa):
    review = said("Un")
    assert testimonials.standing(review.mentorship, review.author) == "agreed"


@pytest.mark.parametrize(
    ("constraint", "wrong"),
    [
        ("quote_has_one_of_three_places", {"position": 0}),
        ("quote_has_one_of_three_places", {"position": 4}),
        ("quote_says_something", {"text": ""}),
    ],
)
def test_what_one_row_can_state(constraint, wrong):
    with pytest.raises(IntegrityError, match=constraint):
        QuoteFactory(**wrong)


def test_a_sentence_is_shown_once():
    first = QuoteFactory()
    with pytest.raises(IntegrityError):
        QuoteFactory(source=first.source)
