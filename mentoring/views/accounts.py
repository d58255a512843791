"""Signing in: an address, then a code. The same two screens whoever comes; allauth does the work."""

import re

from allauth.account.forms import ConfirmLoginCodeForm, LoginForm, RequestLoginCodeForm
from allauth.account.internal import flows
from allauth.account.internal.decorators import login_stage_required
from allauth.account.stages import LoginByCodeStage
from allauth.account.views import ConfirmLoginCodeView, LoginView, RequestLoginCodeView
from allauth.core import context, ratelimit
from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.cache import never_cache

from mentoring import accounts
from mentoring.forms import AccountForm, helper, posted

EMAIL_ERRORS = {
    "required": gettext_lazy("Indiquez votre adresse e-mail"),
    "invalid": gettext_lazy("Indiquez une adresse complète, par exemple prenom@exemple.fr"),
}


class AddressForm(RequestLoginCodeForm):
    email = forms.EmailField(
        label=gettext_lazy("Votre adresse e-mail"),
        help_text=gettext_lazy("Choisissez une adresse que vous garderez après la formation"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages=EMAIL_ERRORS,
    )
    helper = helper()

    def clean_email(self):
        email = self.cleaned_data["email"].lower()
        if not ratelimit.consume(context.request, action="request_login_code", key=email):
            raise forms.ValidationError(_("Trop d’essais. Réessayez dans une heure."))
        self._user = accounts.person_of(email)
        return email


class CodeForm(ConfirmLoginCodeForm):
    code = forms.CharField(
        label=gettext_lazy("Code à 6 chiffres"),
        max_length=20,
        widget=forms.TextInput(
            attrs={
                "inputmode": "numeric",
                "autocomplete": "one-time-code",
                "maxlength": "7",
                "class": "bn-champ-court",
            }
        ),
        error_messages={"required": gettext_lazy("Tapez le code reçu par e-mail")},
    )
    helper = helper()

    def clean_code(self):
        """Pasted spaces do not count."""
        self.cleaned_data["code"] = re.sub(r"\s", "", self.cleaned_data["code"])
        return super().clean_code()


@method_decorator(login_not_required, name="dispatch")
@method_decorator(never_cache, name="dispatch")
class AddressView(RequestLoginCodeView):
    """`/connexion/`"""

    form_class = AddressForm
    template_name = "account/address.html"

    def get_form_class(self):
        return self.form_class


@method_decorator(login_not_required, name="dispatch")
@method_decorator(
    login_stage_required(stage=LoginByCodeStage.key, redirect_urlname="account_login"), name="dispatch"
)
class CodeView(ConfirmLoginCodeView):
    """`/connexion/code/`"""

    form_class = CodeForm
    template_name = "account/code.html"

    def get_form_class(self):
        return forms.Form if self._action == "resend" else self.form_class

    def form_invalid(self, form):
        left = flows.login_by_code.app_settings.LOGIN_BY_CODE_MAX_ATTEMPTS
        left -= self._process.state["failed_attempts"] + 1
        if self._process.record_invalid_attempt():
            form.errors["code"] = form.error_class(
                [
                    ngettext(
                        "Ce code n’est pas le bon ou a expiré. Il vous reste {n} essai.",
                        "Ce code n’est pas le bon ou a expiré. Il vous reste {n} essais.",
                        left,
                    ).format(n=left)
                ]
            )
            return self.render_to_response(self.get_context_data(form=form))
        messages.error(self.request, _("Ce code n’est plus valable. Demandez-en un autre."))
        return HttpResponseRedirect(self.passthrough_next_url(reverse("account_login")))

    def get_context_data(self, **kwargs):
        values = super().get_context_data(**kwargs)
        return values | {"masked": masked(values["email"] or "")}


class PasswordForm(LoginForm):
    """Address and password; allauth would leave the password out, since nobody needs one to sign up."""

    helper = helper()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["login"] = forms.EmailField(
            label=_("Adresse e-mail"),
            max_length=254,
            widget=forms.EmailInput(attrs={"autocomplete": "email"}),
            error_messages=EMAIL_ERRORS,
        )

    def _setup_password_field(self):
        self.fields["password"] = forms.CharField(
            label=_("Mot de passe"),
            strip=False,
            max_length=200,
            widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
            error_messages={"required": _("Tapez votre mot de passe")},
        )

    def clean_login(self):
        return super().clean_login().lower()


@method_decorator(login_not_required, name="dispatch")
class PasswordView(LoginView):
    """`/connexion/mot-de-passe/`, for those who chose one."""

    form_class = PasswordForm
    template_name = "account/password.html"

    def get_form_class(self):
        return self.form_class


def masked(address):
    """« a•••@exemple.fr »."""
    name, _at, domain = address.partition("@")
    return f"{name[:1]}•••@{domain}"


def account(request):
    """`/compte/`"""
    form = AccountForm(posted(request), instance=request.user)
    if request.method == "POST" and form.is_valid():
        accounts.describe(request.user, **form.cleaned_data)
        messages.success(request, _("Vos changements sont enregistrés."))
        return redirect("account")
    return render(request, "account/account.html", {"form": form})
