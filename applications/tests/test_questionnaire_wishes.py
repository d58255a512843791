"""What is offered and wanted, when and how."""

import datetime

import pytest
from django.utils import timezone

from applications.options import Kind
from applications.tests.drafting import bound, one_error

pytestmark = pytest.mark.django_db
MENTOR, MENTEE = Kind.MENTOR, Kind.MENTEE


@pytest.mark.parametrize("kind", Kind)
def test_four_sectors_at_most(kind):
    five = ["industrie", "secteur-public", "sante-et-social", "independant", "banque-et-assurance"]
    assert one_error(bound(kind, "parcours", sectors=five), "sectors") == "Choisissez 4 secteurs au maximum"
    assert bound(kind, "parcours", sectors=five[:4]).is_valid()


@pytest.mark.parametrize(("kind", "slug", "most"), [(MENTOR, "offre", 5), (MENTEE, "competences", 3)])
def test_soft_skills_have_a_maximum(kind, slug, most):
    codes = [
        "leadership",
        "adaptabilite",
        "esprit-critique",
        "prise-de-parole",
        "confiance-en-soi",
        "gestion-du-stress",
    ]
    sentence = f"Choisissez {most} savoir-être au maximum"
    assert one_error(bound(kind, slug, soft_skills=codes[: most + 1]), "soft_skills") == sentence
    assert bound(kind, slug, soft_skills=codes[:most]).is_valid()


def skill_rows(name, *rows):
    parts = {}
    for number, row in enumerate(rows):
        for part, value in zip(("skill", "level", "priority"), row, strict=False):
            parts[f"{name}-{number}-{part}"] = value
    return parts


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        ([], "Ajoutez au moins une compétence"),
        ([("docker", "")], "Indiquez un niveau pour Docker"),
        ([("docker", "0")], "Indiquez un niveau pour Docker"),
        ([("docker", "3"), ("docker", "2")], "Docker est déjà dans la liste"),
        ([("cobol", "3")], "Ajoutez au moins une compétence"),
    ],
)
def test_a_technical_mentor_lists_skills_with_levels(rows, sentence):
    form = bound(MENTOR, "offre", {"skills": []}, **skill_rows("skills", *rows))
    assert one_error(form, "skills") == sentence


def test_empty_rows_of_skills_are_ignored():
    form = bound(MENTOR, "offre", {"skills": []}, **skill_rows("skills", ("", ""), ("git", "1"), ("", "2")))
    assert form.answers()["skills"] == [{"skill": "git", "level": 1}]


def test_skills_may_be_left_out_by_a_mentor_of_orientation():
    assert bound(MENTOR, "offre", {"skills": []}, mentoring_types="orientation").is_valid()


def test_two_priorities_at_most():
    rows = [("docker", "0", "on"), ("git", "1", "on"), ("sql", "2", "on")]
    form = bound(MENTEE, "competences", {"skills_wanted": []}, **skill_rows("skills_wanted", *rows))
    assert one_error(form, "skills_wanted") == "Deux priorités au maximum"


def test_skills_are_asked_of_a_mentee_who_wants_technical_help():
    form = bound(MENTEE, "competences", {"skills_wanted": []})
    assert one_error(form, "skills_wanted") == "Ajoutez au moins une compétence"
    form = bound(MENTEE, "competences", {"skills_wanted": []})
    form.earlier["objectifs"]["mentoring_types"] = ["orientation"]
    assert form.is_valid()


@pytest.mark.parametrize(
    ("ranks", "sentence"),
    [
        (["", "", ""], "Choisissez au moins un objectif"),
        (["", "career", ""], "Choisissez au moins un objectif"),
        (["poterie", "", ""], "Choisissez au moins un objectif"),
        (["career", "career", ""], "Vous avez choisi deux fois le même"),
    ],
)
def test_domains_are_ranked(ranks, sentence):
    typed = {f"domains_ranked_{rank}": code for rank, code in enumerate(ranks, 1)}
    assert one_error(bound(MENTEE, "objectifs", **typed), "domains_ranked") == sentence


