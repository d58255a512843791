"""Where allauth meets the house: who an address belongs to, and how its messages leave."""

import datetime

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.models import EmailAddress
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from mentoring import after_sign_in
from mentoring.mail import outbox
from mentoring.models import User

# A code was asked for and never typed: the address is forgotten.
UNPROVEN_FOR = datetime.timedelta(days=1)
# allauth greets people who sign in; the page they arrive on says enough.
UNSAID = {
    "account/messages/login_code_sent.txt",
    "account/messages/logged_in.txt",
    "account/messages/logged_out.txt",
}


def person_of(email):
    """The account of an address, made on the spot when it has none, so that a known and an unknown address go
    the same way, in the same time. None for a closed account.

    Until the code is typed the account is an unverified address and nothing else; `forget_unproven` removes
    it. Somebody whose two accounts were merged is known by either address.
    """
    email = email.lower()
    second = EmailAddress.objects.filter(email=email, verified=True, primary=False).select_related("user")
    if address := second.first():
        return address.user if address.user.is_active else None
    try:
        with transaction.atomic():
            person, is_new = User.objects.get_or_create(email=email, defaults={"password": "!"})
            if is_new:
                person.set_unusable_password()
                person.save(update_fields=["password"])
                EmailAddress.objects.create(user=person, email=email, primary=True, verified=False)
    except IntegrityError:  # the same person, twice at the same moment
        person = User.objects.get(email=email)
    return person if person.is_active else None


def behind(public_id):
    """The open account of a public id, or the one it was merged into; None when there is none."""
    person = User.objects.select_related("merged_into").filter(public_id=public_id).first()
    person = person and (person.merged_into or person)
    return person if person and person.is_active else None


def describe(person, **facts):
    """Keep what a person says of themselves: name, telephone, time zone."""
    for name, value in facts.items():
        setattr(person, name, value)
    person.save(update_fields=list(facts))


def forget_unproven(now=None):
    """Remove accounts nobody ever proved to be theirs. Returns how many."""
    limit = (now or timezone.now()) - UNPROVEN_FOR
    unproven = User.objects.filter(
        date_joined__lt=limit,
        last_login=None,
        is_coordinator=False,
        is_superuser=False,
        applications=None,
        emailaddress__verified=False,
    ).exclude(emailaddress__verified=True)
    return unproven.delete()[1].get("mentoring.User", 0)


class AccountAdapter(DefaultAccountAdapter):
    def send_mail(self, template_prefix, email, context):
        """Through the outbox, in our words: a code is a code, anything else is a fact about the account."""
        name = template_prefix.rpartition("/")[2]
        if name == "unknown_account":
            return  # a closed account: nothing to say, and nothing to learn
        person = User.objects.filter(email=email.lower()).first() or context.get("user")
        to = person if person and person.email == email.lower() else email
        stamp = timezone.now().isoformat()
        with transaction.atomic():
            if context.get("code"):
                outbox.queue(
                    "login_code",
                    to=to,
                    about="account",
                    discriminator=stamp,
                    context={"code": context["code"]},
                    preheader=_("Valable 10 minutes."),
                )
            else:
                outbox.queue(
                    "account_notice",
                    to=to,
                    about="account",
                    discriminator=stamp,
                    context={"fact": fact_of(name)},
                    buttons=[(_("Voir mon compte"), "/compte/")],
                )

    def is_safe_url(self, url):
        """Of the pages one asks to be led back to."""
        return super().is_safe_url(url) and after_sign_in.can_be_read(url)

    def add_message(self, request, level, message_template=None, *args, **kwargs):
        if message_template not in UNSAID:
            super().add_message(request, level, message_template, *args, **kwargs)


def fact_of(name):
    """What happened to the account, in a few words, from the name of allauth's message."""
    return {
        "password_changed": _("mot de passe modifié"),
        "password_set": _("mot de passe créé"),
        "password_reset": _("mot de passe modifié"),
        "email_changed": _("adresse modifiée"),
        "email_confirm": _("adresse confirmée"),
        "email_deleted": _("adresse retirée"),
        "totp_activated": _("second facteur activé"),
        "totp_deactivated": _("second facteur retiré"),
        "webauthn_added": _("clé de sécurité ajoutée"),
        "webauthn_removed": _("clé de sécurité retirée"),
        "recovery_codes_generated": _("codes de secours créés"),
        "account_connected": _("compte externe relié"),
        "account_disconnected": _("compte externe délié"),
    }.get(name, _("changement enregistré"))
