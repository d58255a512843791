"""A week of 28 slots as one integer: bit = 4 × day + band, days from Monday, bands from the morning."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

DAYS = [
    (gettext_lazy("Lun"), gettext_lazy("lundi")),
    (gettext_lazy("Mar"), gettext_lazy("mardi")),
    (gettext_lazy("Mer"), gettext_lazy("mercredi")),
    (gettext_lazy("Jeu"), gettext_lazy("jeudi")),
    (gettext_lazy("Ven"), gettext_lazy("vendredi")),
    (gettext_lazy("Sam"), gettext_lazy("samedi")),
    (gettext_lazy("Dim"), gettext_lazy("dimanche")),
]
BANDS = [
    (gettext_lazy("Matin"), gettext_lazy("matin"), gettext_lazy("8 h à 12 h")),
    (gettext_lazy("Midi"), gettext_lazy("midi"), gettext_lazy("12 h à 14 h")),
    (gettext_lazy("Après-m."), gettext_lazy("après-midi"), gettext_lazy("14 h à 18 h")),
    (gettext_lazy("Soir"), gettext_lazy("soir"), gettext_lazy("18 h à 21 h")),
]
SIZE = len(DAYS) * len(BANDS)


def bits(slots):
    """The numbers of the slots that are on."""
    return [bit for bit in range(SIZE) if slots >> bit & 1]


def name(bit):
    """« lundi soir »"""
    day, band = divmod(bit, len(BANDS))
    return f"{DAYS[day][1]} {BANDS[band][1]}"


def full_name(bit):
    """« lundi soir, 18 h à 21 h »"""
    return f"{name(bit)}, {BANDS[bit % len(BANDS)][2]}"


def listed(slots):
    """« lundi soir, mercredi midi »"""
    return ", ".join(name(bit) for bit in bits(slots))


def sentence(slots):
    """« 3 créneaux : lundi soir, mercredi midi, jeudi soir »"""
    count = len(bits(slots))
    if not count:
        return _("Aucun créneau choisi")
    return ngettext("{count} créneau : {slots}", "{count} créneaux : {slots}", count).format(
        count=count, slots=listed(slots)
    )


def table(slots):
    """Rows for a page: [{"label", "name", "cells": [{"bit", "name", "is_on"}]}]."""
    return [
        {
            "label": short,
            "name": long,
            "cells": [
                {"bit": bit, "name": full_name(bit), "is_on": bool(slots >> bit & 1)}
                for bit in range(4 * day, 4 * day + 4)
            ],
        }
        for day, (short, long) in enumerate(DAYS)
    ]
