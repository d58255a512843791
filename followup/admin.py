from django.contrib import admin

from followup.models import ClosingReview, DiscordStep, MentoringSession, Mentorship
from mentoring.admin import ReadOnlyAdmin


@admin.register(Mentorship)
class MentorshipAdmin(ReadOnlyAdmin):
    people = ["mentor.person", "mentee.person"]
    list_display = ["reference", "state", "mentor", "mentee", "coordinator", "started_on", "planned_end_on"]
    list_filter = ["state", "channel"]
    list_select_related = ["mentor__person", "mentee__person", "coordinator"]
    search_fields = ["reference", "mentor__person__email", "mentee__person__email"]
    fields = [
        *["reference", "state", "mentor", "mentee", "coordinator", "term", "frequency", "channel"],
        *["started_on", "planned_end_on", "paused_until", "ended_on", "end_reason"],
    ]


@admin.register(MentoringSession)
class MentoringSessionAdmin(ReadOnlyAdmin):
    """When and where; what people write to each other stays theirs."""

    people = ["mentorship.mentor.person", "mentorship.mentee.person"]
    list_display = ["public_id", "mentorship", "state", "starts_at", "ends_at", "channel"]
    list_filter = ["state", "channel"]
    list_select_related = ["mentorship"]
    search_fields = ["public_id", "mentorship__reference"]
    fields = ["public_id", "mentorship", "state", "starts_at", "ends_at", "channel", "sequence", "planned_at"]


@admin.register(DiscordStep)
class DiscordStepAdmin(ReadOnlyAdmin):
    people = ["person"]
    list_display = ["person", "step", "ticked_at"]
    list_filter = ["step"]
    list_select_related = ["person"]
    search_fields = ["person__email"]


@admin.register(ClosingReview)
class ClosingReviewAdmin(ReadOnlyAdmin):
    people = ["author"]
    list_display = ["mentorship", "author", "recommendation", "another", "is_quote_public", "created_at"]
    list_filter = ["another", "is_quote_public"]
    list_select_related = ["mentorship", "author"]
    search_fields = ["mentorship__reference", "author__email"]
