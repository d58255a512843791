"""The charter: its next version for the coordination, its signature for people who take part."""

from django.urls import path

from followup.views import charter

SETTINGS = "pilotage/reglages/charte/"

urlpatterns = [
    path("espace/charte/", charter.charter_sign, name="charter_sign"),
    path(SETTINGS, charter.charter_settings, name="charter_settings"),
    path(f"{SETTINGS}publier/", charter.charter_publish, name="charter_publish"),
    path(f"{SETTINGS}supprimer/", charter.charter_discard, name="charter_discard"),
    path(f"{SETTINGS}versions/<slug:version>/", charter.charter_version, name="charter_version"),
]
