"""Step « Vos façons d'échanger », the same on both sides."""

import re

from django.utils.translation import gettext_lazy as _

from applications.options import Channel, DiscordEase, DiscordHelp, MeetInPerson, Travel

from .base import StepForm, When
from .fields import Choice, Choices, ShortText, said
from .places import is_french_postcode

MEETING = (MeetInPerson.YES, MeetInPerson.LATER)
# Today's names (2 to 32 of a-z 0-9 _ .) and the older « Name#1234 ».
DISCORD_NAME = re.compile(r"[^@#:`\s][^@#:`]{0,30}[^@#:`\s](#[0-9]{4})?")


class ChannelsForm(StepForm):
    channels = Choices(
        label=_("Par quels moyens pouvez-vous échanger ?"),
        choices=Channel.choices,
        help_text=_("Choisissez tout ce qui vous va"),
        error_messages=said(_("Choisissez au moins un moyen")),
    )
    preferred_channel = Choice(
        label=_("Votre préféré"),
        required=False,
        choices=Channel.choices,
        error_messages=said(_("Choisissez un moyen parmi ceux cochés")),
    )
    discord_ease = Choice(
        label=_("Et Discord ?"),
        choices=DiscordEase.choices,
        help_text=_("C’est l’outil de la communauté Simplon, mais pas une obligation"),
    )
    discord_help = Choices(
        label=_("De quoi auriez-vous envie ? (facultatif)"),
        required=False,
        choices=DiscordHelp.choices,
        error_messages=said(
            _("Choisissez une réponse de la liste"),
            exclusive=_("“Rien” ne peut pas être coché avec un autre choix"),
        ),
    )
    discord_name = ShortText(
        label=_("Votre nom Discord (facultatif)"),
        required=False,
        max_length=37,
        help_text=_("Montré seulement à votre binôme"),
        error_messages=said(_("Ce nom ne semble pas valide"), max_length=_("Ce nom ne semble pas valide")),
    )
    meet_in_person = Choice(
        label=_("Seriez-vous d’accord pour vous rencontrer ?"), choices=MeetInPerson.choices
    )
    postcode = ShortText(
        label=_("Code postal (facultatif)"),
        required=False,
        max_length=12,
        autocomplete="postal-code",
        help_text=_("Sert seulement à proposer des rencontres possibles. Lieu public conseillé"),
        error_messages=said(
            _("Un code postal français a 5 chiffres"), max_length=_("Un code postal français a 5 chiffres")
        ),
    )
    city = ShortText(
        label=_("Ville (facultatif)"), required=False, max_length=80, autocomplete="address-level2"
    )
    country = ShortText(
        label=_("Pays, si vous vivez hors de France (facultatif)"),
        required=False,
        max_length=60,
        autocomplete="country-name",
    )
    travel = Choice(label=_("Jusqu’où pouvez-vous vous déplacer ?"), choices=Travel.choices)
    conditions = {
        "discord_help": When(
            "discord_ease",
            (DiscordEase.SOME, DiscordEase.NONE),
            _("Si vous n’utilisez pas encore Discord"),
        ),
        "discord_name": When("discord_ease", (DiscordEase.USE,), _("Si vous utilisez Discord")),
        "postcode": When("meet_in_person", MEETING, _("Si vous acceptez une rencontre")),
        "city": When("meet_in_person", MEETING, _("Si vous acceptez une rencontre")),
        "country": When("meet_in_person", MEETING, _("Si vous acceptez une rencontre")),
        "travel": When("city", (), _("Si vous indiquez une ville")),
    }

    def option_condition(self, name, value):
        return f"channels={value}" if name == "preferred_channel" else ""

    def check(self, answers):
        self.check_preferred(answers)
        if DiscordHelp.NOTHING in answers.get("discord_help", ()) and len(answers["discord_help"]) > 1:
            self.add_error("discord_help", self.fields["discord_help"].error_messages["exclusive"])
        name = answers.get("discord_name")
        if name and not DISCORD_NAME.fullmatch(name):
            self.add_error("discord_name", self.fields["discord_name"].error_messages["invalid"])
        postcode = answers.get("postcode")
        if postcode and not answers.get("country") and not is_french_postcode(postcode):
            self.add_error("postcode", self.fields["postcode"].error_messages["invalid"])

    def check_preferred(self, answers):
        """The favourite is among the ticked ones; the only one ticked needs no second question."""
        ticked = answers.get("channels")
        if not ticked or "preferred_channel" not in answers:
            return
        if not answers["preferred_channel"] and len(ticked) == 1:
            answers["preferred_channel"] = ticked[0]
        elif answers["preferred_channel"] not in ticked:
            self.add_error("preferred_channel", self.fields["preferred_channel"].error_messages["required"])
