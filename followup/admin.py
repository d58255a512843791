from django.contrib import admin
from django.db import models

from followup.models import (
    AccountDeletion,
    Alert,
    CalendarFeed,
    Certificate,
    CheckIn,
    ClosingReview,
    DataExport,
    DiscordStep,
    Goal,
    InactivityNotice,
    MentoringSession,
    Mentorship,
    NewsCampaign,
    PairNote,
    SessionFeedback,
    Workshop,
    WorkshopInterest,
    WorkshopRegistration,
)
from followup.reasons import of_pair
from mentoring import reasons
from mentoring.admin import ReadOnlyAdmin


@admin.register(Mentorship)
class MentorshipAdmin(ReadOnlyAdmin):
    people = ["mentor.person", "mentee.person"]
    list_display = ["reference", "state", "mentor", "mentee", "coordinator", "started_on", "planned_end_on"]
    list_filter = ["state", "channel"]
    list_select_related = ["mentor__person", "mentee__person", "coordinator"]
    search_fields = ["reference", "mentor__person__email", "mentee__person__email"]
    date_hierarchy = "started_on"
    fields = [
        *["reference", "state", "mentor", "mentee", "coordinator", "term", "frequency", "channel"],
        *["started_on", "planned_end_on", "paused_until", "ended_on", "why_it_ends"],
    ]

    @admin.display(description=Mentorship._meta.get_field("end_reason").verbose_name)
    def why_it_ends(self, pair):
        return of_pair(pair, reasons.labels())


@admin.register(MentoringSession)
class MentoringSessionAdmin(ReadOnlyAdmin):
    """When and where; what people write to each other stays theirs."""

    people = ["mentorship.mentor.person", "mentorship.mentee.person"]
    list_display = ["public_id", "mentorship", "state", "starts_at", "ends_at", "channel"]
    list_filter = ["state", "channel"]
    list_select_related = ["mentorship"]
    search_fields = ["public_id", "mentorship__reference"]
    date_hierarchy = "starts_at"
    fields = ["public_id", "mentorship", "state", "starts_at", "ends_at", "channel", "sequence", "planned_at"]


@admin.register(SessionFeedback)
class SessionFeedbackAdmin(ReadOnlyAdmin):
    """What was ticked; what was written is for those it was written to."""

    people = ["author"]
    list_display = ["mentoring_session", "author", "took_place", "utility", "is_contact_wanted", "created_at"]
    list_filter = ["took_place", "utility", "is_contact_wanted", "fit"]
    list_select_related = ["mentoring_session__mentorship", "author"]
    search_fields = ["mentoring_session__mentorship__reference", "author__email"]
    date_hierarchy = "created_at"
    exclude = ["shared_text", "team_text"]


@admin.register(Goal)
class GoalAdmin(ReadOnlyAdmin):
    people = ["mentorship.mentor.person", "mentorship.mentee.person"]
    list_display = ["mentorship", "state", "updated_by", "created_at", "updated_at"]
    list_filter = ["state"]
    list_select_related = ["mentorship", "updated_by"]
    search_fields = ["mentorship__reference"]
    fields = ["mentorship", "state", "updated_by", "created_at", "updated_at"]


@admin.register(CalendarFeed)
class CalendarFeedAdmin(ReadOnlyAdmin):
    """Who has an address; the address itself is its owner's."""

    people = ["person"]
    list_display = ["person", "created_at"]
    list_select_related = ["person"]
    search_fields = ["person__email"]
    fields = ["person", "created_at"]


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
    list_display = [
        *["mentorship", "author", "recommendation", "another", "is_quote_public", "created_at", "read_at"]
    ]
    list_filter = ["another", "is_quote_public", ("read_at", admin.EmptyFieldListFilter)]
    list_select_related = ["mentorship", "author"]
    search_fields = ["mentorship__reference", "author__email"]
    date_hierarchy = "created_at"


@admin.register(Certificate)
class CertificateAdmin(ReadOnlyAdmin):
    people = ["person"]
    list_display = ["code", "mentorship", "person", "role", "sessions", "hours", "issued_on", "replaced_at"]
    list_filter = ["role"]
    list_select_related = ["mentorship", "person"]
    search_fields = ["code", "mentorship__reference", "person__email"]
    date_hierarchy = "issued_on"


