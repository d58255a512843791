from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FollowupConfig(AppConfig):
    name = "followup"
    verbose_name = _("Suivi")

    def ready(self):
        from applications import extensions
        from mentoring import navigation

        from . import mails, mails_help, mails_people, menu  # noqa: F401  its kinds of e-mail register themselves
        from .services import confirmations, endings, profile_reviews, progress

        extensions.provide("progress", progress.of)
        extensions.on_departure(endings.depart)
        confirmations.register(profile_reviews.CODE, profile_reviews.CONFIRMATION)
        participants, team = [navigation.PARTICIPANT], [navigation.COORDINATOR]
        navigation.register("space", _("Mon espace"), roles=participants, position=10)
        navigation.register(
            "pair_shortcut", _("Mon binôme"), roles=participants, position=30, is_shown=menu.has_pair
        )
        navigation.register("discord_guide", _("Aide Discord"), roles=participants, position=40)
        navigation.register(
            "help_requests", _("Aide"), roles=team, position=60, badge=menu.open_requests, is_secondary=True
        )
