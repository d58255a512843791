from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MailConfig(AppConfig):
    name = "mentoring.mail"
    label = "mail"
    verbose_name = _("Courriels")

    def ready(self):
        from mentoring import navigation

        from . import kinds, texts  # noqa: F401  the ground's own kinds register themselves

        team = [navigation.COORDINATOR]
        navigation.register("email_journal", _("Courriels"), roles=team, position=65, is_secondary=True)
        navigation.register_setting(
            "email_texts",
            _("Modèles d’e-mail"),
            _("Ce que disent les messages du programme, avec leurs versions."),
            position=130,
            transitions=texts.TRANSITIONS,
        )
