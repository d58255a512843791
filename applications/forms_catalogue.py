"""« Réglages »: the forms of the lists' rows, of a merge, of a suggested skill."""

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from applications.models import Formation, Skill
from applications.services.catalogue import lists
from mentoring import zones
from mentoring.forms import helper, single_line
from mentoring.forms_settings import TOO_LONG, SeenForm, line
from mentoring.searching import fold

GIVE_NAME = _("Indiquez un nom")
LONGEST_SYNONYM, MOST_SYNONYMS = 40, 20


class CampusForm(SeenForm):
    label = line(_("Nom"), 80, GIVE_NAME)
    region = line(_("Région"), 60, "", required=False)
    timezone = forms.ChoiceField(
        label=_("Fuseau horaire"),
        choices=zones.ZONES,
        initial="Europe/Paris",
        error_messages=dict.fromkeys(("required", "invalid_choice"), _("Choisissez un fuseau horaire")),
    )


class FormationForm(SeenForm):
    label = line(_("Intitulé"), 120, GIVE_NAME)
    short_label = line(
        _("Nom court"), 20, "", required=False, help_text=_("Dans les listes de la coordination.")
    )
    family = forms.ChoiceField(
        label=_("Famille"),
        required=False,
        choices=[("", _("Aucune")), *Formation.Family.choices],
        help_text=_("Deux formations d’une même famille sont jugées proches."),
        error_messages={"invalid_choice": _("Choisissez une famille")},
    )


class DomainForm(SeenForm):
    label = line(_("Nom"), 80, GIVE_NAME)
    hint = line(_("Précision"), 120, "", required=False, help_text=_("Sous le nom, dans les questionnaires."))
    question = line(
        _("Question d’exemple"),
        160,
        "",
        required=False,
        help_text=_("Sous le nom, à l’accueil. Sans guillemets."),
    )

    def clean_question(self):
        return self.cleaned_data["question"].strip("«»“” \u00a0\u202f")


class SoftSkillForm(SeenForm):
    label = line(_("Nom"), 80, GIVE_NAME)


class SkillForm(SeenForm):
    label = line(_("Nom"), 80, GIVE_NAME)
    category = line(
        _("Catégorie"),
        40,
        _("Choisissez ou écrivez une catégorie"),
        widget=forms.TextInput(attrs={"list": "categories", "autocomplete": "off"}),
    )
    synonyms = forms.CharField(
        label=_("Synonymes"),
        required=False,
        max_length=900,
        help_text=_("Séparés par des virgules. La recherche des questionnaires les comprend."),
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"max_length": TOO_LONG},
    )

    @property
    def categories(self):
        """Those there are, in the order of the page."""
        return list(dict.fromkeys(row.category for row in lists.offered(lists.LISTS["competences"])))

    def clean_category(self):
        """One that exists in other letters is that one."""
        typed = self.cleaned_data["category"]
        return next((one for one in self.categories if fold(one) == fold(typed)), typed)

    def clean_synonyms(self):
        typed = self.cleaned_data["synonyms"].replace("\r", "").replace("\n", ",")
        found = {fold(word): " ".join(word.split()) for word in typed.split(",") if word.strip()}
        if len(found) > MOST_SYNONYMS:
            raise forms.ValidationError(
                gettext("Gardez {n} synonymes au maximum").format(n=MOST_SYNONYMS), code="many"
            )
        for word in found.values():
            single_line(word)
            if len(word) > LONGEST_SYNONYM:
                raise forms.ValidationError(
                    gettext("Chaque synonyme compte {n} caractères au maximum").format(n=LONGEST_SYNONYM)
                )
        return list(found.values())


FORMS = {
    "campus": CampusForm,
    "formations": FormationForm,
    "competences": SkillForm,
    "domaines": DomainForm,
    "savoir-etre": SoftSkillForm,
}


def initial_of(row, form_class):
    """What one would type to make this row again."""
    values = {name: getattr(row, name) for name in form_class.base_fields if name != "seen"}
    if "synonyms" in values:
        values["synonyms"] = ", ".join(values["synonyms"])
    return values


class SkillChoiceForm(forms.Form):
    """Another skill of the list, but not `but`."""

    helper = helper()
    skill = forms.ModelChoiceField(
        label=_("Compétence"),
        queryset=Skill.objects.none(),
        to_field_name="code",
        empty_label=_("Choisir"),
        error_messages=dict.fromkeys(("required", "invalid_choice"), _("Choisissez une compétence")),
    )

    def __init__(self, *args, but=None, **kwargs):
        super().__init__(*args, **kwargs)
        offered = Skill.objects.filter(is_active=True).order_by("label")
        self.fields["skill"].queryset = offered.exclude(pk=but.pk) if but else offered


class SuggestionForm(SkillChoiceForm):
    """Which word, and of which skill it is another name."""

    word = forms.CharField(max_length=100, widget=forms.HiddenInput)
