"""`/compte/donnees/`: what we hold of a person, and how they take it or erase it."""

from django.urls import path

from followup.views import privacy

DATA = "compte/donnees/"

urlpatterns = [
    path(DATA, privacy.my_data, name="my_data"),
    path(f"{DATA}consultations/", privacy.data_looks, name="data_looks"),
    path(f"{DATA}export/<slug:public_id>/", privacy.data_export, name="data_export"),
    path(f"{DATA}suppression/", privacy.data_deletion, name="data_deletion"),
    path(f"{DATA}suppression/annuler/", privacy.data_deletion_cancel, name="data_deletion_cancel"),
]
