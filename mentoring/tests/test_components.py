import datetime
import re
from pathlib import Path
from types import SimpleNamespace

import pytest
import time_machine
from django.conf import settings
from django.template import Context, Template
from django.test import RequestFactory
from django.utils import timezone

from mentoring import navigation
from mentoring.context_processors import entries
from mentoring.templatetags import binome, dates
from mentoring.tests.pages import Page

ROOT = Path(settings.BASE_DIR)


def drawn(source, **context):
    return Template(source).render(Context(context))


# Signs ----------------------------------------------------------------------------------------------


def icons_asked_for():
    for path in (ROOT / "templates").rglob("*.html"):
        for name in re.findall(r'{% icon "([a-z0-9-]+)"', path.read_text()):
            yield path.name, name
        for name in re.findall(r'{% badge "[a-z]+" "([a-z0-9-]+)"', path.read_text()):
            yield path.name, name


@pytest.mark.parametrize(("template", "name"), sorted(set(icons_asked_for())))
def test_every_icon_a_template_asks_for_is_there(template, name):
    assert (ROOT / "static/icons" / f"{name}.svg").exists()


def test_an_icon_is_decoration():
    assert 'aria-hidden="true"' in drawn('{% icon "inbox" %}')
    assert "currentColor" in drawn('{% icon "inbox" %}')


def test_an_unknown_icon_is_an_error():
    with pytest.raises(FileNotFoundError):
        binome.icon("no-such-icon")


def test_two_logos_on_a_page_do_not_share_an_id():
    html = Page(drawn("{% logo %}{% logo %}{% arches %}{% arch_step 4 %}{% arch_step 5 %}"))
    assert len(html.ids) == 5
    assert len(set(html.ids)) == 5


@pytest.mark.parametrize("step", [1, 2, 3, 4, 5])
def test_the_five_steps_build_the_sign(step):
    html = binome.arch_step(step)
    assert "{" not in html
    assert ("var(--bn-safran)" in html) == (step >= 4)


@pytest.mark.parametrize("name", ["arches", "dotted", "door", "calendar"])
def test_the_drawings_of_empty_states(name):
    html = drawn(f'{{% empty_state "{name}" "Rien à lire." %}}<p>Revenez demain.</p>{{% endempty_state %}}')
    assert "<h2" in html
    assert "Rien à lire." in html
    assert "<p>Revenez demain.</p>" in html
    assert 'aria-hidden="true"' in html


# People, states, scores -----------------------------------------------------------------------------


def test_a_token_shows_the_side_and_the_initials():
    html = drawn('{% token person "mentor" %}', person=SimpleNamespace(initials="<b"))
    assert "bn-jeton--mentor" in html
    assert "&lt;b" in html
    assert "bn-jeton--mentore" in drawn('{% token person "mentee" %}', person=SimpleNamespace(initials="YK"))


@pytest.mark.parametrize(("role", "kind"), [("team", "equipe"), ("", "neutre")])
def test_who_has_no_side_wears_neither(role, kind):
    html = drawn("{% token person role %}", person=SimpleNamespace(initials="AD"), role=role)
    assert f'class="bn-jeton bn-jeton--{kind}"' in html


def test_an_anonymous_token_has_no_initials():
    html = drawn('{% token person "mentee" %}', person=None)
    assert "bn-jeton--anonyme" in html
    assert re.sub(r"<[^>]*>", "", html) == ""


def test_a_badge_says_its_state_in_words():
    html = drawn('{% badge "ok" "check" label %}', label="<Validée>")
    assert "badge-etat--ok" in html
    assert "<svg" in html
    assert "&lt;Validée&gt;" in html


@pytest.mark.parametrize("score", [-5, 0, 82, 100, 140])
def test_a_ring_never_overflows(score):
    arc, whole = map(
        float, re.search(r'stroke-dasharray="([\d.]+) ([\d.]+)"', binome.score_ring(score)).groups()
    )
    assert 0 <= arc <= whole + 0.1


def test_a_ring_is_named_for_those_who_do_not_see_it():
    assert 'aria-label="82 sur 100"' in binome.score_ring(82)


