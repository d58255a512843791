"""`/aide/discord/`: « Pas sur Discord ? Pas de problème. »"""

from django.urls import path, re_path

from followup.views import discord, workshops

WORKSHOPS = "aide/discord/ateliers/"

urlpatterns = [
    path("aide/discord/", discord.guide, name="discord_guide"),
    path("aide/discord/etapes/", discord.steps, name="discord_steps"),
    path("aide/discord/aisance/", discord.ease, name="discord_ease"),
    path("aide/discord/demander/", discord.help_form, name="discord_help"),
    path("aide/discord/demander/annuler/", discord.help_withdraw, name="discord_help_withdraw"),
    path(WORKSHOPS, workshops.workshops, name="discord_workshops"),
    path(f"{WORKSHOPS}interet/", workshops.interest, name="workshop_interest"),
    path(f"{WORKSHOPS}<slug:reference>.ics", workshops.workshop_ics, name="workshop_ics"),
    path(f"{WORKSHOPS}<slug:reference>/", workshops.workshop, name="discord_workshop"),
    re_path(
        rf"^{WORKSHOPS}(?P<reference>[-\w]+)/(?P<action>inscription|annulation)/$",
        workshops.workshop_act,
        name="workshop_act",
    ),
]
