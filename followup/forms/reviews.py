"""What the list of closing reviews shows."""

from django import forms
from django.utils.translation import gettext_lazy as _

from applications.models import Campus
from followup.services import review_list
from mentoring.tables import Narrowing, offer


class ReviewFilterForm(Narrowing):
    always = ("etat",)
    q = forms.CharField(label=_("Nom ou référence"), max_length=80)
    etat = forms.ChoiceField(
        label=_("État"),
        choices=[("", _("À relire")), (review_list.READ, _("Relus")), (review_list.ALL, _("Tous"))],
    )
    cote = forms.ChoiceField(
        label=_("Côté"),
        choices=[
            ("", _("Les deux côtés")),
            ("mentor", _("Bilans de mentors")),
            ("mentore", _("Bilans de mentorés")),
        ],
    )
    campus = forms.ChoiceField(label=_("Campus"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        offer(self, "campus", _("Tous les campus"), Campus.objects)
