"""Step « Vos disponibilités », the same on both sides but for the number of people."""

from django.utils.translation import gettext_lazy as _

from applications.options import Frequency, Kind, SessionLength

from .base import StepForm
from .fields import Choice, said
from .rows import StartDate, WeekGrid


class AvailabilityForm(StepForm):
    slots = WeekGrid(
        label=_("Quand êtes-vous disponible, en général ?"),
        help_text=_("Touchez les cases qui vous vont"),
        error_messages=said(_("Choisissez au moins un créneau dans la semaine")),
    )
    frequency = Choice(
        label=_("À quelle fréquence ?"),
        choices=Frequency.choices,
        error_messages=said(_("Choisissez une fréquence")),
    )
    session_length = Choice(
        label=_("Quelle durée de séance ?"),
        kind=int,
        choices=SessionLength.choices,
        error_messages=said(_("Choisissez une durée")),
    )
    capacity = Choice(
        label=_("Combien de personnes pouvez-vous accompagner en même temps ?"),
        kind=int,
        choices=[(1, "1"), (2, "2"), (3, "3")],
        help_text=_("Une seule, c’est déjà beaucoup"),
        error_messages=said(_("Choisissez un nombre")),
    )
    available_from = StartDate(
        label=_("À partir de quand ?"),
        error_messages=said(_("Indiquez une date à venir, dans les 6 mois")),
    )

    def prepare(self):
        if self.kind != Kind.MENTOR:
            self.fields.pop("capacity", None)
