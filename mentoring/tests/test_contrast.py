"""The design's contrast table, computed again from the committed stylesheet (WCAG 2.x luminance)."""

import re
from pathlib import Path

import pytest

CSS = (Path(__file__).resolve().parents[2] / "static/css/binome.css").read_text()
TEXT, CONTROL = 4.5, 3.0
GROUNDS = ("papier", "surface", "lin")
TONES = ("ok", "info", "alerte", "erreur", "neutre", "sapin", "figue")
PAIRS = [
    *(("encre", ground, TEXT) for ground in GROUNDS),
    *(("encre-2", ground, TEXT) for ground in GROUNDS),
    *((tone, "surface", TEXT) for tone in TONES),
    *((tone, "papier", TEXT) for tone in TONES),
    *((tone, f"{tone}-fond", TEXT) for tone in TONES),
    *(("encre", f"{tone}-fond", TEXT) for tone in (*TONES, "safran")),
    ("encre-2", "sapin-fond", TEXT),
    ("sapin", "lin", TEXT),
    ("figue", "lin", TEXT),
    ("sapin-fort", "sapin-fond", TEXT),
    ("figue-fort", "figue-fond", TEXT),
    ("sur-sapin", "sapin", TEXT),
    ("sur-sapin", "sapin-fort", TEXT),
    ("sur-figue", "figue", TEXT),
    ("sur-figue", "figue-fort", TEXT),
    ("papier", "erreur", TEXT),
    ("papier", "encre", TEXT),
    ("sur-safran", "safran", TEXT),
    *(("bord-fort", ground, CONTROL) for ground in GROUNDS),
    ("focus", "papier", CONTROL),
    ("focus", "surface", CONTROL),
]


def tokens():
    """{"light": {name: hexadecimal}, "dark": …}: the dark block only says what changes; print comes last."""
    blocks = re.findall(r":root\{([^}]*--bn-papier:[^}]*)\}", CSS)
    assert len(blocks) == 3, "a light, a dark and a printed block of tokens"
    light, dark, _ = (dict(re.findall(r"--bn-([a-z0-9-]+):\s*(#[0-9A-Fa-f]{6})", block)) for block in blocks)
    return {"light": light, "dark": light | dark}


def luminance(colour):
    channels = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(first, second):
    darker, lighter = sorted((luminance(first), luminance(second)))
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("front", "ground", "least"), PAIRS)
def test_a_pair_of_colours_can_be_read(scheme, front, ground, least):
    colours = tokens()[scheme]
    assert contrast(colours[front], colours[ground]) >= least


def test_known_values():
    light = tokens()["light"]
    assert contrast("#FFFFFF", "#000000") == pytest.approx(21)
    assert contrast(light["encre"], light["papier"]) == pytest.approx(15.1, abs=0.05)


def test_only_tokens_hold_colours():
    """A component that wrote its own colour would not follow the dark scheme."""
    sources = Path(__file__).resolve().parents[2] / "scss"
    written = {
        path.name
        for path in sources.glob("*.scss")
        if path.name not in {"_tokens.scss", "binome.scss"}
        and re.search(r"#[0-9A-Fa-f]{3,8}\b(?!\{)", path.read_text())
    }
    assert written == set()