@pytest.mark.parametrize(
    ("points", "maximum", "width"), [(22, 25, "112.6"), (0, 0, "0.0"), (30, 25, "128.0")]
)
def test_a_bar_is_drawn_without_inline_style(points, maximum, width):
    html = binome.bar(points, maximum)
    assert f'width="{width}"' in html
    assert "style=" not in html


# Words ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("values", "words"),
    [([], ""), (["a"], "a"), (["a", "b"], "a et b"), (["a", "b", "c"], "a, b et c")],
)
def test_a_list_in_french(values, words):
    assert binome.liste_fr(values) == words


def test_days_agree():
    assert [binome.jours(n) for n in (0, 1, 2)] == ["0 jour", "1 jour", "2 jours"]


@pytest.fixture
def _march():
    with time_machine.travel("2027-03-09 12:00 +0100", tick=False):
        yield


@pytest.mark.usefixtures("_march")
@pytest.mark.parametrize(
    ("moment", "words"),
    [
        (datetime.datetime(2027, 3, 12, 17, 30, tzinfo=datetime.UTC), "vendredi 12 mars à 18 h 30"),
        (datetime.datetime(2027, 3, 1, 17, 0, tzinfo=datetime.UTC), "lundi 1er mars à 18 h"),
        (datetime.datetime(2028, 3, 1, 17, 5, tzinfo=datetime.UTC), "mercredi 1er mars 2028 à 18 h 05"),
    ],
)
def test_moments_as_people_say_them(moment, words):
    assert plain(dates.date_heure(moment)) == words
    assert f'<time datetime="{moment.isoformat()}">' in dates.moment(moment)


@pytest.mark.usefixtures("_march")
@pytest.mark.parametrize(
    ("days", "words"),
    [(0, "aujourd’hui"), (1, "hier"), (3, "il y a 3 jours"), (59, "il y a 59 jours"), (70, "il y a 2 mois")],
)
def test_how_long_ago(days, words):
    assert plain(dates.depuis(timezone.localdate() - datetime.timedelta(days=days))) == words


@pytest.mark.parametrize("name", ["date_longue", "date_courte", "heure", "date_heure", "depuis", "moment"])
def test_a_date_that_is_missing_says_nothing(name):
    assert getattr(dates, name)(None) == ""


def plain(text):
    return text.replace("\u202f", " ").replace("\xa0", " ")


# The menu -------------------------------------------------------------------------------------------


@pytest.fixture
def menu(monkeypatch):
    monkeypatch.setattr(navigation, "_items", {})
    return navigation


def test_a_page_that_does_not_exist_is_not_in_the_menu(menu, rf):
    menu.register("no_such_page", "Nulle part", roles=[menu.VISITOR], position=1)
    menu.register("charter", "Charte", roles=[menu.VISITOR], position=2)
    assert [item["label"] for item in entries(rf.get("/"))] == ["Charte"]


def test_items_come_in_order_to_those_they_are_for(menu, rf):
    menu.register("questions", "Questions", roles=[menu.VISITOR], position=2)
    menu.register("charter", "Charte", roles=[menu.VISITOR], position=1)
    menu.register("privacy", "Privé", roles=[menu.COORDINATOR], position=0)
    menu.register("legal", "Compte", roles=[menu.VISITOR], position=0, is_secondary=True)
    shown = [(i["label"], i["is_current"], i["is_secondary"]) for i in entries(rf.get("/charte/"))]
    assert shown == [("Compte", False, True), ("Charte", True, False), ("Questions", False, False)]


def test_only_the_nearest_item_is_current(menu, rf):
    """« À traiter » is `/pilotage/`: it is not the current page on `/pilotage/candidatures/`."""
    menu.register("home", "Accueil", roles=[menu.VISITOR], position=1)
    menu.register("charter", "Charte", roles=[menu.VISITOR], position=2)
    current = [i["label"] for i in entries(rf.get("/charte/version/")) if i["is_current"]]
    assert current == ["Charte"]


def test_an_item_may_hide_and_may_count(menu):
    request = RequestFactory().get("/")
    menu.register("charter", "Charte", roles=[menu.VISITOR], position=1, is_shown=lambda request: False)
    menu.register("questions", "Questions", roles=[menu.VISITOR], position=2, badge=lambda request: 14)
    assert [(i["label"], i["badge"]) for i in entries(request)] == [("Questions", 14)]
