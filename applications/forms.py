"""The coordinator's forms: the queue's filters, one for each decision, notes, the text without a name."""

import datetime

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from applications.models import Campus, Domain, Formation
from applications.options import HoldReason, Kind, RejectReason
from applications.questionnaire.steps import STEPS
from applications.reasons import HOLD, REJECT
from applications.services import application_list, batches, marks, notes, queue
from mentoring import reasons
from mentoring.forms import helper
from mentoring.tables import Narrowing, offer
from mentoring.widgets import date_input

ANSWER_DAYS, REVISIT_DAYS = 10, 30
CHOOSE_REASON = {"required": _("Choisissez un motif"), "invalid_choice": _("Choisissez un motif")}
GIVE_DATE = {"required": _("Indiquez une date"), "invalid": _("Indiquez une date")}


class FilterForm(Narrowing):
    """What a view of the queue shows; `order` is the one it has of its own, in words."""

    q = forms.CharField(label=_("Nom, e-mail ou référence"), max_length=80)
    cote = forms.ChoiceField(label=_("Côté"), choices=[("", _("Mentors et mentorés")), *Kind.choices])
    campus = forms.ChoiceField(label=_("Campus"))
    formation = forms.ChoiceField(label=_("Formation"))
    domaine = forms.ChoiceField(label=_("Domaine"))
    suivi = forms.ChoiceField(
        label=_("Suivi par"),
        choices=[("", _("Tout le monde")), (queue.ME, _("Moi")), (queue.NOBODY, _("Personne"))],
    )
    drapeau = forms.MultipleChoiceField(
        label=_("À regarder"), choices=marks.LABELS.items(), widget=forms.CheckboxSelectMultiple
    )
    tri = forms.ChoiceField(label=_("Ordre"), choices=[("", _("Ordre de la vue")), *queue.SORTS.items()])

    def __init__(self, *args, order, **kwargs):
        super().__init__(*args, **kwargs)
        self.order = order
        offer(self, "campus", _("Tous les campus"), Campus.objects)
        offer(self, "formation", _("Toutes les formations"), Formation.objects)
        offer(self, "domaine", _("Tous les domaines"), Domain.objects)

    def said(self):
        return super().said() if "tri" in self.chosen() else [str(self.order)]


class ApplicationFilterForm(Narrowing):
    """What « Toutes les candidatures » shows."""

    q = forms.CharField(label=_("Nom, e-mail ou référence"), max_length=80)
    etat = forms.ChoiceField(
        label=_("État"),
        choices=[
            ("", _("Tous les états")),
            *((word, state.label) for word, state in application_list.STATES.items()),
        ],
    )
    cote = forms.ChoiceField(label=_("Côté"), choices=[("", _("Mentors et mentorés")), *Kind.choices])
    campus = forms.ChoiceField(label=_("Campus"))
    formation = forms.ChoiceField(label=_("Formation"))
    suivi = forms.ChoiceField(
        label=_("Suivi par"),
        choices=[("", _("Tout le monde")), (queue.ME, _("Moi")), (queue.NOBODY, _("Personne"))],
    )
    tri = forms.ChoiceField(label=_("Ordre"), choices=application_list.CHOICES)
    always = ("etat", "tri")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        offer(self, "campus", _("Tous les campus"), Campus.objects)
        offer(self, "formation", _("Toutes les formations"), Formation.objects)


class DecisionForm(forms.Form):
    """Carries the version of the file the coordinator has read."""

    helper = helper()
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)

    def words(self):
        """What the service of the decision takes, version included."""
        return dict(self.cleaned_data)

    def reread(self, version):
        """Shown again beside what the file has become: sent once more, it is about that."""
        self.data = self.data.copy()
        self.data["version"] = version


def message_field(label, help_text=""):
    return forms.CharField(
        label=label,
        required=False,
        max_length=2000,
        help_text=help_text,
        widget=forms.Textarea(attrs={"rows": 5}),
    )


class ApproveForm(DecisionForm):
    field_order = ["version", "is_excerpt_read", "message"]
    message = message_field(_("Ajouter un mot"), _("Il figure dans l’e-mail de bienvenue"))
    is_excerpt_read = forms.BooleanField(
        label=_("J’ai relu le texte présenté sans nom"),
        error_messages={"required": _("Relisez le texte présenté sans nom, puis cochez la case")},
    )
    opens_discord_help = forms.BooleanField(
        label=_("Ouvrir une demande d’aide Discord"), required=False, initial=True
    )

    def __init__(self, *args, dossier, **kwargs):
        super().__init__(*args, **kwargs)
        if not dossier.is_excerpt_due:
            del self.fields["is_excerpt_read"]
        if not dossier.wants_discord_help:
            del self.fields["opens_discord_help"]


