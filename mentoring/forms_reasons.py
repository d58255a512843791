"""« Motifs » among the settings: the words of one reason."""

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from mentoring.forms_settings import TOO_LONG, SeenForm, line

MOST_WORDS = 90


def message_field(label):
    return forms.CharField(
        label=label,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("90 mots au maximum : un merci, le fait, la suite."),
        error_messages={"required": _("Écrivez le message"), "max_length": TOO_LONG},
    )


class ReasonForm(SeenForm):
    label = line(_("Libellé"), 80, _("Indiquez un libellé"))
    message = message_field(_("Message"))
    mentee_message = message_field(_("Message aux personnes accompagnées"))
    is_active = forms.BooleanField(
        label=_("Proposé"),
        required=False,
        help_text=_("Un motif qui n’est plus proposé reste affiché là où il a été donné."),
    )

    def __init__(self, *args, reason, **kwargs):
        super().__init__(*args, **kwargs)
        self.reason = reason
        self.fields["label"].help_text = reason.list.hint
        if reason.mentee_message is not None:
            self.fields["message"].label = _("Message aux mentors")
        for name in ("message", "mentee_message"):
            if getattr(reason, name) is None:
                del self.fields[name]
        if reason.is_pinned:
            del self.fields["is_active"]

    def values(self):
        return self.reason.values | super().values()

    def clean_message(self):
        return short(self.cleaned_data["message"])

    def clean_mentee_message(self):
        return short(self.cleaned_data["mentee_message"])


def short(text):
    """Line breaks as they are kept. Raises ValidationError past ninety words."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    count = len(text.split())
    if count > MOST_WORDS:
        raise forms.ValidationError(
            gettext("Gardez {most} mots au maximum : il y en a {count}").format(most=MOST_WORDS, count=count)
        )
    return text
