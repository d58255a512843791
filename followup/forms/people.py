"""The coordination's forms about people."""

from django import forms
from django.utils.translation import gettext_lazy as _

from applications.models import Campus, Formation
from applications.options import Kind
from followup.services import people_list
from mentoring.forms import helper
from mentoring.tables import Narrowing, offer


class PeopleFilterForm(Narrowing):
    q = forms.CharField(label=_("Nom, e-mail ou référence"), max_length=80)
    role = forms.ChoiceField(
        label=_("Rôle"),
        choices=[
            ("", _("Tous les rôles")),
            *((word, Kind(kind).label) for word, kind in people_list.ROLES.items()),
            (people_list.TEAM, _("Coordination")),
        ],
    )
    etat = forms.ChoiceField(
        label=_("État"),
        choices=[("", _("Tous les états")), *people_list.STANDINGS.items(), *people_list.OTHERS.items()],
    )
    campus = forms.ChoiceField(label=_("Campus"))
    formation = forms.ChoiceField(label=_("Formation"))
    tri = forms.ChoiceField(label=_("Ordre"), choices=people_list.CHOICES)
    always = ("etat", "tri")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        offer(self, "campus", _("Tous les campus"), Campus.objects)
        offer(self, "formation", _("Toutes les formations"), Formation.objects)


class MergeForm(forms.Form):
    """Two accounts become one: read, then ticked."""

    helper = helper()
    is_sure = forms.BooleanField(
        label=_("J’ai vérifié que les deux comptes sont ceux d’une même personne"),
        error_messages={"required": _("Cochez la case une fois que vous avez vérifié")},
    )


class AgreedForm(forms.Form):
    """Both agreed otherwise: how the team knows."""

    helper = helper()
    note = forms.CharField(
        label=_("Comment les deux accords ont-ils été recueillis ?"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Par exemple : vus ensemble au campus, mardi matin"),
        error_messages={"required": _("Dites comment les deux accords ont été recueillis")},
    )
