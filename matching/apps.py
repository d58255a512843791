from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MatchingConfig(AppConfig):
    name = "matching"
    verbose_name = _("Mise en relation")

    def ready(self):
        from applications import extensions
        from mentoring import navigation

        # Its kinds of e-mail and its lists of reasons register themselves.
        from . import mail_texts, mails, menu, reasons  # noqa: F401
        from .services import closing, features, modes, profiles
        from .services import settings as weights

        extensions.on_departure(closing.leave)
        extensions.on_writing(features.keep)
        extensions.provide("outlook", profiles.outlook)
        extensions.provide("pair_count", profiles.pair_count)
        extensions.provide("pair_counts", profiles.pair_counts)
        navigation.register(
            "suggestions",
            _("Suggestions"),
            roles=[navigation.MENTOR],
            position=20,
            badge=menu.suggestions,
            is_shown=menu.do_mentors_choose,
        )
        navigation.register("board", _("Mise en relation"), roles=[navigation.COORDINATOR], position=30)
        navigation.register_setting(
            "matching_settings",
            _("Mise en relation"),
            _("Poids des critères, règles, paliers, délais."),
            position=20,
            transitions=[weights.SAVE],
        )
        navigation.register_setting(
            "matching_mode",
            _("Mode de mise en relation"),
            _("Qui propose les binômes : les mentors, la coordination ou les deux."),
            position=30,
            transitions=[modes.SWITCH],
        )
