from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ApplicationsConfig(AppConfig):
    name = "applications"
    verbose_name = _("Candidatures")

    def ready(self):
        from mentoring import navigation

        from . import mails, menu  # noqa: F401  its kinds of e-mail register themselves

        navigation.register(
            "queue", _("Candidatures"), roles=[navigation.COORDINATOR], position=20, badge=menu.to_read
        )