class AskForm(DecisionForm):
    question = forms.CharField(
        label=_("Votre question"),
        min_length=20,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={
            "required": _("Écrivez votre question"),
            "min_length": _("Écrivez une question de 20 caractères au moins"),
        },
    )
    steps = forms.MultipleChoiceField(
        label=_("Étapes à compléter"), required=False, widget=forms.CheckboxSelectMultiple
    )
    due_on = forms.DateField(label=_("Répondre avant le"), widget=date_input(), error_messages=GIVE_DATE)

    def __init__(self, *args, dossier, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["steps"].choices = [
            (step.slug, step.title) for step in STEPS[dossier.application.kind] if step.slug != "engagement"
        ]
        self.fields["due_on"].initial = timezone.localdate() + datetime.timedelta(days=ANSWER_DAYS)

    def clean_due_on(self):
        return in_the_year_to_come(self.cleaned_data["due_on"])


class HoldWords(forms.Form):
    reason = forms.ChoiceField(label=_("Motif"), widget=forms.RadioSelect, error_messages=CHOOSE_REASON)
    revisit_on = forms.DateField(label=_("À relire le"), widget=date_input(), error_messages=GIVE_DATE)
    message = message_field(_("Message"), _("Vide : le message habituel du motif choisi"))
    tells_person = forms.BooleanField(label=_("Prévenir la personne"), required=False, initial=True)

    def suit(self, applications):
        """Offer the reasons that hold for all of them. Who is on hold already waits longer for the same one,
        and has been told."""
        hidden = {HoldReason.NO_MENTOR if one.is_mentor else HoldReason.NO_MENTEE for one in applications}
        if not all(one.is_unanswered for one in applications):
            hidden.add(HoldReason.NO_ANSWER)
        self.fields["reason"].choices = [one for one in reasons.offered(HOLD) if one[0] not in hidden]
        if all(one.state == one.State.ON_HOLD for one in applications):
            reasons_given = {one.hold_reason for one in applications}
            self.fields["reason"].initial = reasons_given.pop() if len(reasons_given) == 1 else None
            self.fields["tells_person"].initial = False
        month_later = timezone.localdate() + datetime.timedelta(days=REVISIT_DAYS)
        self.fields["revisit_on"].initial = marks.working_day_from(month_later)

    def clean_revisit_on(self):
        return in_the_year_to_come(self.cleaned_data["revisit_on"])


class HoldForm(DecisionForm, HoldWords):
    def __init__(self, *args, dossier, **kwargs):
        super().__init__(*args, **kwargs)
        self.suit([dossier.application])


class RejectWords(forms.Form):
    reason = forms.ChoiceField(label=_("Motif"), widget=forms.RadioSelect, error_messages=CHOOSE_REASON)
    message = message_field(_("Message"), _("Vide : le message habituel du motif choisi"))
    is_reason_shown = forms.BooleanField(label=_("Montrer le motif"), required=False, initial=True)
    reapply_from = forms.DateField(
        label=_("Peut refaire une demande à partir du"), widget=date_input(), error_messages=GIVE_DATE
    )

    def suit(self, applications):
        """Offer the reasons in use that hold for all of them, again from today."""
        hidden = {
            RejectReason.NOT_MEMBER if one.is_mentor else RejectReason.COMMERCIAL for one in applications
        }
        self.fields["reason"].choices = [one for one in reasons.offered(REJECT) if one[0] not in hidden]
        self.fields["reapply_from"].initial = timezone.localdate()

    def clean_reapply_from(self):
        return in_the_year_to_come(self.cleaned_data["reapply_from"], years=5)


class RejectForm(DecisionForm, RejectWords):
    def __init__(self, *args, dossier, **kwargs):
        super().__init__(*args, **kwargs)
        self.suit([dossier.application])


class TogetherForm(forms.Form):
    """The words of a decision about several files: `applications` are those it is possible for."""

    helper = helper()

    def __init__(self, *args, applications, **kwargs):
        super().__init__(*args, **kwargs)
        self.suit(applications)

    def suit(self, applications):
        """Ask only what these files call for."""


class ApproveTogetherForm(TogetherForm):
    message = message_field(_("Ajouter un mot"), _("Il figure dans chaque e-mail de bienvenue"))
    opens_discord_help = forms.BooleanField(
        label=_("Ouvrir une demande d’aide Discord à qui en souhaite une"), required=False, initial=True
    )

    def suit(self, applications):
        if not any(batches.wants_help(one) for one in applications):
            del self.fields["opens_discord_help"]


class HoldTogetherForm(HoldWords, TogetherForm):
    """« Mettre en attente »: the same reason for all."""

    def suit(self, applications):
        super().suit(applications)
        self.fields["tells_person"].label = _("Prévenir ces personnes")


class RejectTogetherForm(RejectWords, TogetherForm):
    """« Refuser (même motif) »."""


class ReopenForm(DecisionForm):
    reason = forms.CharField(
        label=_("Pourquoi la rouvrir ?"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Gardé dans l’historique, jamais envoyé"),
        error_messages={"required": _("Dites pourquoi en quelques mots")},
    )

    def __init__(self, *args, dossier, **kwargs):
        super().__init__(*args, **kwargs)


class ExcerptForm(DecisionForm):
    text = forms.CharField(
        label=_("Ce que les mentors liront"),
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("La personne garde son texte d’origine"),
        error_messages={"required": _("Gardez quelques mots : c’est ce que les mentors liront")},
    )


class NoteForm(forms.Form):
    """Stands beside the other forms of a file: its ids are its own."""

    helper = helper()
    text = forms.CharField(
        label=_("Ajouter une note"),
        max_length=notes.LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Restez factuel : la personne peut demander à lire ces notes."),
        error_messages={"required": _("Écrivez votre note")},
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, auto_id="id_note_%s", **kwargs)


def in_the_year_to_come(day, years=1):
    """A day from today on, `years` at most away. Raises ValidationError."""
    today = timezone.localdate()
    if day < today:
        raise forms.ValidationError(_("Choisissez une date à venir"))
    if day > today + datetime.timedelta(days=366 * years):
        raise forms.ValidationError(_("Vérifiez l’année"))
    return day
