"""The superuser’s back room. What has a life of its own is looked at here and changed by its services; what
is edited here is who may do what."""

from importlib import import_module

from allauth.account.decorators import secure_admin_login
from allauth.mfa.models import Authenticator
from django.contrib import admin
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from mentoring import programme, reasons, team
from mentoring.audit import record, saw
from mentoring.models import (
    AccessLog,
    CharterText,
    Event,
    HelpRequest,
    Programme,
    PublicFigures,
    Quote,
    ReasonWording,
    User,
)
from mentoring.searching import fold

# Signing in here is signing in anywhere: the same limits, the same second factor.
admin.site.login = secure_admin_login(admin.site.login)
# What the packages keep (addresses, keys, tokens, sessions, groups) is its owner's: an address added here
# would open somebody's account. They register their tables by themselves; it is taken back.
ALLAUTH = ("account", "mfa", "socialaccount", "usersessions")
PACKAGES = ("django.contrib.auth", *(f"allauth.{name}" for name in ALLAUTH))
for package in PACKAGES:
    import_module(f"{package}.admin")
admin.site.unregister([model for model in admin.site._registry if model.__module__.startswith(PACKAGES)])
RIGHTS = ("is_coordinator", "is_staff", "is_superuser", "is_active")
admin.site.site_header = admin.site.site_title = _("Administration de Binôme")


class KeptAdmin(admin.ModelAdmin):
    """Rows made elsewhere: they may be edited, never added or deleted."""

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


class ReadOnlyAdmin(KeptAdmin):
    """To look at. `people` are the attributes that lead to whose file it is: each look leaves a trace."""

    people = ()
    # Two counts of millions of rows for « 25 sur 1 250 000 » are one too many.
    show_full_result_count = False
    list_per_page = 50

    def has_change_permission(self, request, obj=None):
        return False

    def get_object(self, request, object_id, from_field=None):
        found = super().get_object(request, object_id, from_field)
        for path in self.people if found else ():
            person = found
            for name in path.split("."):
                person = person and getattr(person, name)
            if person:
                saw(request.user, person, f"admin {self.model._meta.model_name}")
        return found


@admin.register(Programme)
class ProgrammeAdmin(ReadOnlyAdmin):
    """It changes among the settings, on pages that keep its rules and its history: « Voir sur le site » leads
    there."""

    list_display = ["name", "mode", "is_mentor_side_open", "is_mentee_side_open"]
    fields = ["mode", *programme.FIELDS, "charter_version", "charter_published_on"]

    def view_on_site(self, obj):
        return reverse("programme_settings")


@admin.register(User)
class UserAdmin(KeptAdmin):
    """People come by signing in and leave by asking: here one says who coordinates and who is shut out. Their
    time zone is their own choice among those that exist."""

    list_display = [
        "email",
        "first_name",
        "last_name",
        "is_coordinator",
        "is_staff",
        "is_active",
        "last_login",
    ]
    list_filter = ["is_coordinator", "is_staff", "is_superuser", "is_active"]
    search_fields = ["email", "plain_name", "public_id"]
    ordering = ["-date_joined"]
    readonly_fields = ["public_id", "email", "timezone", "last_login", "date_joined", "merged_into"]
    fieldsets = [
        (None, {"fields": ["email", "first_name", "last_name", "phone", "timezone"]}),
        (_("Rôles"), {"fields": RIGHTS}),
        (_("Repères"), {"fields": ["public_id", "date_joined", "last_login", "merged_into"]}),
    ]

    def get_search_results(self, request, queryset, search_term):
        return super().get_search_results(request, queryset, fold(search_term))

    def save_model(self, request, obj, form, change):
        """Rights are kept as they were and are; of a name or a number, that it changed."""
        super().save_model(request, obj, form, change)
        if form.changed_data:
            before, after = (
                {name: said[name] for name in RIGHTS} for said in (form.initial, form.cleaned_data)
            )
            record(
                team.Member(obj),
                "edit_account",
                by=request.user,
                before=before,
                after=after,
                changed=form.changed_data,
            )


@admin.register(Event)
class EventAdmin(ReadOnlyAdmin):
    list_display = ["at", "actor", "reference", "transition", "from_state", "to_state"]
    list_filter = ["transition"]
    list_select_related = ["actor"]
    search_fields = ["reference", "actor__email"]
    date_hierarchy = "at"


@admin.register(AccessLog)
class AccessLogAdmin(ReadOnlyAdmin):
    list_display = ["at", "reader", "person", "page"]
    list_filter = ["page"]
    list_select_related = ["reader", "person"]
    search_fields = ["reader__email", "person__email"]
    date_hierarchy = "at"


@admin.register(HelpRequest)
class HelpRequestAdmin(ReadOnlyAdmin):
    people = ["person"]
    list_display = ["reference", "kind", "subject", "state", "created_at"]
    list_filter = ["state", "kind"]
    search_fields = ["reference", "email"]
    date_hierarchy = "created_at"
    fields = ["reference", "kind", "subject", "state", "person", "about", "email", "created_at", "closed_at"]


@admin.register(PublicFigures)
class PublicFiguresAdmin(ReadOnlyAdmin):
    list_display = ["computed_at", "pairs_formed", "sessions_held", "useful_in_ten", "ready_mentors"]


@admin.register(CharterText)
class CharterTextAdmin(ReadOnlyAdmin):
    list_display = ["version", "published_on", "author", "written_at"]
    search_fields = ["version", "text"]
    list_select_related = ["author"]


@admin.register(Quote)
class QuoteAdmin(ReadOnlyAdmin):
    people = ["author"]
    list_display = ["position", "author", "role", "text", "published_at"]
    list_filter = ["role"]
    list_select_related = ["author"]
    search_fields = ["author__email", "text"]


@admin.register(ReasonWording)
class ReasonWordingAdmin(ReadOnlyAdmin):
    """Each by the words in force: those of origin where the team changed the message alone."""

    list_display = ["list", "code", "words", "is_active"]
    list_filter = ["list"]
    search_fields = ["code", "label"]

    @admin.display(description=_("libellé"), ordering="label")
    def words(self, row):
        return row.label or reasons.original_label(row.list, row.code)


@admin.register(Authenticator)
class AuthenticatorAdmin(admin.ModelAdmin):
    """A lost second factor is removed here, so that its owner can set another; what it holds is not shown."""

    list_display = ["user", "type", "created_at", "last_used_at"]
    list_select_related = ["user"]
    search_fields = ["user__email"]
    fields = ["user", "type", "created_at", "last_used_at"]

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False
