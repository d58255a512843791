from django.contrib import admin

from mentoring.admin import ReadOnlyAdmin

from .models import Email, EmailText, Preference


@admin.register(Email)
class EmailAdmin(ReadOnlyAdmin):
    """The mechanics of the outbox; the journal shows the words, with codes and signed links masked."""

    people = ["recipient"]
    list_display = ["created_at", "kind", "category", "to_address", "state", "attempts", "next_attempt_at"]
    list_filter = ["state", "category", "kind"]
    search_fields = ["public_id", "to_address", "reference"]
    date_hierarchy = "created_at"
    exclude = ["subject", "text", "html", "attachments"]


@admin.register(Preference)
class PreferenceAdmin(ReadOnlyAdmin):
    people = ["user"]
    list_display = ["user", "is_session_on", "is_follow_up_on", "is_news_on", "muted_until"]
    list_select_related = ["user"]
    list_filter = ["is_session_on", "is_follow_up_on", "is_news_on"]
    search_fields = ["user__email"]


@admin.register(EmailText)
class EmailTextAdmin(ReadOnlyAdmin):
    list_display = ["created_at", "code", "subject", "author"]
    list_filter = ["code"]
    list_select_related = ["author"]
    search_fields = ["code", "subject"]
    date_hierarchy = "created_at"
