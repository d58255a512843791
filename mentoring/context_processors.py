"""What every page knows: the programme and the reader's menu."""

from django.conf import settings
from django.urls import NoReverseMatch, reverse
from django.utils.functional import SimpleLazyObject

from mentoring import navigation as menu
from mentoring.access import is_coordination
from mentoring.demo_accounts import ACCOUNTS
from mentoring.models import Programme

FOOTER = ["charter", "questions", "privacy", "legal", "accessibility_statement", "contact"]


def programme(request):
    """The programme's settings, read only by pages that show them."""
    return {"programme": SimpleLazyObject(Programme.current)}


def navigation(request):
    """The header's `menu_items`, the `account_items` behind the person's name, the footer's addresses."""
    user = getattr(request, "user", None)
    return {
        "menu_items": SimpleLazyObject(lambda: entries(request, is_secondary=False)),
        "account_items": SimpleLazyObject(lambda: entries(request, is_secondary=True)),
        "footer_urls": {name: address(name) for name in FOOTER},
        "is_coordination": user is not None and is_coordination(user),
        "is_demo": settings.ALLOW_DEMO and settings.SHOW_DEMO_BANNER,
        "demo_accounts": ACCOUNTS,
    }


def roles_of(user):
    if user is None or not user.is_authenticated:
        return {menu.VISITOR}
    if is_coordination(user):
        return {menu.COORDINATOR}
    kinds = set(user.profiles.exclude(state__in=["closed", "archived"]).values_list("kind", flat=True))
    return {menu.PARTICIPANT} | ({menu.MENTOR} if "mentor" in kinds else set())


def entries(request, *, is_secondary):
    found = []
    for item in menu.items_for(roles_of(getattr(request, "user", None))):
        url = address(item.url_name)
        if not url or item.is_secondary != is_secondary or (item.is_shown and not item.is_shown(request)):
            continue
        found.append(
            {
                "url": url,
                "label": item.label,
                "badge": item.badge(request) if item.badge else None,
                "is_current": request.path == url or (url != "/" and request.path.startswith(url)),
            }
        )
    return found


def address(url_name):
    """The page's address, or "" while it does not exist."""
    try:
        return reverse(url_name)
    except NoReverseMatch:
        return ""
