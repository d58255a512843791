"""`/pilotage/reglages/`: this floor's lists."""

from django.urls import path

from .views import catalogue, reasons, skills

SKILLS = "competences/"
LIST = "<catalogue:slug>/"

urlpatterns = [
    path(f"{SKILLS}suggestions/", skills.suggestions, name="skill_suggestions"),
    path(f"{SKILLS}suggestions/rattacher/", skills.attach, name="skill_attach"),
    path(f"{SKILLS}suggestions/ignorer/", skills.ignore, name="skill_ignore"),
    path(f"{SKILLS}<slug:code>/fusionner/", skills.merge, name="skill_merge"),
    path("motifs/", reasons.reasons, name="reasons"),
    path("motifs/<slug:slug>/<slug:code>/", reasons.reason, name="reason"),
    path("motifs/<slug:slug>/<slug:code>/retablir/", reasons.restore, name="reason_restore"),
    path(LIST, catalogue.catalogue, name="catalogue"),
    path(f"{LIST}ajouter/", catalogue.add, name="catalogue_add"),
    path(f"{LIST}<slug:code>/", catalogue.row, name="catalogue_row"),
    path(f"{LIST}<slug:code>/<row_action:action>/", catalogue.act, name="catalogue_act"),
]
