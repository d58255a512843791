from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ApplicationsConfig(AppConfig):
    name = "applications"
    verbose_name = _("Candidatures")

    def ready(self):
        from mentoring import home, navigation

        # Its kinds of e-mail and its lists of reasons register themselves.
        from . import mail_texts, mails, menu, reasons  # noqa: F401
        from .services import domains
        from .services.catalogue.lists import LISTS

        home.register("domains", domains.shown)

        navigation.register(
            "queue", _("Candidatures"), roles=[navigation.COORDINATOR], position=20, badge=menu.to_read
        )
        for position, (slug, label, hint) in enumerate(
            (
                ("campus", _("Campus"), _("Leurs noms, régions et fuseaux horaires.")),
                ("formations", _("Formations"), _("Les titres professionnels, par famille.")),
                ("competences", _("Compétences"), _("Catégories, synonymes, suggestions, fusions.")),
                ("domaines", _("Domaines"), _("Les six domaines d’accompagnement.")),
                ("savoir-etre", _("Savoir-être"), _("Ce que les mentors aident à développer.")),
            )
        ):
            navigation.register_setting(
                "catalogue",
                label,
                hint,
                position=40 + position,
                args=[slug],
                transitions=LISTS[slug].transitions,
            )
