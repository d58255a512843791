"""What every request passes through that Django does not bring."""

import zoneinfo

from django.conf import settings
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.views import redirect_to_login
from django.http import HttpResponseBadRequest, HttpResponseNotAllowed
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import add_never_cache_headers

from mentoring import after_sign_in

METHODS = ("GET", "HEAD", "POST")


def security_headers(get_response):
    """Headers `SecurityMiddleware` does not set, and no shared or stored copy of a signed-in page."""

    def middleware(request):
        response = get_response(request)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        response.headers.setdefault("Cross-Origin-Embedder-Policy", "require-corp")
        response.headers.setdefault(
            "Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()"
        )
        user = getattr(request, "user", None)
        if user is None or user.is_authenticated:  # refused before anyone asked who it was, or private
            add_never_cache_headers(response)
        return response

    return middleware


def known_methods(get_response):
    """GET, HEAD and POST: any other would run a view as if it had been read, TRACE and PUT included."""

    def middleware(request):
        if request.method not in METHODS:
            return HttpResponseNotAllowed(METHODS)
        return get_response(request)

    return middleware


def refuse_nul(get_response):
    """PostgreSQL cannot store a NUL character: answer 400 before a query meets one."""

    def has_nul(values):
        return any("\x00" in value for _, items in values.lists() for value in items)

    def middleware(request):
        if "\x00" in request.path or has_nul(request.GET) or "\x00" in request.META.get("QUERY_STRING", ""):
            return HttpResponseBadRequest("NUL")
        if request.method == "POST" and has_nul(request.POST):
            return HttpResponseBadRequest("NUL")
        return get_response(request)

    return middleware


class SignInFirst(LoginRequiredMiddleware):
    """Django's own, but that nobody is led back to what only a button reaches."""

    def handle_no_permission(self, request, view_func):
        page, door = after_sign_in.of(request), self.get_login_url(view_func)
        return redirect_to_login(page, door) if page else redirect(door)


def page_for_405(get_response):
    """A page of ours for whoever opens, or reloads, what only a button reaches."""

    def middleware(request):
        response = get_response(request)
        if response.status_code == 405:
            response.content = render_to_string("405.html", request=request)
            response.headers["Content-Type"] = "text/html; charset=utf-8"
        return response

    return middleware


def reader_time_zone(get_response):
    """Times are shown in the reader's own time zone."""

    def middleware(request):
        name = request.user.timezone if request.user.is_authenticated else ""
        with timezone.override(zoneinfo.ZoneInfo(name) if name else None):
            return get_response(request)

    return middleware


def second_factor(get_response):
    """Coordinators and superusers work behind a second factor where `REQUIRE_STAFF_MFA` is on."""
    open_paths = ("/compte/", "/connexion/", "/deconnexion/", "/static/")

    def middleware(request):
        user = request.user
        if (
            settings.REQUIRE_STAFF_MFA
            and user.is_authenticated
            and (user.is_coordinator or user.is_superuser)
            and not request.path.startswith(open_paths)
            and not user.authenticator_set.exclude(type="recovery_codes").exists()
        ):
            return redirect(reverse("mfa_index"))
        return get_response(request)

    return middleware
