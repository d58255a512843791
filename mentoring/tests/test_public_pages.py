import pytest
from django.urls import resolve, reverse

from mentoring import faq
from mentoring.models import Programme, PublicFigures
from mentoring.tests.factories import CoordinatorFactory, UserFactory
from mentoring.tests.pages import page

PAGES = [
    "home",
    "become_mentor",
    "find_mentor",
    "charter",
    "questions",
    "discord_guide",
    "discord_workshops",
    "privacy",
    "legal",
    "accessibility_statement",
]
pytestmark = pytest.mark.django_db


def figures(**values):
    known = {"pairs_formed": 0, "sessions_held": 0, "ready_mentors": 0}
    return PublicFigures.objects.create(**(known | values))


@pytest.mark.parametrize("name", PAGES)
def test_anyone_may_read(client, name):
    response = client.get(reverse(name))
    assert response.status_code == 200
    shown = page(response)
    assert shown.faults == []
    assert [level for level, _ in shown.headings].count(1) == 1
    assert shown.title.endswith(" – Binôme")
    assert len(shown.ids) == len(set(shown.ids))
    assert "contenu" in shown.ids


@pytest.mark.parametrize("name", PAGES)
def test_heading_levels_have_no_gap(client, name):
    levels = [level for level, _ in page(client.get(reverse(name))).headings]
    assert all(after - before <= 1 for before, after in zip(levels, levels[1:], strict=False))


@pytest.mark.parametrize("name", PAGES)
def test_signed_in_people_may_read_too(client, name):
    client.force_login(UserFactory())
    assert client.get(reverse(name)).status_code == 200


@pytest.mark.parametrize("name", PAGES)
def test_links_lead_somewhere(client, name):
    shown = page(client.get(reverse(name)))
    for address in shown.links:
        if address.startswith("#"):
            assert address[1:] in shown.ids
        elif address.startswith("/"):
            resolve(address.partition("#")[0].partition("?")[0])


def test_titles_are_all_different(client):
    titles = {page(client.get(reverse(name))).title for name in PAGES}
    assert len(titles) == len(PAGES)


@pytest.mark.parametrize("name", [*PAGES, "robots", "sitemap", "favicon"])
def test_reading_only(client, name):
    assert client.post(reverse(name)).status_code == 405
    assert client.head(reverse(name)).status_code < 400


def test_a_page_costs_few_queries(client, django_assert_max_num_queries):
    for name in PAGES:
        with django_assert_max_num_queries(4):
            client.get(reverse(name))


# The strip of figures -------------------------------------------------------------------------------


def test_without_figures_there_is_no_strip(client):
    assert "bn-chiffres" not in client.get("/").content.decode()


def test_below_the_threshold_the_programme_is_starting(client):
    figures(pairs_formed=9, ready_mentors=3)
    text = client.get("/").content.decode()
    assert "bn-chiffres" not in text
    assert "<strong>3 mentors</strong> sont déjà prêts" in text


def test_too_few_mentors_is_not_said(client):
    figures(pairs_formed=2, ready_mentors=2)
    assert "déjà prêts" not in client.get("/").content.decode()


def test_from_the_threshold_the_figures_show(client):
    figures(pairs_formed=64, sessions_held=312, useful_in_ten=9, median_days_to_pair=9, ready_mentors=20)
    text = page(client.get("/")).text
    for words in ("64", "binômes formés", "312", "9 sur 10", "9 jours"):
        assert words in text
    assert "déjà prêts" not in text


def test_a_figure_without_enough_answers_is_left_out(client):
    figures(pairs_formed=10, sessions_held=12)
    text = page(client.get("/")).text
    assert "binômes formés" in text
    assert "sur 10" not in text
    assert "pour trouver un binôme" not in text


def test_the_newest_figures_win(client):
    figures(pairs_formed=10)
    figures(pairs_formed=88)
    assert "88" in page(client.get("/")).text


def test_the_wait_is_the_median_or_the_sentence(client):
    assert "En général, deux à quatre semaines." in page(client.get(reverse("find_mentor"))).text
    figures(pairs_formed=1, median_days_to_pair=1)
    assert "1 jour" in page(client.get(reverse("find_mentor"))).text


