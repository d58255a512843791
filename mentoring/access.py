"""Who may open a page. Private is the default (`middleware.SignInFirst`); objects are scoped by querysets."""

import functools
import time

from allauth.account.internal.flows import reauthentication
from allauth.account.internal.flows.login import get_authentication_records
from allauth.core.exceptions import ReauthenticationRequired
from django.core.exceptions import PermissionDenied
from django.shortcuts import render

# How long signing in is enough for what asks to be sure, in seconds.
RECENT = 15 * 60


def is_coordination(user):
    """Coordinators and superusers see the coordination's pages."""
    return user.is_authenticated and (user.is_coordinator or user.is_superuser)


def coordinator_only(view):
    """Visitors are led to sign in (the middleware does); signed-in others get the 403 page."""

    @functools.wraps(view)
    def guarded(request, *args, **kwargs):
        if not is_coordination(request.user):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return guarded


def superuser_only(view):
    """As `coordinator_only`, for what only a superuser decides."""

    @functools.wraps(view)
    def guarded(request, *args, **kwargs):
        if not request.user.is_superuser:
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return guarded


def recently_signed_in(view):
    """For what only its owner may do, even on a computer left open.

    Signing in a moment ago is enough. Otherwise whoever has a password or a second factor is asked for it, by
    allauth's pages, and led back; whoever has neither is asked to sign in by code again.
    """

    @functools.wraps(view)
    def guarded(request, *args, **kwargs):
        if is_fresh(request):
            return view(request, *args, **kwargs)
        if reauthentication.get_reauthentication_flows(request.user):
            raise ReauthenticationRequired
        return render(request, "account/sign_in_again.html", {"path": request.path}, status=403)

    return guarded


def is_fresh(request):
    records = get_authentication_records(request, request.user)
    return any(time.time() - record["at"] < RECENT for record in records)
