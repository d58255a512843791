"""Step « Vos engagements », the same on both sides; the last one."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from applications.options import HeardFrom

from .base import StepForm
from .fields import Choice, ShortText, Tick, said

THREE = said(_("Cochez les trois engagements"))


class CharterVersion(ShortText):
    """Which charter was on the page: a tick is worth nothing for another one."""

    control = "hidden"


class CommitmentForm(StepForm):
    charter_version = CharterVersion(max_length=10, required=False)
    charter_ok = Tick(
        label=_("J’ai lu la charte et je m’y engage"),
        error_messages=said(_("Lisez la charte et cochez la case pour continuer")),
    )
    commit_availability = Tick(
        label=_("Disponibilité : je tiens les rendez-vous fixés, et je préviens si je ne peux pas"),
        error_messages=THREE,
    )
    commit_empathy = Tick(
        label=_("Empathie : j’écoute avant de conseiller, je ne juge pas"), error_messages=THREE
    )
    commit_seriousness = Tick(
        label=_("Sérieux : je ne prends pas cet engagement à la légère ; si je veux arrêter, je le dis"),
        error_messages=THREE,
    )
    adult_ok = Tick()
    data_ok = Tick(
        label=_("J’ai compris comment mes réponses sont utilisées"),
        error_messages=said(_("Cochez la case pour continuer")),
    )
    newsletter_ok = Tick(
        label=_("Je veux bien recevoir les nouvelles du programme (2 à 3 e-mails par an) (facultatif)"),
        required=False,
    )
    heard_from = Choice(
        label=_("Comment avez-vous connu le programme ? (facultatif)"),
        required=False,
        choices=HeardFrom.choices,
        control="select",
    )

    def prepare(self):
        if not self.is_judged and self.data.get("charter_version") != self.programme.charter_version:
            self.data = self.data.copy()
            self.data.pop("charter_ok", None)
        age = self.programme.minimum_age
        adult = self.fields["adult_ok"]
        adult.label = gettext("J’ai {age} ans ou plus").format(age=age)
        adult.error_messages["required"] = gettext(
            "Le programme est réservé aux personnes de {age} ans ou plus"
        ).format(age=age)

    def clean_charter_ok(self):
        if self.cleaned_data.get("charter_version") != self.programme.charter_version:
            raise ValidationError(gettext("La charte a changé depuis : relisez-la et cochez la case"))
        return self.cleaned_data["charter_ok"]
