"""The menu and the lines of « Réglages ». Each app registers its own when it loads.

An item whose page does not exist never appears.
"""

from collections.abc import Callable
from dataclasses import dataclass

VISITOR, PARTICIPANT, MENTOR, COORDINATOR = "visitor", "participant", "mentor", "coordinator"


@dataclass(frozen=True)
class Item:
    """`position` orders the items; `badge(request)` answers a number or None; `is_secondary` puts the item in
    the account menu. `is_shown(request)` may hide it (a page that makes no sense for this person today). One
    that `is_alone` is current on its own page only, not on those below."""

    url_name: str
    label: str
    roles: frozenset
    position: int
    badge: Callable | None = None
    is_shown: Callable | None = None
    is_secondary: bool = False
    is_alone: bool = False


_items: dict[str, Item] = {}


def register(url_name, label, *, roles, position, **more):
    _items[url_name] = Item(url_name, label, frozenset(roles), position, **more)


def items_for(roles):
    """The items of anyone who has one of `roles`, in order."""
    return sorted(
        (item for item in _items.values() if item.roles & set(roles)), key=lambda item: item.position
    )


@dataclass(frozen=True)
class Setting:
    """A line of « Réglages », to the page of that name and arguments; `transitions` names the events that
    tell when it last changed."""

    url_name: str
    label: str
    hint: str
    position: int
    args: tuple = ()
    transitions: frozenset = frozenset()
    is_superuser_only: bool = False


_settings: dict[tuple, Setting] = {}


def register_setting(url_name, label, hint, *, position, args=(), transitions=(), is_superuser_only=False):
    line = Setting(url_name, label, hint, position, tuple(args), frozenset(transitions), is_superuser_only)
    _settings[url_name, line.args] = line


def settings_for(user):
    """The lines of « Réglages » this member of the team may open, in order."""
    shown = [line for line in _settings.values() if user.is_superuser or not line.is_superuser_only]
    return sorted(shown, key=lambda line: line.position)
