"""`/pilotage/reglages/`: the list of all settings, and the ground's own; each floor mounts its own."""

from django.urls import path

from mentoring.views import settings

urlpatterns = [
    path("", settings.settings, name="settings"),
    path("programme/", settings.programme, name="programme_settings"),
]
