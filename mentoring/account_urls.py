"""Signing in and the account. allauth's views at our addresses; pages we do not use lead to signing in."""

from allauth.account import views as allauth_views
from django.contrib.auth.decorators import login_not_required
from django.urls import include, path
from django.views.generic import RedirectView

from mentoring.views import accounts, demo, team

sign_in = login_not_required(RedirectView.as_view(pattern_name="account_login"))

urlpatterns = [
    path("connexion/", accounts.AddressView.as_view(), name="account_login"),
    path("connexion/", accounts.AddressView.as_view(), name="account_request_login_code"),
    path("connexion/code/", accounts.CodeView.as_view(), name="account_confirm_login_code"),
    path("connexion/mot-de-passe/", accounts.PasswordView.as_view(), name="account_login_password"),
    path("deconnexion/", allauth_views.logout, name="account_logout"),
    path("demo/compte/", demo.switch, name="demo_switch"),
    path("compte/", accounts.account, name="account"),
    path("pilotage/reglages/equipe/", team.team_page, name="team"),
    path("pilotage/reglages/equipe/<slug:public_id>/retirer/", team.team_withdraw, name="team_withdraw"),
    path("compte/adresse/", allauth_views.email, name="account_email"),
    path(
        "compte/adresse/confirmer/",
        allauth_views.email_verification_sent,
        name="account_email_verification_sent",
    ),
    path("compte/mot-de-passe/", allauth_views.password_change, name="account_change_password"),
    path("compte/mot-de-passe/creer/", allauth_views.password_set, name="account_set_password"),
    path("compte/confirmer/", allauth_views.reauthenticate, name="account_reauthenticate"),
    path("compte/ferme/", allauth_views.account_inactive, name="account_inactive"),
    path("compte/inscription/", sign_in, name="account_signup"),
    path("compte/mot-de-passe/oublie/", sign_in, name="account_reset_password"),
    path("compte/second-facteur/", include("allauth.mfa.urls")),
    path("compte/externe/", include("allauth.socialaccount.urls")),
    path("compte/sessions/", include("allauth.usersessions.urls")),
]
