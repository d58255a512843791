"""Elision before a name: « de Yanis », « d’Anis », « d’Hugo », « d’Yves ».

The rule reads letters, not sounds: a vowel elides, and an h, mute in most first names; a y does before a
consonant alone.
"""

import unicodedata

from django.utils.translation import gettext as _

VOWELS = "aeiouœæ"


def elides(name):
    letters = unicodedata.normalize("NFD", name.lower())
    letters = "".join(one for one in letters if not unicodedata.combining(one))[:2]
    if letters.startswith("y"):
        return letters[1:].isalpha() and letters[1] not in VOWELS
    return letters.startswith((*VOWELS, "h"))


def de(name):
    name = str(name)
    return (_("d’{name}") if elides(name) else _("de {name}")).format(name=name)


def que(name):
    name = str(name)
    return (_("qu’{name}") if elides(name) else _("que {name}")).format(name=name)


SAID = {"de": de, "que": que}


def joined(word, name):
    """« de » or « que », as somebody typed it, and the name."""
    said = SAID[word.lower()](name)
    return said[0].upper() + said[1:] if word[0].isupper() else said
