from django.contrib import admin

from matching.models import Exclusion, Features, LeftOut, MatchingSettings, Proposal, Run, RunPair, RunPrices
from mentoring.admin import ReadOnlyAdmin

BOTH = ["mentor.person", "mentee.person"]


@admin.register(Proposal)
class ProposalAdmin(ReadOnlyAdmin):
    people = BOTH
    list_display = ["reference", "state", "mentor", "mentee", "created_at", "answer_by"]
    list_filter = ["state", "is_interest"]
    list_select_related = ["mentor__person", "mentee__person"]
    search_fields = ["reference", "mentor__person__email", "mentee__person__email"]
    date_hierarchy = "created_at"
    fields = [
        *["reference", "state", "mentor", "mentee", "is_interest", "score", "created_by", "created_at"],
        *["answer_by", "mentor_accepted_at", "mentee_accepted_at", "ended_at"],
    ]


@admin.register(Exclusion)
class ExclusionAdmin(ReadOnlyAdmin):
    people = BOTH
    list_display = ["mentor", "mentee", "reason", "until", "created_at", "lifted_at"]
    list_filter = ["reason"]
    list_select_related = ["mentor__person", "mentee__person"]
    search_fields = ["mentor__person__email", "mentee__person__email"]
    date_hierarchy = "created_at"
    fields = ["mentor", "mentee", "reason", "until", "created_by", "created_at", "lifted_at", "lifted_by"]


@admin.register(MatchingSettings)
class MatchingSettingsAdmin(ReadOnlyAdmin):
    """Versions are only ever added, by the page that previews what they change."""

    list_display = ["created_at", "author", "reason", "floor"]
    list_select_related = ["author"]
    search_fields = ["author__email", "reason"]


@admin.register(Run)
class RunAdmin(ReadOnlyAdmin):
    list_display = ["reference", "state", "created_by", "created_at", "pair_count", "left_out_count"]
    list_filter = ["state"]
    list_select_related = ["created_by"]
    search_fields = ["reference"]
    date_hierarchy = "created_at"


@admin.register(RunPair)
class RunPairAdmin(ReadOnlyAdmin):
    people = BOTH
    list_display = ["run", "mentor", "mentee", "score", "sent_at"]
    list_select_related = ["run", "mentor__person", "mentee__person"]
    search_fields = ["run__reference", "mentor__person__email", "mentee__person__email"]


@admin.register(LeftOut)
class LeftOutAdmin(ReadOnlyAdmin):
    people = ["mentee.person"]
    list_display = ["run", "mentee", "code", "rule"]
    list_filter = ["code"]
    list_select_related = ["run", "mentee__person"]
    search_fields = ["run__reference", "mentee__person__email"]


@admin.register(RunPrices)
class RunPricesAdmin(ReadOnlyAdmin):
    list_display = ["run"]
    list_select_related = ["run"]
    search_fields = ["run__reference"]


@admin.register(Features)
class FeaturesAdmin(ReadOnlyAdmin):
    people = ["profile.person"]
    list_display = ["profile", "layout", "updated_at"]
    list_select_related = ["profile__person"]
    search_fields = ["profile__person__email"]
    fields = ["profile", "layout", "updated_at"]