def test_the_order_of_domains_is_kept():
    typed = {"domains_ranked_1": "network", "domains_ranked_2": "", "domains_ranked_3": "career"}
    assert bound(MENTEE, "objectifs", **typed).answers()["domains_ranked"] == ["network", "career"]


@pytest.mark.parametrize("kind", Kind)
def test_whoever_takes_both_terms_need_not_say_why(kind):
    slug = "offre" if kind == MENTOR else "objectifs"
    assert bound(kind, slug, {"term": "flexible", "term_why": ""}).is_valid()
    refused = bound(kind, slug, {"term": "short", "term_why": "Parce que"})
    assert one_error(refused, "term_why") == "Dites-nous pourquoi en une phrase"


@pytest.mark.parametrize("days", [0, 1, 183])
def test_a_start_within_six_months(days):
    day = (timezone.localdate() + datetime.timedelta(days=days)).isoformat()
    form = bound(MENTEE, "disponibilites", available_from="date", available_from_date=day)
    assert form.answers()["available_from"] == day


@pytest.mark.parametrize("typed", ["", "hier", "2020-01-01", "2999-01-01", "32/13/2026"])
def test_a_start_that_is_no_day_to_come(typed):
    form = bound(MENTEE, "disponibilites", available_from="date", available_from_date=typed)
    assert one_error(form, "available_from") == "Indiquez une date à venir, dans les 6 mois"


def test_only_mentors_say_how_many_people():
    assert "capacity" not in bound(MENTEE, "disponibilites").fields
    assert one_error(bound(MENTOR, "disponibilites", capacity="4"), "capacity") == "Choisissez un nombre"


def test_strange_slots_are_no_slots():
    form = bound(MENTEE, "disponibilites", slots=["28", "-1", "0x3", "٣", "99999999999"])
    assert one_error(form, "slots") == "Choisissez au moins un créneau dans la semaine"


def test_the_favourite_is_one_of_the_ticked():
    form = bound(MENTEE, "echanges", channels=["zoom", "phone"], preferred_channel="discord")
    assert one_error(form, "preferred_channel") == "Choisissez un moyen parmi ceux cochés"


def test_the_only_channel_is_the_favourite():
    form = bound(MENTEE, "echanges", channels=["phone"], preferred_channel=None)
    assert form.answers()["preferred_channel"] == "phone"


def test_no_help_excludes_help():
    form = bound(MENTEE, "echanges", discord_help=["guide", "nothing"])
    assert one_error(form, "discord_help") == "“Rien” ne peut pas être coché avec un autre choix"


@pytest.mark.parametrize("name", ["a@b", "#", "x" * 38, "deux:points", "`code`"])
def test_a_discord_name_looks_like_one(name):
    form = bound(MENTEE, "echanges", discord_ease="use", discord_name=name)
    assert one_error(form, "discord_name") == "Ce nom ne semble pas valide"


@pytest.mark.parametrize("name", ["nadia", "nadia.b_29", "Nadia#1234"])
def test_discord_names_of_both_ages(name):
    assert bound(MENTEE, "echanges", discord_ease="use", discord_name=name).answers()["discord_name"] == name


@pytest.mark.parametrize("postcode", ["6900", "690034", "ABCDE", "1050"])
def test_a_french_postcode_has_five_figures(postcode):
    sentence = "Un code postal français a 5 chiffres"
    assert one_error(bound(MENTEE, "echanges", postcode=postcode), "postcode") == sentence


def test_a_postcode_of_elsewhere_is_free():
    assert bound(MENTEE, "echanges", postcode="1050", country="Belgique").is_valid()


def test_the_place_is_asked_of_those_who_would_meet():
    answers = bound(MENTEE, "echanges", meet_in_person="no").answers()
    assert (answers["postcode"], answers["city"], answers["travel"]) == ("", "", "")
