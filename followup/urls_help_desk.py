"""The coordination's pages of help: what was asked of the team, and its workshops."""

from django.urls import path, re_path

from followup.views import help, workshop_desk

ONE = "ateliers/<slug:reference>/"

urlpatterns = [
    path("", help.help_requests, name="help_requests"),
    path("ateliers/", workshop_desk.workshops, name="help_workshops"),
    path("ateliers/ouvrir/", workshop_desk.opening, name="help_workshop_open"),
    path(ONE, workshop_desk.workshop, name="help_workshop"),
    path(f"{ONE}modifier/", workshop_desk.change, name="help_workshop_change"),
    path(f"{ONE}annuler/", workshop_desk.cancel, name="help_workshop_cancel"),
    path(f"{ONE}inscrire/", workshop_desk.add, name="help_workshop_add"),
    path(f"{ONE}retirer/<int:pk>/", workshop_desk.remove, name="help_workshop_remove"),
    path(f"{ONE}presences/", workshop_desk.attendance, name="help_workshop_attendance"),
    path(f"{ONE}prevenir/", workshop_desk.tell, name="help_workshop_tell"),
    path("<slug:reference>/", help.help_request, name="help_request"),
    path("<slug:reference>/ecrire/", help.help_write, name="help_write"),
    re_path(
        r"^(?P<reference>[-\w]+)/(?P<action>prendre|planifier|resoudre|annuler|rouvrir)/$",
        help.help_act,
        name="help_act",
    ),
]
