"""The ground's own kinds: signing in and everything allauth says."""

from django.utils.translation import gettext_lazy as _

from .catalogue import Kind, T, register

register(Kind("login_code", T, _("{code} : votre code Binôme"), is_secret=True))
register(Kind("account_notice", T, _("Votre compte {programme} : {fact}"), is_secret=True))
