"""« Créer un binôme »: whom a person may be paired with by hand, and what stands in the way."""

from applications.options import Kind
from followup.services import people_list
from matching.services import by_hand, ranking, seats

MOST_FOUND = 12


def sides_of(person):
    """The profiles this person may be paired by, those without a pair first."""
    profiles = person.profiles.select_related("person", "application", "formation", "campus").order_by("kind")
    found = [one for one in profiles if seats.is_open(one)]
    counts = people_list.pairs_of(found)
    return sorted(found, key=lambda one: counts[one.pk] > 0)


def search(profile, query):
    """[{"one": Candidate, "mentor", "mentee"}] of the other side, by name, whatever the rules say."""
    is_mentor = profile.kind == Kind.MENTOR
    return [
        {
            "one": one,
            "mentor": profile if is_mentor else one.profile,
            "mentee": one.profile if is_mentor else profile,
        }
        for one in ranking.Board().found(profile, query, MOST_FOUND)
    ]


def preview(mentor, mentee):
    """What the page of two people says before they become a pair."""
    explained, refusal = by_hand.refusal(mentor, mentee)
    return {
        "mentor": mentor,
        "mentee": mentee,
        "points": explained.points,
        "band": explained.band,
        "refusal": refusal,
        "reasons": explained.reasons(),
        "cautions": [*explained.warnings(), *explained.weak_points()],
        "places": seats.places_left(mentor, pairs_only=True),
    }
