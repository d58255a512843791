"""The closing review: each looks back for two minutes; the second of the two concludes the pair."""

from django.db import transaction

from followup.models import ClosingReview, Mentorship
from followup.services import endings
from followup.services.feedback import move_goals
from followup.services.pairs import hold
from matching.services import seats
from mentoring.audit import record


def is_given(mentorship, person):
    return mentorship.closing_reviews.filter(author=person).exists()


def give(mentorship, *, by, goal_states=None, **said):
    """Write one person's review; `said` are fields of ClosingReview. The same person twice gives one.

    Raises NotAllowed when the pair is not at its review.
    """
    with transaction.atomic():
        # The two who finish at the same moment meet here: the second one sees the first's.
        seats.hold_profiles(mentorship.mentor_id, mentorship.mentee_id)
        hold(mentorship, Mentorship.State.CLOSING)
        if found := mentorship.closing_reviews.filter(author=by).first():
            return found
        review = ClosingReview.objects.create(mentorship=mentorship, author=by, **said)
        record(mentorship, "review", by=by)
        move_goals(mentorship, goal_states or {}, by)
        if mentorship.closing_reviews.count() == len(mentorship.people):
            endings.conclude(mentorship, by=by)
        return review
