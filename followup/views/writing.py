"""« Écrire », wherever the team writes from."""

from urllib.parse import urlencode

from django.contrib import messages
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from mentoring.mail.models import Email


def leaves_soon(request, about):
    """Say where a message about this `about` (what has a reference) is taken back while it can be."""
    words = {"etat": Email.State.SCHEDULED, "modele": "team_message", "q": about.reference}
    sentence = _(
        'Le message part dans dix minutes. D’ici là, il s’annule <a href="{url}">parmi les courriels</a>.'
    )
    messages.success(request, format_html(sentence, url=f"{reverse('email_journal')}?{urlencode(words)}"))