# Sides, roles, settings -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("switch", "name", "label"),
    [
        ("is_mentor_side_open", "become_mentor", "Commencer ma candidature de mentor"),
        ("is_mentee_side_open", "find_mentor", "Commencer ma demande"),
    ],
)
def test_a_closed_side_says_so(client, switch, name, label):
    assert label in page(client.get(reverse(name))).text
    Programme.objects.update(**{switch: False}, closed_message="Retour en mars.")
    text = page(client.get(reverse(name))).text
    assert label not in text
    assert "Retour en mars." in text


def test_signed_in_people_go_on_from_the_home_page(client):
    client.force_login(CoordinatorFactory())
    text = page(client.get("/")).text
    assert "Demander un mentor" not in text


def test_the_charter_shows_its_version(client):
    Programme.objects.update(charter_version="7")
    assert "Version 7, publiée le" in page(client.get(reverse("charter"))).text


def test_the_emergency_line_is_the_programme_s_own(client):
    Programme.objects.update(emergency_text="Appelez le 3114.")
    assert "Appelez le 3114." in page(client.get(reverse("charter"))).text


def test_the_answers_are_short_and_their_anchors_stable(client):
    items = faq.filled(Programme.current())
    assert len(items) == 12
    assert sum(item["is_on_home"] for item in items) == 5
    assert all(len(item["answer"].split()) <= 80 for item in items)
    assert {"changer", "discord"} <= set(page(client.get(reverse("questions"))).ids)


def test_the_delay_in_the_answers_follows_the_settings(client):
    Programme.objects.update(sla_days=1)
    assert "sous 1 jour ouvré." in page(client.get(reverse("questions"))).text


def test_the_privacy_page_holds_the_ten_items(client):
    numbered = [text for level, text in page(client.get(reverse("privacy"))).headings if text[:1].isdigit()]
    assert [int(text.partition(".")[0]) for text in numbered] == list(range(1, 11))


def test_the_share_block_gives_the_public_address(client, settings):
    settings.SITE_URL = "https://mentorat.example"
    text = client.get(reverse("become_mentor")).content.decode()
    assert 'data-copy="https://mentorat.example/devenir-mentor/"' in text
    assert "mailto:?subject=" in text
    assert 'class="bn-qr"' in text


# For machines ---------------------------------------------------------------------------------------


def test_robots_and_sitemap(client, settings):
    settings.SITE_URL = "https://mentorat.example"
    robots = client.get("/robots.txt").content.decode()
    assert "Disallow: /pilotage/" in robots
    assert "Sitemap: https://mentorat.example/sitemap.xml" in robots
    sitemap = client.get("/sitemap.xml").content.decode()
    assert sitemap.count("<loc>https://mentorat.example/") == len(PAGES)


def test_the_visitor_s_menu(client):
    text = page(client.get("/")).text
    for label in ("Devenir mentor", "Trouver un mentor", "Charte", "Questions", "Se connecter"):
        assert label in text


def test_the_current_page_is_marked(client):
    text = client.get(reverse("charter")).content.decode()
    assert text.count('aria-current="page"') == 2  # the wide menu and the narrow one


@pytest.mark.parametrize(
    "template", ["403.html", "404.html", "429.html", "403_csrf.html", "500.html", "400.html"]
)
def test_error_pages_speak_french_and_lead_out(rf, template):
    from django.contrib.auth.models import AnonymousUser
    from django.template.loader import render_to_string

    request = rf.get("/perdu/")
    request.user = AnonymousUser()
    html = render_to_string(template, request=request)
    assert '<html lang="fr">' in html
    assert 'href="/"' in html


def test_the_404_page(client):
    client.force_login(UserFactory())
    response = client.get("/nulle-part/")
    assert response.status_code == 404
    assert "n’existe pas ou n’est plus disponible" in response.content.decode()


def test_the_500_page_needs_no_database(rf, django_assert_num_queries):
    from django.views.defaults import server_error

    with django_assert_num_queries(0):
        response = server_error(rf.get("/"))
    assert response.status_code == 500
    assert "Un problème de notre côté." in response.content.decode()
