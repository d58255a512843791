from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MailConfig(AppConfig):
    name = "mentoring.mail"
    label = "mail"
    verbose_name = _("Courriels")

    def ready(self):
        from . import kinds  # noqa: F401  the ground's own kinds register themselves
