"""The names of a list: case, accents and spaces make no other."""

from mentoring.models import NotAllowed
from mentoring.searching import fold


class Taken(NotAllowed):
    """The list has this name already."""


def refuse_taken(name, others, sentence):
    """Raise Taken, saying `sentence` of the one it is, when `name` is one of these `others`."""
    for other in others:
        if fold(other) == fold(name):
            raise Taken(str(sentence).format(label=other))
