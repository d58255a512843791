"""Every address of the site, read from the resolver."""

from django.urls import URLResolver, get_resolver


def walked(patterns=None, prefix="", namespace=""):
    """[(name with its namespace, route)] of every pattern, those of the packages we mount included."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        route = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from walked(pattern.url_patterns, route, inner)
        else:
            yield f"{namespace}{pattern.name or ''}", route


def names():
    """The names of our own addresses and of the packages', the admin's left out."""
    return list(dict.fromkeys(name for name, _route in walked() if not name.startswith("admin:")))


def admin_names():
    """Those of the admin that have a name; the rest lead to one of them."""
    return list(
        dict.fromkeys(name for name, _route in walked() if name.startswith("admin:") and name != "admin:")
    )
