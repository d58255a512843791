"""The names of a list: case, accents and spaces make no other."""

import unicodedata

from mentoring.models import NotAllowed


class Taken(NotAllowed):
    """The list has this name already."""


def plain(text):
    """How names are compared."""
    return " ".join(without_accents(text).casefold().split())


def without_accents(text):
    return "".join(one for one in unicodedata.normalize("NFD", text) if not unicodedata.combining(one))


def refuse_taken(name, others, sentence):
    """Raise Taken, saying `sentence` of the one it is, when `name` is one of these `others`."""
    for other in others:
        if plain(other) == plain(name):
            raise Taken(str(sentence).format(label=other))
