"""To look at: the catalogue, requests and profiles live on the coordination's pages."""

from django.contrib import admin
from django.urls import reverse

from applications.models import (
    Application,
    Campus,
    Domain,
    DraftStep,
    Formation,
    IgnoredWord,
    InternalNote,
    Profile,
    ProfileDomain,
    ProfileSkill,
    Skill,
    SoftSkill,
    SupervisedCohort,
)
from applications.services.catalogue.lists import LISTS
from mentoring.admin import ReadOnlyAdmin


class CatalogueAdmin(ReadOnlyAdmin):
    """Rows answers point to. They change on the pages of settings, which keep their rules and their history:
    « Voir sur le site » leads there."""

    ordering = ["position", "label"]
    search_fields = ["code", "label"]
    list_filter = ["is_active"]

    def view_on_site(self, obj):
        [slug] = [one.slug for one in LISTS.values() if one.model is self.model]
        return reverse("catalogue_row", args=[slug, obj.code])


@admin.register(Campus)
class CampusAdmin(CatalogueAdmin):
    list_display = ["label", "region", "timezone", "position", "is_active"]


@admin.register(Formation)
class FormationAdmin(CatalogueAdmin):
    list_display = ["label", "family", "position", "is_active"]
    list_filter = ["family", "is_active"]


@admin.register(Domain)
class DomainAdmin(CatalogueAdmin):
    list_display = ["label", "hint", "position", "is_active"]


@admin.register(Skill)
class SkillAdmin(CatalogueAdmin):
    list_display = ["label", "category", "position", "is_active"]
    list_filter = ["category", "is_active"]
    list_select_related = ["merged_into"]


@admin.register(SoftSkill)
class SoftSkillAdmin(CatalogueAdmin):
    list_display = ["label", "position", "is_active"]


@admin.register(IgnoredWord)
class IgnoredWordAdmin(ReadOnlyAdmin):
    list_display = ["word"]
    search_fields = ["word"]


@admin.register(Application)
class ApplicationAdmin(ReadOnlyAdmin):
    people = ["person"]
    list_display = ["reference", "kind", "state", "person", "submitted_at", "due_on", "assigned_to"]
    list_filter = ["state", "kind"]
    list_select_related = ["person", "assigned_to"]
    search_fields = ["reference", "person__email", "person__last_name"]
    date_hierarchy = "submitted_at"
    fields = [
        *["reference", "kind", "state", "person", "started_at", "submitted_at", "due_on"],
        *["assigned_to", "decided_by", "state_changed_at"],
    ]


@admin.register(Profile)
class ProfileAdmin(ReadOnlyAdmin):
    people = ["person"]
    list_display = ["public_id", "kind", "state", "person", "opened_at", "paused_until", "updated_at"]
    list_filter = ["state", "kind"]
    list_select_related = ["person"]
    search_fields = ["public_id", "person__email", "person__last_name"]
    date_hierarchy = "opened_at"
    fields = [
        "public_id",
        "kind",
        "state",
        "person",
        "application",
        "opened_at",
        "paused_until",
        "updated_at",
    ]


@admin.register(DraftStep)
class DraftStepAdmin(ReadOnlyAdmin):
    """How far a draft is; what it says is its author's until it is sent."""

    people = ["application.person"]
    list_display = ["application", "step", "is_complete", "saved_at"]
    list_filter = ["step", "is_complete"]
    list_select_related = ["application"]
    search_fields = ["application__reference", "application__person__email"]
    fields = ["application", "step", "is_complete", "saved_at"]


@admin.register(InternalNote)
class InternalNoteAdmin(ReadOnlyAdmin):
    people = ["application.person"]
    list_display = ["application", "author", "created_at"]
    list_select_related = ["application", "author"]
    search_fields = ["application__reference", "author__email"]
    date_hierarchy = "created_at"


class AnswerAdmin(ReadOnlyAdmin):
    """A row of somebody's answers that matching reads."""

    people = ["profile.person"]
    search_fields = ["profile__public_id", "profile__person__email"]


@admin.register(ProfileDomain)
class ProfileDomainAdmin(AnswerAdmin):
    list_display = ["profile", "domain", "rank"]
    list_filter = ["domain", "rank"]
    list_select_related = ["profile__person", "domain"]


@admin.register(ProfileSkill)
class ProfileSkillAdmin(AnswerAdmin):
    list_display = ["profile", "skill", "level", "is_priority"]
    list_filter = ["level", "is_priority"]
    list_select_related = ["profile__person", "skill"]


@admin.register(SupervisedCohort)
class SupervisedCohortAdmin(AnswerAdmin):
    list_display = ["profile", "formation", "campus", "year"]
    list_filter = ["formation", "campus"]
    list_select_related = ["profile__person", "formation", "campus"]
