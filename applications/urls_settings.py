"""`/pilotage/reglages/`: this floor's lists."""

from django.urls import path

from .views import catalogue, skills

SKILLS = "competences/"
LIST = "<catalogue:slug>/"

urlpatterns = [
    path(f"{SKILLS}suggestions/", skills.suggestions, name="skill_suggestions"),
    path(f"{SKILLS}suggestions/rattacher/", skills.attach, name="skill_attach"),
    path(f"{SKILLS}suggestions/ignorer/", skills.ignore, name="skill_ignore"),
    path(f"{SKILLS}<slug:code>/fusionner/", skills.merge, name="skill_merge"),
    path(LIST, catalogue.catalogue, name="catalogue"),
    path(f"{LIST}ajouter/", catalogue.add, name="catalogue_add"),
    path(f"{LIST}<slug:code>/", catalogue.row, name="catalogue_row"),
    path(f"{LIST}<slug:code>/<row_action:action>/", catalogue.act, name="catalogue_act"),
]
