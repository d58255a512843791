"""`/aide/discord/`: « Pas sur Discord ? Pas de problème. »"""

from django.urls import path

from followup.views import discord

urlpatterns = [
    path("aide/discord/", discord.guide, name="discord_guide"),
    path("aide/discord/etapes/", discord.steps, name="discord_steps"),
    path("aide/discord/aisance/", discord.ease, name="discord_ease"),
]
