"""The coordination's pages of people."""

from django.urls import path

from followup.views import people, people_merging, people_pairs

PEOPLE = "pilotage/personnes"
PERSON = f"{PEOPLE}/<slug:public_id>/"
TWO = "pilotage/mise-en-relation/paire/<slug:mentor>/<slug:mentee>/"

urlpatterns = [
    path(f"{PEOPLE}/", people.people, name="people"),
    path(f"{PEOPLE}.csv", people.people_csv, name="people_csv"),
    path(PERSON, people.person, name="person"),
    path(f"{PERSON}ecrire/", people.person_write, name="person_write"),
    path(f"{PERSON}exporter/", people.person_export, name="person_export"),
    path(f"{PERSON}binome/", people_pairs.person_pair, name="person_pair"),
    path(f"{PERSON}fusionner/", people_merging.person_merge, name="person_merge"),
    path(f"{PERSON}fusionner/<slug:other>/", people_merging.merge_accounts, name="merge_accounts"),
    path(f"{TWO}former/", people_pairs.by_hand, name="pair_by_hand"),
]
