"""How a person is searched for: by any part of their name, whatever the case and the accents, or of their
address."""

import unicodedata

from django.db.models import Q

# Letters that no decomposition makes plain, and signs that are typed in two ways.
PLAIN = str.maketrans({"œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "đ": "d", "’": "'", "\u2010": "-"})


def fold(text):
    """Lower case, without accents, one space between words: « Élodie » is « elodie »."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(one for one in decomposed if not unicodedata.combining(one))
    return " ".join(plain.translate(PLAIN).split())


def named(word, *people):
    """Q: `word` is in the name or the address of one of these people: lookups that end on a person, "" for
    the row itself."""
    found = Q()
    for path in (f"{person}__" if person else "" for person in people):
        found |= Q(**{f"{path}plain_name__contains": fold(word)}) | Q(
            **{f"{path}email__contains": word.lower()}
        )
    return found
