"""The coordination's pages of people."""

from django.urls import path

from followup.views import people

PEOPLE = "pilotage/personnes"
PERSON = f"{PEOPLE}/<slug:public_id>/"

urlpatterns = [
    path(f"{PEOPLE}/", people.people, name="people"),
    path(f"{PEOPLE}.csv", people.people_csv, name="people_csv"),
    path(PERSON, people.person, name="person"),
    path(f"{PERSON}exporter/", people.person_export, name="person_export"),
]
