from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MatchingConfig(AppConfig):
    name = "matching"
    verbose_name = _("Mise en relation")

    def ready(self):
        from applications import extensions
        from mentoring import navigation

        from . import mails, menu  # noqa: F401  its kinds of e-mail register themselves
        from .services import closing, features, profiles

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
