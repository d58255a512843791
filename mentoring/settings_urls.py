"""`/pilotage/reglages/`: the list of all settings, and the ground's own; each floor mounts its own."""

from django.urls import path

from mentoring.views import reasons, settings

urlpatterns = [
    path("", settings.settings, name="settings"),
    path("programme/", settings.programme, name="programme_settings"),
    path("programme/revenir/", settings.programme_back, name="programme_back"),
    path("motifs/", reasons.reasons, name="reasons"),
    path("motifs/<slug:slug>/<slug:code>/", reasons.reason, name="reason"),
    path("motifs/<slug:slug>/<slug:code>/retablir/", reasons.restore, name="reason_restore"),
    path("motifs/<slug:slug>/<slug:code>/revenir/", reasons.step_back, name="reason_back"),
]
