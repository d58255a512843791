"""The closing review: each looks back for two minutes, and the second of the two concludes the pair; then the
team reads both."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from followup.models import ClosingReview, Mentorship
from followup.services import endings
from followup.services.feedback import move_goals
from followup.services.pairs import hold
from matching.services import seats
from mentoring.audit import record
from mentoring.changes import when
from mentoring.models import NotAllowed
from mentoring.moves import lock, snapshot

READ = ("read_at", "read_by")


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


@transaction.atomic
def mark_read(review, *, by):
    """« Relu »: said once for the whole team. Pressed twice, it is once.

    Raises NotAllowed while the pair may still be taken up again, or, naming them, when a colleague was first.
    """
    current = lock(review)
    if current.mentorship.state not in Mentorship.OVER:
        raise NotAllowed(_("Ce binôme n’est pas encore terminé : son bilan se relit après la fin."))
    if current.is_read:
        if current.read_by_id == by.pk:
            return
        raise NotAllowed(read_already(current))
    current.read_at, current.read_by = timezone.now(), by
    current.save(update_fields=READ)
    record(current, "read_review", by=by)


def read_already(review):
    if review.read_by is None:
        return _("Ce bilan a déjà été relu.")
    words = _("{name} a déjà relu ce bilan {when}.")
    return words.format(name=review.read_by, when=when(review.read_at))


@transaction.atomic
def mark_unread(review, *, by):
    """« À relire de nouveau »; nothing to do when it is to be read already."""
    current = lock(review)
    if current.is_read:
        before = snapshot(current, READ)
        current.read_at = current.read_by = None
        current.save(update_fields=READ)
        record(current, "unread_review", by=by, before=before)
