"""Where somebody who had to sign in first is led back: to an address of ours that answers being read."""

from urllib.parse import urlsplit

from django.urls import Resolver404, resolve
from django.utils.http import url_has_allowed_host_and_scheme


def of(request):
    """The page that was asked for; of what only a button reaches, the page with the button; "" for the home
    of whoever signs in."""
    asked = request.get_full_path()
    if can_be_read(asked):
        return asked
    page = request.headers.get("Referer", "")
    is_ours = url_has_allowed_host_and_scheme(
        page, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    found = urlsplit(page)
    address = f"{found.path}?{found.query}" if found.query else found.path
    return address if is_ours and can_be_read(address) else ""


def can_be_read(address):
    """Does a GET of this address meet a view that answers it?"""
    try:
        view = resolve(urlsplit(address).path).func
    except (Resolver404, ValueError):
        return False
    while view:
        if "GET" not in allowed_by(view):
            return False
        view = getattr(view, "__wrapped__", None)
    return True


def allowed_by(view):
    """What this layer of a view lets through: a class says so by its functions, one of Django's decorators by
    what it holds."""
    if view_class := getattr(view, "view_class", None):
        return [name.upper() for name in view_class.http_method_names if hasattr(view_class, name)]
    code, cells = getattr(view, "__code__", None), getattr(view, "__closure__", None) or ()
    held = dict(zip(code.co_freevars, cells, strict=True)) if code else {}
    cell = held.get("request_method_list")
    return cell.cell_contents if cell else ["GET"]
