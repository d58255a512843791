import datetime

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mentoring.forms import helper, single_line
from mentoring.forms_settings import SeenForm
from mentoring.searching import fold
from mentoring.tables import Narrowing
from mentoring.widgets import date_input

from . import catalogue, rendering, trials, wordings
from .models import Email, Preference

LONGEST_MUTE = datetime.timedelta(days=30)


class JournalFilter(Narrowing):
    """What the journal shows."""

    always = ("etat",)

    q = forms.CharField(label=_("Nom, objet ou référence"), max_length=100)
    etat = forms.ChoiceField(label=_("État"), choices=[("", _("Tous les états")), *Email.State.choices])
    modele = forms.ChoiceField(label=_("Modèle"))
    periode = forms.ChoiceField(
        label=_("Période"),
        choices=[
            ("", _("Toutes les dates")),
            ("jour", _("Dernières 24 heures")),
            ("semaine", _("7 derniers jours")),
            ("mois", _("30 derniers jours")),
        ],
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        kinds = [(kind.key, str(wordings.label_of(kind.key))) for kind in catalogue.all_kinds()]
        kinds.sort(key=lambda choice: fold(choice[1].lstrip("« ")))
        self.fields["modele"].choices = [("", _("Tous les modèles")), *kinds]


class PreferenceForm(forms.ModelForm):
    helper = helper()

    class Meta:
        model = Preference
        fields = ["is_session_on", "is_follow_up_on", "is_news_on", "muted_until"]
        widgets = {"muted_until": date_input()}
        help_texts = {"muted_until": _("30 jours au maximum ; les rappels reprendront ensuite")}

    def clean_muted_until(self):
        day = self.cleaned_data["muted_until"]
        today = timezone.localdate()
        if day and not today <= day <= today + LONGEST_MUTE:
            raise ValidationError(_("Choisissez une date dans les 30 jours"))
        return day


class EmailTextForm(SeenForm):
    """A text between braces. What is typed is judged against what its kind may say."""

    subject = forms.CharField(
        label=_("Objet"),
        max_length=200,
        validators=[single_line],
        widget=forms.TextInput(attrs={"spellcheck": "true"}),
    )
    body = forms.CharField(
        label=_("Texte"),
        max_length=5000,
        help_text=_(
            "Une ligne vide sépare deux paragraphes. Une ligne qui commence par « - » est un point de liste, "
            "par « > » une citation. Le « Bonjour », le bouton et la signature s’ajoutent seuls."
        ),
        widget=forms.Textarea(attrs={"rows": 14, "spellcheck": "true"}),
    )

    def __init__(self, *args, wording, reader, **kwargs):
        super().__init__(*args, **kwargs)
        self.wording, self.reader = wording, reader
        self.fields["subject"].error_messages["required"] = _("Écrivez un objet")
        self.fields["body"].error_messages["required"] = _("Écrivez un texte")

    def clean_subject(self):
        subject = self.cleaned_data["subject"]
        faults = wordings.faults(subject, self.wording.names())
        passages = [value for value in self.wording.values if value.is_passage]
        faults += [
            _("« {name} » tient sur plusieurs lignes : il va dans le texte, pas dans l’objet.").format(
                name=value.name
            )
            for value in passages
            if value.name in wordings.HOLE.findall(subject)
        ]
        if faults:
            raise ValidationError(faults)
        seen, _body = trials.filled(self.wording, subject, "", reader=self.reader)
        if len(seen) > rendering.LONGEST_SUBJECT:
            raise ValidationError(
                _(
                    "L’objet fait {length} caractères avec l’exemple : 60 au plus, pour être lu en entier."
                ).format(length=len(seen))
            )
        return subject

    def clean_body(self):
        body = wordings.tidy(self.cleaned_data["body"])
        faults = wordings.faults(body, self.wording.names())
        held = wordings.HOLE.findall(body)
        faults += [
            _("Il manque {name} : {label}. Sans ces mots, le message n’a plus de sens.").format(
                name=f"{{{{ {value.name} }}}}", label=value.label
            )
            for value in self.wording.required
            if value.name not in held
        ]
        if faults:
            raise ValidationError(faults)
        return body

    def words(self):
        return self.cleaned_data["subject"], self.cleaned_data["body"]
