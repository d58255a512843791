"""The coordination's forms about pairs: what the table shows, and what is done to one pair."""

from django import forms
from django.utils.translation import gettext_lazy as _

from applications.models import Campus, Formation
from followup.models import Alert
from followup.reasons import for_the_team
from followup.services import pair_list
from mentoring.forms import helper
from mentoring.tables import Narrowing, offer

from .life import TEAM_ONLY, PauseForm
from .pair import CHOOSE_REASON, area


class PairFilterForm(Narrowing):
    """What the table shows."""

    always = ("etat", "tri")
    q = forms.CharField(label=_("Nom ou référence"), max_length=80)
    etat = forms.ChoiceField(
        label=_("État"),
        choices=[
            ("", _("À suivre")),
            *((word, state.label) for word, state in pair_list.STATES.items()),
            (pair_list.ALL, _("Tous les états")),
        ],
    )
    alerte = forms.ChoiceField(
        label=_("Alerte"),
        choices=[
            ("", _("Avec ou sans alerte")),
            *((word, Alert.Level(level).label) for word, level in pair_list.LEVELS.items()),
            (pair_list.WITHOUT, _("Sans alerte")),
        ],
    )
    suivi = forms.ChoiceField(
        label=_("Suivi par"),
        choices=[("", _("Tout le monde")), (pair_list.ME, _("Moi")), (pair_list.NOBODY, _("Personne"))],
    )
    campus = forms.ChoiceField(label=_("Campus"))
    formation = forms.ChoiceField(label=_("Formation"))
    duree = forms.ChoiceField(
        label=_("Durée"),
        choices=[("", _("Toutes les durées")), ("court", _("Court terme")), ("long", _("Long terme"))],
    )
    tri = forms.ChoiceField(
        label=_("Ordre"),
        choices=[("", _("Ce qui demande attention d’abord")), *pair_list.SORTS.items()],
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        offer(self, "campus", _("Tous les campus"), Campus.objects)
        offer(self, "formation", _("Toutes les formations"), Formation.objects)


class DeskPauseForm(PauseForm):
    word = area(_("Un mot pour les deux personnes"), 300, rows=3)


class DeskEndForm(forms.Form):
    """Why, what to tell each of the two, and what the team should know of it; what they will read comes
    next."""

    helper = helper()
    reason = forms.ChoiceField(
        label=_("Pourquoi terminer ce binôme ?"),
        widget=forms.RadioSelect,
        help_text=TEAM_ONLY,
        error_messages={"required": CHOOSE_REASON, "invalid_choice": CHOOSE_REASON},
    )
    word_mentor = area("", 500, _("Lu par cette personne seulement, dans son e-mail"), rows=3)
    word_mentee = area("", 500, _("Lu par cette personne seulement, dans son e-mail"), rows=3)
    note = area(_("Note pour l’équipe"), 500, _("Gardée dans l’histoire du binôme"), rows=3)

    def __init__(self, *args, mentorship, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["reason"].choices = for_the_team()
        for side, person in zip(("mentor", "mentee"), mentorship.people, strict=True):
            self.fields[f"word_{side}"].label = _("Un mot pour {name}").format(name=person.first_name)

    def said(self):
        """What the service takes."""
        values = self.cleaned_data
        words = {side: values[f"word_{side}"] for side in ("mentor", "mentee")}
        return {"reason": values["reason"], "note": values["note"], "words": words}