@admin.register(CheckIn)
class CheckInAdmin(ReadOnlyAdmin):
    people = ["person"]
    list_display = ["mentorship", "number", "person", "state", "due_on", "going", "rhythm"]
    list_filter = ["state", "going", "rhythm"]
    list_select_related = ["mentorship", "person"]
    search_fields = ["mentorship__reference", "person__email"]
    date_hierarchy = "due_on"


@admin.register(PairNote)
class PairNoteAdmin(ReadOnlyAdmin):
    list_display = ["created_at", "mentorship", "author"]
    list_select_related = ["mentorship", "author"]
    search_fields = ["mentorship__reference", "author__email"]
    date_hierarchy = "created_at"


@admin.register(NewsCampaign)
class NewsCampaignAdmin(ReadOnlyAdmin):
    """Written, sent and taken back on the team's own page."""

    list_display = ["reference", "state", "subject", "audience", "by", "sent_at", "recipients"]
    list_filter = ["state", "audience"]
    list_select_related = ["by"]
    search_fields = ["reference", "subject"]


@admin.register(Workshop)
class WorkshopAdmin(ReadOnlyAdmin):
    """Opened, changed and cancelled on the team's own page."""

    list_display = ["reference", "state", "starts_at", "capacity", "host"]
    list_filter = ["state"]
    list_select_related = ["host"]
    search_fields = ["reference", "host__email"]
    date_hierarchy = "starts_at"

    def formfield_for_dbfield(self, db_field, request, **options):
        if isinstance(db_field, models.URLField):
            options["assume_scheme"] = "https"
        return super().formfield_for_dbfield(db_field, request, **options)


@admin.register(WorkshopRegistration)
class WorkshopRegistrationAdmin(ReadOnlyAdmin):
    people = ["person"]
    list_display = ["workshop", "person", "state", "asked_at"]
    list_filter = ["state"]
    list_select_related = ["workshop", "person"]
    search_fields = ["workshop__reference", "person__email"]


@admin.register(WorkshopInterest)
class WorkshopInterestAdmin(ReadOnlyAdmin):
    people = ["person"]
    list_display = ["person", "created_at"]
    list_select_related = ["person"]
    search_fields = ["person__email"]


@admin.register(DataExport)
class DataExportAdmin(ReadOnlyAdmin):
    """When it was asked for; what it holds is its owner's."""

    people = ["person"]
    list_display = ["person", "state", "asked_at", "ready_at", "expires_at"]
    list_filter = ["state"]
    list_select_related = ["person"]
    search_fields = ["person__email"]
    fields = ["public_id", "person", "state", "asked_at", "ready_at", "expires_at"]

    def get_queryset(self, request):
        return super().get_queryset(request).defer("content")


@admin.register(AccountDeletion)
class AccountDeletionAdmin(ReadOnlyAdmin):
    people = ["person"]
    list_display = ["person", "state", "asked_at", "due_at"]
    list_filter = ["state"]
    list_select_related = ["person"]
    search_fields = ["person__email"]


@admin.register(InactivityNotice)
class InactivityNoticeAdmin(ReadOnlyAdmin):
    people = ["person"]
    list_display = ["person", "sent_at", "kept_at"]
    list_select_related = ["person"]
    search_fields = ["person__email"]


@admin.register(Alert)
class AlertAdmin(ReadOnlyAdmin):
    """What the coordination's page shows, and what is over."""

    people = ["mentorship.mentor.person", "mentorship.mentee.person"]
    list_display = ["mentorship", "rule", "level", "person", "state", "since", "owner"]
    list_filter = ["state", "level", "rule"]
    list_select_related = ["mentorship", "person", "owner"]
    search_fields = ["mentorship__reference", "person__email"]
    date_hierarchy = "since"
    fields = [
        *["mentorship", "rule", "level", "person", "since", "opened_at", "state", "snoozed_until", "owner"],
        *["resolved_by", "note", "closed_at"],
    ]
