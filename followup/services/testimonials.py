"""The sentences people let us show: as they were written, in an order, for as long as they agree."""

from django.db import transaction
from django.utils.translation import gettext as _

from followup.models import ClosingReview, Mentorship
from mentoring.audit import record
from mentoring.models import NotAllowed, Programme, Quote
from mentoring.moves import lock

# What the team does to them.
TRANSITIONS = ("publish_quote", "unpublish_quote", "move_quote")


def agreed():
    """The reviews whose sentence may be shown, the newest first."""
    return (
        ClosingReview.objects.of_ended_pairs()
        .filter(is_quote_public=True)
        .select_related("author", "mentorship__mentor", "mentorship__mentee")
        .order_by("-created_at", "-pk")
    )


def published():
    """[(quote, its review)] in the order of the home page."""
    quotes = list(Quote.objects.select_related("author"))
    reviews = {review.reference: review for review in agreed().filter(pk__in=map(review_pk, quotes))}
    return [(quote, reviews[quote.source]) for quote in quotes if quote.source in reviews]


def waiting():
    """The reviews that could be published and are not."""
    return agreed().exclude(pk__in=[review_pk(quote) for quote in Quote.objects.all()])


def review_pk(quote):
    return int(quote.source.partition(":")[2])


def standing(mentorship, person):
    """Of this person's own sentence: "published", "agreed" while it is not shown, "" when it may not be."""
    review = mentorship.closing_reviews.filter(author=person, is_quote_public=True).first()
    if review is None:
        return ""
    return "published" if Quote.objects.filter(source=review.reference).exists() else "agreed"


@transaction.atomic
def publish(review, *, by):
    """Show the sentence last. Already shown, it stays where it is.

    Raises NotAllowed without its author's consent, before the pair is over, or when three are shown.
    """
    Programme.held()
    current = lock(review)
    if not current.is_quote_public or current.mentorship.state not in Mentorship.OVER:
        raise NotAllowed(_("Cette phrase n’est pas publiable : son auteur n’est plus d’accord."))
    if Quote.objects.filter(source=current.reference).exists():
        return
    number = Quote.objects.count()
    if number >= Quote.MOST:
        raise NotAllowed(_("Trois phrases sont déjà publiées : retirez-en une d’abord."))
    Quote.objects.create(
        source=current.reference,
        author=current.author,
        role=current.mentorship.profile_of(current.author).kind,
        text=current.quote,
        position=number + 1,
    )
    record(current, "publish_quote", by=by)


@transaction.atomic
def unpublish(review, *, by):
    """Take the sentence off the home page; it may be shown again. Nothing to do when it is not shown."""
    Programme.held()
    if Quote.objects.filter(source=review.reference).delete()[0]:
        put_in_order(list(Quote.objects.all()))
        record(review, "unpublish_quote", by=by)


@transaction.atomic
def shift(review, step, *, by):
    """Show the sentence one place earlier (-1) or later (1); at either end it stays where it is."""
    Programme.held()
    rows = list(Quote.objects.all())
    place = next((place for place, row in enumerate(rows) if row.source == review.reference), None)
    if place is None or not 0 <= place + step < len(rows):
        return
    rows[place], rows[place + step] = rows[place + step], rows[place]
    put_in_order(rows)
    record(review, "move_quote", by=by, position=place + step + 1)


def put_in_order(rows):
    for position, row in enumerate(rows, 1):
        row.position = position
        row.save(update_fields=["position"])


@transaction.atomic
def withdraw(mentorship, person):
    """This person takes their consent back: their sentence is shown no more, from this moment on."""
    Programme.held()
    review = mentorship.closing_reviews.filter(author=person, is_quote_public=True).first()
    if review is None:
        return
    unpublish(review, by=person)
    review.is_quote_public = False
    review.save(update_fields=["is_quote_public"])
    record(review, "withdraw_quote", by=person)
