"""What is done from a list of the team leads back to it as its reader had it; nothing else is followed."""

import re
from html import unescape
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from django.urls import resolve

from mentoring.returns import leaving

from .addresses import names
from .places import places
from .table import expected
from .test_redirects import HOSTILE as ELSEWHERE

pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("guards")]
TEAM = "superuser"
# By list: what its reader asked of it, and what is done from there.
LISTS = {
    "alerts": (
        "?suivi=moi&niveau=rouge&page=2",
        ["alert_take", "alert_snooze", "alert_handle", "alert_write"],
    ),
    "board": ("?cote=mentors&page=2", ["pair_pin", "pair_unpin", "pair_exclude"]),
    "board_person": ("?page=2&voir=seuil", ["pair_pin", "pair_exclude"]),
    "closing_reviews": (
        "?q=L%C3%A9a+d%E2%80%99ici&etat=tous&page=3",
        ["closing_review_act", "pair_desk_write"],
    ),
    "compare": ("?pour=mentor", ["pair_pin"]),
    "email_journal": ("?etat=failed&q=&periode=&page=2", ["email_act"]),
    "email_detail": ("", ["email_act"]),
    "exclusions": ("?page=2", ["exclusion_lift", "pair_exclude"]),
    "help_request": ("", ["help_act", "help_write", "help_workshop_add"]),
    "help_workshop": (
        "",
        [
            *("help_workshop_change", "help_workshop_cancel", "help_workshop_add", "help_workshop_remove"),
            *("help_workshop_attendance", "help_workshop_tell"),
        ],
    ),
    "news_campaign": ("", ["news_act", "news_campaign"]),
    "pair_desk": (
        "",
        [
            *("pair_desk_follow", "pair_desk_write", "pair_desk_channel", "pair_desk_pause"),
            *("pair_desk_resume", "pair_desk_note", "pair_desk_note_remove", "pair_desk_end"),
            *("alert_take", "alert_snooze", "alert_handle", "alert_write"),
        ],
    ),
    "person": ("", ["person_export", "person_write"]),
    "proposals": (
        "?groupe=attente-mentor&page=2",
        [
            *("proposal_remind", "proposal_extend", "proposal_undo", "proposal_cancel", "interest_decline"),
            *("agreement_heard", "pair_propose", "pair_pin", "pair_unpin", "pair_exclude"),
        ],
    ),
    "run": (
        "?page=2&sans=3",
        [
            *("run_remove", "run_restore", "run_propose", "run_take_back"),
            *("pair_pin", "pair_unpin", "pair_exclude"),
        ],
    ),
    "skill_suggestions": ("?page=2", ["skill_attach", "skill_ignore", "catalogue_add"]),
    "team": ("?page=2", ["team_withdraw"]),
    "testimonials": ("?page=2", ["testimonial_act"]),
}
# By page that stands between a list and what is done: the lists it leads back to.
BETWEEN = {
    "agreement_heard": ["proposals"],
    "alert_handle": ["alerts", "pair_desk"],
    "alert_write": ["alerts", "pair_desk"],
    "board_person": ["board"],
    "compare": ["board_person", "board"],
    "email_detail": ["email_journal"],
    "help_request": ["help_requests"],
    "help_workshop": ["help_workshops"],
    "help_write": ["help_request"],
    "interest_decline": ["proposals"],
    "merge_accounts": ["person_merge"],
    "news_campaign": ["news"],
    "pair_desk": ["pairs"],
    "pair_desk_channel": ["pair_desk"],
    "pair_desk_end": ["pair_desk"],
    "pair_desk_pause": ["pair_desk"],
    "pair_desk_write": ["pair_desk", "closing_reviews"],
    "pair_exclude": ["compare", "board_person", "run", "proposals"],
    "pair_propose": ["compare", "board_person", "run", "proposals"],
    "person": ["people"],
    "person_pair": ["person"],
    "proposal_cancel": ["proposals"],
    "queue_item": ["all_applications"],
    "run_others": ["run"],
    "team_withdraw": ["team"],
}
ASKED = "?q=L%C3%A9a+%26+co&page=2&tri=-nom"
HOSTILE = [
    *ELSEWHERE,
    "/charte/",
    "/pilotage/reglages/",
    "/pilotage/alertes/../../charte/",
    "/pilotage/alertes/\r\nLocation: https://evil.example/",
    "//evil.example/pilotage/alertes/",
    "?niveau=rouge",
    "binome",
    "\ud800",
    "a" * 30_000,
    "/pilotage/binomes/" + "9" * 400 + "/",
    "?retour=" * 1_000,
]
FORM = re.compile(r'<form[^>]*method="post"[^>]*>', re.IGNORECASE)
ACTION = re.compile(r'\saction="([^"]*)"')
# What takes the table away as a file, or leads to a new one; and the queue, whose forms carry its list.
APART = {"people_csv", "all_applications_csv", "run_recompute", "queue_note", "queue_assign", "decide"}


