"""Who may open a page. Private is the default (LoginRequiredMiddleware); objects are scoped by querysets."""

import functools

from django.core.exceptions import PermissionDenied


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
