from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MatchingConfig(AppConfig):
    name = "matching"
    verbose_name = _("Mise en relation")

    def ready(self):
        from applications import extensions
        from mentoring import navigation

        from . import mails  # noqa: F401  its kinds of e-mail register themselves
        from .services import closing, profiles

        extensions.on_departure(closing.leave)
        extensions.provide("outlook", profiles.outlook)
        extensions.provide("pair_count", profiles.pair_count)
        navigation.register("board", _("Mise en relation"), roles=[navigation.COORDINATOR], position=30)
