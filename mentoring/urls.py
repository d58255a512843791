"""The address book. Each app keeps its own urls.py; the ground imports no floor, it mounts them by name."""

from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("", include("mentoring.public_urls")),
    path("", include("mentoring.account_urls")),
    path("pilotage/reglages/", include("mentoring.settings_urls")),
    path("", include("followup.urls_news")),
    path("", include("mentoring.mail.urls")),
    path("", include("applications.urls")),
    path("", include("matching.urls")),
    path("", include("followup.urls")),
    path("admin/", admin.site.urls),
]
