"""The forms of « Réglages » this floor has, and what those of the other floors share."""

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from mentoring.forms import helper, single_line

TOO_LONG = _("Écrivez %(limit_value)d caractères au maximum")


class SeenForm(forms.Form):
    """A form over a row two people may change: `seen` says what its reader saw."""

    helper = helper()
    seen = forms.CharField(required=False, max_length=20, widget=forms.HiddenInput)

    def catch_up(self, seen):
        """After a refusal that said what a colleague did: what is typed may be saved over it."""
        self.data = self.data.copy()
        self.data["seen"] = str(seen)

    def values(self):
        return {name: value for name, value in self.cleaned_data.items() if name != "seen"}


def line(label, most, sentence, *, help_text="", **more):
    """A single line of text."""
    return forms.CharField(
        label=label,
        max_length=most,
        help_text=help_text,
        validators=[single_line],
        error_messages={"required": sentence, "max_length": TOO_LONG},
        **more,
    )


def whole(label, least, most, *, help_text=""):
    """A whole number between two others, which one sentence asks for."""
    sentence = format_lazy(_("Choisissez un nombre entier entre {least} et {most}"), least=least, most=most)
    return forms.IntegerField(
        label=label,
        min_value=least,
        max_value=most,
        help_text=help_text,
        error_messages=dict.fromkeys(("required", "invalid", "min_value", "max_value"), sentence),
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )


class ProgrammeForm(SeenForm):
    SECTIONS = (
        (_("Le programme"), ("name", "contact_email", "signature")),
        (_("Délais et chiffres"), ("sla_days", "wait_sentence", "proof_threshold")),
        (_("Ouverture"), ("is_mentor_side_open", "is_mentee_side_open", "closed_message")),
        (_("Règles et secours"), ("minimum_age", "discord_invite_url", "emergency_text")),
    )

    name = line(_("Nom"), 40, _("Indiquez le nom du programme"))
    contact_email = forms.EmailField(
        label=_("Adresse de contact"),
        max_length=254,
        help_text=_("Publique : au bas des pages et dans les e-mails."),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
        error_messages=dict.fromkeys(
            ("required", "invalid"), _("Indiquez une adresse complète, par exemple prenom@exemple.fr")
        ),
    )
    signature = line(_("Signature des e-mails"), 80, _("Indiquez une signature"))
    sla_days = whole(_("Délai de réponse, en jours ouvrés"), 1, 30, help_text=_("Promis à chaque demande."))
    wait_sentence = line(
        _("Délai habituel"),
        120,
        _("Dites en quelques mots combien de temps cela prend"),
        help_text=_("Lue tant que trop peu de binômes donnent un délai médian. Sans point final."),
    )
    proof_threshold = whole(
        _("Chiffres publics à partir de"), 0, 1000, help_text=_("En nombre de binômes formés.")
    )
    is_mentor_side_open = forms.BooleanField(
        label=_("Les candidatures de mentor sont ouvertes"), required=False
    )
    is_mentee_side_open = forms.BooleanField(
        label=_("Les demandes de mentorat sont ouvertes"), required=False
    )
    closed_message = line(
        _("Message quand un côté est fermé"),
        200,
        _("Dites quand ou comment revenir"),
        help_text=_("Lu à la place du bouton. Les brouillons restent modifiables."),
    )
    minimum_age = whole(_("Âge minimum"), 15, 99)
    discord_invite_url = forms.URLField(
        label=_("Invitation au serveur Discord"),
        required=False,
        max_length=200,
        assume_scheme="https",
        help_text=_("Montrée aux personnes validées seulement."),
        error_messages={"invalid": _("Cette adresse ne semble pas correcte"), "max_length": TOO_LONG},
    )
    emergency_text = line(
        _("En cas d’urgence"),
        120,
        _("Indiquez qui appeler"),
        help_text=_("Sur la charte, la page de contact et à côté d’un signalement."),
    )

    def sections(self):
        return [(title, [self[name] for name in names]) for title, names in self.SECTIONS]

    def clean_wait_sentence(self):
        return self.cleaned_data["wait_sentence"].rstrip(" .")

    def clean_discord_invite_url(self):
        url = self.cleaned_data["discord_invite_url"]
        if url and not url.startswith("https://"):
            raise forms.ValidationError(_("Donnez une adresse en https://"))
        return url