def listed(everywhere, name, query=None):
    return everywhere[name].url + (LISTS[name][0] if query is None else query)


def act(world, everywhere, name, along):
    place = everywhere[name]
    return world.ask(place.person(TEAM), "post", place.url + along, place.data)


def acts(everywhere):
    """(the list as it was, what is done from it)"""
    return [(listed(everywhere, name), one) for name, (_asked, done) in LISTS.items() for one in done]


def place_of(location):
    return urlsplit(location)._replace(fragment="").geturl()


def test_it_leads_back_to_the_list_as_it_was(world):
    everywhere = places(world, names())
    wrong = [
        (one, here, answer.headers.get("Location"))
        for here, one in acts(everywhere)
        if place_of((answer := act(world, everywhere, one, leaving(here))).headers.get("Location", ""))
        != here
    ]
    assert wrong == []


def test_by_the_page_of_one_as_well(world):
    """Back to it, which still leads back to the list."""
    everywhere, wrong = places(world, names()), []
    for name in BETWEEN.keys() & LISTS.keys():
        here = everywhere[name].url + leaving(listed(everywhere, BETWEEN[name][0], ASKED))
        for one in LISTS[name][1]:
            location = act(world, everywhere, one, leaving(here)).headers["Location"]
            if place_of(location) != here:
                wrong.append((name, one, location))
    assert wrong == []


def test_the_page_between_shows_the_way(world):
    everywhere, wrong = places(world, names()), []
    for name, lists in BETWEEN.items():
        place = everywhere[name]
        for one in lists:
            here = listed(everywhere, one, ASKED)
            page = world.ask(place.person(TEAM), "get", place.url + leaving(here)).content.decode()
            if f'href="{here}"' not in unescape(page):
                wrong.append((name, one))
    assert wrong == []


@pytest.mark.thorough
def test_anything_else_is_passed_over(world):
    everywhere, wrong = places(world, names()), []
    for one in dict.fromkeys(one for _here, one in acts(everywhere)):
        led = act(world, everywhere, one, "").headers["Location"]
        for target in HOSTILE:
            along = urlencode({"retour": target}, errors="surrogatepass")
            answer = act(world, everywhere, one, f"?{along}")
            if answer.headers.get("Location") != led:
                wrong.append((one, target[:80], answer.status_code))
    assert wrong == []


def test_every_form_of_a_list_says_where_it_stands(world):
    """What is done by a button of a list, or of the page of one, takes along the way back."""
    everywhere, wrong, seen = places(world, names()), [], set()
    for name in {*LISTS, *BETWEEN, "pairs", "people", "help_requests", "help_workshops"}:
        place = everywhere[name]
        if expected(name, "get", TEAM) != "o":
            continue
        html = world.ask(place.person(TEAM), "get", place.url).content.decode()
        main = html.partition("<main")[2].partition("</main>")[0]
        for form in FORM.findall(main):
            action = ACTION.search(form)
            if action is None:
                continue
            said = urlsplit(unescape(action[1]))
            done = resolve(said.path).url_name
            seen.add((name, done))
            back = parse_qs(said.query, keep_blank_values=True).get("retour", [""])[0]
            if done not in APART and urlsplit(back).path != place.url:
                wrong.append((name, done, back))
    assert wrong == []
    assert len(seen) > 20
