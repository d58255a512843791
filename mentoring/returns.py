"""The way back: what is done from a list leads to it again as its reader had it, filters, order and page.

What leaves such a page says where it stands: `?retour=` and the address, which may hold a `?retour=` of its
own in turn. A view names the pages it leads back to; the rest is passed over.
"""

from itertools import islice
from urllib.parse import parse_qsl, quote, urlencode

from django.urls import Resolver404, resolve

WORD = "retour"
# From a list to a person, to a comparison, to what is done there. Servers refuse longer addresses.
DEEPEST, LONGEST = 4, 2000


def place(request, default, *pages):
    """Where to lead back: the nearest address on the way that is the page at `default` or one of these
    others, given by their addresses, or by their names where any will do; else `default`."""
    for path, query in islice(way(request.GET.get(WORD, "")), DEEPEST):
        if path in (default, *pages) or name_of(path) in pages:
            return f"{path}?{query}" if query else path
    return default


def way(address):
    """(path, query) of each address on the way back, the nearest first; nothing vouches for them."""
    while address:
        path, _mark, query = address.partition("?")
        words = parse_qsl(query, keep_blank_values=True)
        yield path, urlencode(words)
        address = dict(words).get(WORD, "")


def name_of(path):
    try:
        return resolve(path).url_name
    except Resolver404:
        return ""


def leaving(address):
    """« ?retour=… », what an address takes along to lead back to this one, unless it is too long."""
    words = quote(address, safe="")
    return f"?{WORD}={words if len(words) <= LONGEST else ''}"
