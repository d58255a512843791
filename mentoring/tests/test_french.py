"""« de » and « que » before a name, on every page and in every message."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.template import Context, Template

from mentoring import french
from mentoring.mail import wordings

ROOT = Path(settings.BASE_DIR)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Yanis", "de Yanis"),
        ("Yasmine", "de Yasmine"),
        ("Nadia", "de Nadia"),
        ("Anis", "d’Anis"),
        ("Élodie", "d’Élodie"),
        ("Olivier et Awa", "d’Olivier et Awa"),
        ("Hugo", "d’Hugo"),
        ("Œuvrard", "d’Œuvrard"),
        ("Yves", "d’Yves"),
        ("Y", "de Y"),
        ("", "de "),
        ("{{ autre }}", "de {{ autre }}"),
        ("ivan@exemple.org", "d’ivan@exemple.org"),
    ],
)
def test_a_vowel_elides(name, said):
    assert french.de(name) == said
    assert french.que(name) == said.replace("d", "qu", 1)


def test_a_name_is_still_escaped():
    shown = Template("{{ name|de }}").render(Context({"name": "A<b>"}))
    assert shown == "d’A&lt;b&gt;"


def test_what_the_team_writes_before_a_name_elides_too():
    text = "Le rythme de {{ autre }}. De {{ autre }} ? Ce que {{autre}} dit. Une idée {{ autre }}."
    said = "Le rythme d’Anis. D’Anis ? Ce qu’Anis dit. Une idée Anis."
    assert wordings.fill(text, {"autre": "Anis"}) == said
    assert wordings.fill(text, {"autre": "Yanis"}) == text.replace("{{ autre }}", "Yanis").replace(
        "{{autre}}", "Yanis"
    )


BARE = re.compile(r"\b(?:[dD]e|[qQ]ue) \{+ ?(?:\w*name|pair|other|person|first|mentor|mentee)\b")


def test_no_sentence_forgets_it():
    """A name after « de » or « que » goes through the filter."""
    found = []
    for top in ("templates", "mentoring", "applications", "matching", "followup"):
        for path in sorted((ROOT / top).rglob("*")):
            if path.suffix in (".html", ".txt", ".py") and "tests" not in path.parts:
                found += [f"{path.relative_to(ROOT)}: {hit}" for hit in BARE.findall(path.read_text())]
    assert found == ["mentoring/french.py: de {name", "mentoring/french.py: que {name"]
