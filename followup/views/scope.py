"""What a reader may see of pairs: their own. A stranger's pair does not exist."""

from django.shortcuts import get_object_or_404

from followup.models import MentoringSession, Mentorship


def own_pair(request, reference):
    return get_object_or_404(Mentorship.objects.of(request.user).with_people(), reference=reference)


def own_session(request, reference, public_id):
    rows = MentoringSession.objects.filter(mentorship__in=Mentorship.objects.of(request.user))
    return get_object_or_404(rows.with_people(), mentorship__reference=reference, public_id=public_id)
