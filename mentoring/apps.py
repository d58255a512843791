from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from mentoring import navigation, sentences


class MentoringConfig(AppConfig):
    name = "mentoring"
    verbose_name = _("Le programme")

    def ready(self):
        from mentoring import programme, reasons
        from mentoring import team as roles

        sentences.replace_defaults()
        visitors = {navigation.VISITOR}
        navigation.register("become_mentor", _("Devenir mentor"), roles=visitors, position=10)
        navigation.register("find_mentor", _("Trouver un mentor"), roles=visitors, position=20)
        navigation.register("charter", _("Charte"), roles=visitors, position=30)
        navigation.register("questions", _("Questions"), roles=visitors, position=40)
        known = {navigation.PARTICIPANT, navigation.COORDINATOR}
        navigation.register("account", _("Mon compte"), roles=known, position=80, is_secondary=True)
        navigation.register("mail_settings", _("Mes rappels"), roles=known, position=85, is_secondary=True)
        team = {navigation.COORDINATOR}
        navigation.register("settings", _("Réglages"), roles=team, position=78, is_secondary=True)
        navigation.register_setting(
            "programme_settings",
            _("Programme"),
            _("Nom, contact, délais, ouverture des demandes, urgence."),
            position=10,
            transitions=[programme.SAVE],
        )
        navigation.register_setting(
            "reasons",
            _("Motifs"),
            _("Pourquoi une demande attend, une proposition n’aboutit pas, un binôme se termine."),
            position=50,
            transitions=[reasons.SAVE],
        )
        navigation.register_setting(
            "team",
            _("Équipe"),
            _("Qui coordonne le programme : inviter, retirer."),
            position=170,
            transitions=roles.TRANSITIONS,
            is_superuser_only=True,
        )
