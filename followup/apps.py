from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FollowupConfig(AppConfig):
    name = "followup"
    verbose_name = _("Suivi")

    def ready(self):
        from applications import extensions
        from mentoring import charter, navigation

        # Its kinds of e-mail register themselves, their words, and its list of reasons.
        from . import (  # noqa: F401
            mail_texts,
            mail_texts_people,
            mails,
            mails_alerts,
            mails_help,
            mails_people,
            mails_privacy,
            mails_team,
            menu,
            reasons,
        )
        from .services import confirmations, endings, profile_reviews, progress, testimonials
        from .services.privacy import deletions, retention
        from .services.privacy import letters as privacy_letters

        extensions.provide("progress", progress.of)
        extensions.on_departure(endings.depart)
        confirmations.register(profile_reviews.CODE, profile_reviews.CONFIRMATION)
        confirmations.register(privacy_letters.KEEP, deletions.CONFIRMATION)
        confirmations.register(privacy_letters.STAY, retention.CONFIRMATION)
        participants, team = [navigation.PARTICIPANT], [navigation.COORDINATOR]
        navigation.register("space", _("Mon espace"), roles=participants, position=10)
        navigation.register(
            "pair_shortcut", _("Mon binôme"), roles=participants, position=30, is_shown=menu.has_pair
        )
        navigation.register("discord_guide", _("Aide Discord"), roles=participants, position=40)
        navigation.register("todo", _("À traiter"), roles=team, position=10, badge=menu.points, is_alone=True)
        navigation.register("pairs", _("Binômes"), roles=team, position=40, badge=menu.urgent_alerts)
        navigation.register("alerts", _("Alertes"), roles=team, position=55, is_secondary=True)
        navigation.register(
            "help_requests", _("Aide"), roles=team, position=60, badge=menu.open_requests, is_secondary=True
        )
        navigation.register("people", _("Personnes"), roles=team, position=50, is_secondary=True)
        navigation.register("news", _("Nouvelles"), roles=team, position=75, is_secondary=True)
        navigation.register_setting(
            "charter_settings",
            _("Charte"),
            _("Ses versions, et ce que lisent celles et ceux qui l’ont signée."),
            position=140,
            transitions=charter.TRANSITIONS,
        )
        navigation.register_setting(
            "testimonials",
            _("Témoignages"),
            _("Les phrases de bilans que montre l’accueil."),
            position=150,
            transitions=testimonials.TRANSITIONS,
        )
        navigation.register_setting(
            "news", _("Nouvelles"), _("Les messages du programme, deux ou trois fois par an."), position=160
        )
