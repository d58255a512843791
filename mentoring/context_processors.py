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
    shown = SimpleLazyObject(lambda: entries(request))
    return {
        "menu_items": SimpleLazyObject(lambda: [entry for entry in shown if not entry["is_secondary"]]),
        "account_items": SimpleLazyObject(lambda: [entry for entry in shown if entry["is_secondary"]]),
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


def entries(request):
    """What this reader's menus hold. The entry nearest to the page is the current one.

    A page that has counted what a badge shows says so in `request.badges`, by the name of the entry's page.
    """
    found, counted = [], getattr(request, "badges", {})
    for item in menu.items_for(roles_of(getattr(request, "user", None))):
        url = address(item.url_name)
        if not url or (item.is_shown and not item.is_shown(request)):
            continue
        is_counted = item.url_name in counted
        found.append(
            {
                "url": url,
                "label": item.label,
                "badge": counted[item.url_name] if is_counted else item.badge and item.badge(request),
                "is_secondary": item.is_secondary,
                "is_above": request.path == url or (request.path.startswith(url) and not item.is_alone),
            }
        )
    above = [entry["url"] for entry in found if entry["is_above"]]
    nearest = max(above, key=len, default=None)
    return [entry | {"is_current": entry["url"] == nearest} for entry in found]


def address(url_name, *args):
    """The page's address, or "" while it does not exist."""
    try:
        return reverse(url_name, args=args)
    except NoReverseMatch:
        return ""
