"""The coordination's forms about an alert: what was done, and a word to a pair."""

from django import forms
from django.utils.translation import gettext_lazy as _

from followup.services.alerts import words
from mentoring.forms import helper

from .writing import MessageForm


class HandleForm(forms.Form):
    """« Traité »: what was done, and whether the request that says the same is closed with it."""

    helper = helper()
    note = forms.CharField(
        label=_("Ce qui a été fait"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Lu par l’équipe seulement"),
        error_messages={"required": _("Écrivez ce qui a été fait")},
    )
    is_request_closed = forms.BooleanField(
        label=_("Résoudre aussi la demande d’aide, avec la même note"), required=False, initial=True
    )

    def __init__(self, *args, has_request, **kwargs):
        super().__init__(*args, **kwargs)
        if not has_request:
            del self.fields["is_request_closed"]


class WriteForm(MessageForm):
    """« Écrire »: to whom, and what, from the draft that goes with the alert where there is one."""

    field_order = ("to", "text")
    to = forms.MultipleChoiceField(
        label=_("À qui ?"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choisissez au moins une personne")},
    )

    def __init__(self, *args, mentorship, alert=None, side="", **kwargs):
        """Without an alert, written to the person of `side` ("mentor" or "mentee"), else to both."""
        super().__init__(*args, **kwargs)
        mentor, mentee = mentorship.people
        self.people = {"mentor": mentor, "mentee": mentee}
        self.fields["to"].choices = [
            ("mentor", _("{name}, mentor").format(name=mentor)),
            ("mentee", _("{name}, mentoré").format(name=mentee)),
        ]
        addressed = mentorship.people
        if alert:
            addressed = words.addressed(alert)
        elif side in self.people:
            addressed = [self.people[side]]
        self.initial = {
            "to": [side for side, person in self.people.items() if person in addressed],
            "text": words.draft(alert) if alert else "",
        }

    def chosen(self):
        return [self.people[side] for side in self.cleaned_data["to"]]
