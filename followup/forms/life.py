"""The forms of the turns of a pair's life. They validate and shape; services write."""

from django import forms
from django.utils.translation import gettext_lazy as _

from applications.options import Kind
from followup.models import ClosingReview, Goal
from followup.reasons import END
from mentoring import reasons
from mentoring.forms import helper, single_line
from mentoring.templatetags.dates import moment
from mentoring.widgets import date_input

from .pair import CHOOSE_ANSWER, CHOOSE_REASON, CHOOSE_TIME, area

CHOOSE_NUMBER = _("Choisissez un nombre")
TEAM_ONLY = _("Lu par l’équipe seulement")


class PauseForm(forms.Form):
    """`planned` are the sessions to come: those of the pause may be cancelled, the others are left alone."""

    helper = helper()
    until = forms.DateField(
        label=_("Jusqu’au"),
        widget=date_input(),
        help_text=_("Huit semaines au plus. Le binôme reprend ce jour-là"),
        error_messages={"required": _("Indiquez une date"), "invalid": _("Indiquez une date")},
    )
    cancelled = forms.MultipleChoiceField(
        label=_("Séances à annuler"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Celles que vous ne cochez pas restent prévues"),
    )
    word = area(_("Un mot pour l’autre personne"), 300, rows=3)
    reason = forms.CharField(
        label=_("Pour quelle raison ?"), required=False, max_length=200, help_text=TEAM_ONLY
    )

    def __init__(self, *args, planned, **kwargs):
        super().__init__(*args, **kwargs)
        if planned:
            self.fields["cancelled"].choices = [(row.public_id, moment(row.starts_at)) for row in planned]
        else:
            del self.fields["cancelled"]


class ExtensionForm(forms.Form):
    """Two or three months more."""

    helper = helper()
    months = forms.TypedChoiceField(
        label=_("Pour combien de temps ?"),
        coerce=int,
        choices=[(2, _("Deux mois de plus")), (3, _("Trois mois de plus"))],
        widget=forms.RadioSelect,
        error_messages={"required": CHOOSE_TIME, "invalid_choice": CHOOSE_TIME},
    )


class ExtensionAnswerForm(forms.Form):
    helper = helper()
    answer = forms.ChoiceField(
        label=_("Votre réponse"),
        choices=[("yes", _("Oui, continuons")), ("no", _("Non, la date prévue me convient"))],
        widget=forms.RadioSelect,
        help_text=_("Si c’est non, l’autre personne verra seulement que la date ne change pas"),
        error_messages={"required": CHOOSE_ANSWER, "invalid_choice": CHOOSE_ANSWER},
    )


class EndForm(forms.Form):
    """Why; what the other will read depends on it."""

    helper = helper()
    reason = forms.ChoiceField(
        label=_("Pourquoi maintenant ?"),
        widget=forms.RadioSelect,
        help_text=_("Lue par l’équipe seulement. L’autre personne lit le message affiché dessous"),
        error_messages={"required": CHOOSE_REASON, "invalid_choice": CHOOSE_REASON},
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["reason"].choices = reasons.offered(END)


class ReviewForm(forms.Form):
    """The closing review: one row per goal, then what the person takes from the pair."""

    helper = helper()
    gains = forms.MultipleChoiceField(
        label=_("Qu’est-ce que le mentorat vous a apporté ?"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    recommendation = forms.TypedChoiceField(
        label=_("Recommanderiez-vous ce programme autour de vous ?"),
        coerce=int,
        choices=[(number, str(number)) for number in range(ClosingReview.BEST + 1)],
        widget=forms.RadioSelect,
        help_text=_("De 0, pas du tout, à 10, sans hésiter"),
        error_messages={"required": CHOOSE_NUMBER, "invalid_choice": CHOOSE_NUMBER},
    )
    situation = forms.ChoiceField(
        label=_("Votre situation aujourd’hui"),
        required=False,
        choices=ClosingReview.Situation.choices,
        widget=forms.RadioSelect,
    )
    another = forms.ChoiceField(
        choices=ClosingReview.Another.choices,
        widget=forms.RadioSelect,
        help_text=_("« Plus tard » met votre profil en pause trois mois, « Non » six mois"),
        error_messages={"required": CHOOSE_ANSWER, "invalid_choice": CHOOSE_ANSWER},
    )
    improvement = area(_("Ce que nous pourrions améliorer"), 600, TEAM_ONLY)
    quote = forms.CharField(
        label=_("Une phrase pour donner envie"), required=False, max_length=300, validators=[single_line]
    )
    is_quote_public = forms.BooleanField(
        label=_("J’accepte qu’elle soit publiée avec mon prénom"), required=False
    )

    def __init__(self, *args, kind, goals, **kwargs):
        super().__init__(*args, **kwargs)
        is_mentor, self.goals = kind == Kind.MENTOR, list(goals)
        gains = ClosingReview.MENTOR_GAINS if is_mentor else ClosingReview.MENTEE_GAINS
        self.fields["gains"].choices = [(gain.value, gain.label) for gain in gains]
        self.fields["another"].label = (
            _("Souhaitez-vous accompagner une autre personne ?")
            if is_mentor
            else _("Souhaitez-vous un autre mentor ?")
        )
        self.fields["recommendation"].is_a_scale = self.fields["another"].is_in_a_row = True
        if is_mentor:
            del self.fields["situation"]
        else:
            self.fields["situation"].is_in_columns = True
        for goal in self.goals:
            field = forms.ChoiceField(
                label=goal.title, required=False, choices=Goal.State.choices, widget=forms.RadioSelect
            )
            field.is_in_a_row = field.is_optional_unsaid = True
            self.fields[f"goal_{goal.pk}"] = field

    def clean(self):
        values = super().clean()
        if values.get("is_quote_public") and not values.get("quote"):
            self.add_error("quote", _("Écrivez la phrase à publier"))
        return values

    def goal_fields(self):
        return [self[f"goal_{goal.pk}"] for goal in self.goals]

    def goal_states(self):
        chosen = {goal.pk: self.cleaned_data.get(f"goal_{goal.pk}") for goal in self.goals}
        return {pk: state for pk, state in chosen.items() if state}

    def said(self):
        """The words of the review, as the service takes them."""
        return {name: value for name, value in self.cleaned_data.items() if not name.startswith("goal_")}
