from django.urls import include, path, re_path

from followup.views import (
    calendars,
    checkins,
    confirmations,
    feedback,
    help,
    life,
    pairs,
    proposals,
    sessions,
    space,
    todo,
)

PAIR = "binomes/<slug:reference>/"
SESSION = f"{PAIR}seances/<slug:public_id>/"
PROPOSAL = "espace/propositions/<slug:reference>/"
HEARD = "pilotage/mise-en-relation/propositions/<slug:reference>/accord-recueilli/"

urlpatterns = [
    path("", include("followup.urls_certificates")),
    path("", include("followup.urls_help")),
    path("", include("followup.urls_charter")),
    path("pilotage/", todo.todo, name="todo"),
    path("pilotage/alertes/", include("followup.urls_alerts")),
    path("pilotage/binomes/", include("followup.urls_pairs")),
    path("pilotage/bilans/", include("followup.urls_reviews")),
    path("", include("followup.urls_people")),
    path("", include("followup.urls_privacy")),
    path("espace/", space.space, name="space"),
    path("binomes/", space.pair_shortcut, name="pair_shortcut"),
    path(PROPOSAL, proposals.proposal, name="proposal"),
    path(f"{PROPOSAL}accepter/", proposals.proposal_accept, name="proposal_accept"),
    path(f"{PROPOSAL}decliner/", proposals.proposal_decline, name="proposal_decline"),
    path(HEARD, proposals.agreement_heard, name="agreement_heard"),
    path(PAIR, pairs.pair, name="pair"),
    re_path(
        r"^binomes/(?P<reference>[-\w]+)/kit/(?P<step>bonjour|fermer)/$", pairs.pair_step, name="pair_step"
    ),
    path(f"{PAIR}pause/", life.pause, name="pair_pause"),
    path(f"{PAIR}reprendre/", life.resume, name="pair_resume"),
    path(f"{PAIR}prolonger/", life.extend, name="pair_extend"),
    path(f"{PAIR}terminer/", life.end, name="pair_end"),
    path(f"{PAIR}terminer/annuler/", life.reopen, name="pair_reopen"),
    path(f"{PAIR}bilan/", life.review, name="pair_review"),
    path(f"{PAIR}points/<int:number>/", checkins.check_in, name="check_in"),
    path(f"{PAIR}aide/", life.ask, name="pair_ask"),
    path(f"{PAIR}canal/", pairs.channel, name="pair_channel"),
    path(f"{PAIR}objectifs/", pairs.goal_list, name="pair_goals"),
    path(f"{PAIR}objectifs/<int:pk>/", pairs.goal, name="pair_goal"),
    path(f"{PAIR}seances/planifier/", sessions.plan, name="session_plan"),
    path(f"{PAIR}seances/noter/", sessions.log, name="session_log"),
    path(f"{PAIR}seances/<slug:public_id>.ics", sessions.session_ics, name="session_ics"),
    path(SESSION, sessions.session, name="session"),
    path(f"{SESSION}deplacer/", sessions.session_move, name="session_move"),
    path(f"{SESSION}notes/", sessions.session_notes, name="session_notes"),
    path(f"{SESSION}annuler/", sessions.session_cancel, name="session_cancel"),
    path(f"{SESSION}retour/", feedback.session_feedback, name="session_feedback"),
    path("retour/<str:token>/", feedback.feedback_by_link, name="feedback_by_link"),
    path("confirmer/<str:token>/", confirmations.confirm, name="confirm"),
    path("espace/calendrier/", calendars.calendar, name="calendar"),
    re_path(
        r"^espace/calendrier/(?P<action>ouvrir|changer|arreter)/$",
        calendars.calendar_act,
        name="calendar_act",
    ),
    path("calendrier/<slug:token>.ics", calendars.calendar_feed, name="calendar_feed"),
    path("contact/", help.contact, name="contact"),
    path("contact/merci/", help.contact_sent, name="contact_sent"),
    path("pilotage/aide/", include("followup.urls_help_desk")),
]
