"""Every question: what it requires, how far it goes, what it says."""

import pytest

from applications.options import Kind
from applications.questionnaire.drawing import draw
from applications.questionnaire.steps import STEPS, step_of
from applications.questionnaire.summary import summary
from applications.tests.answers import answers_of
from applications.tests.drafting import bound, drafted, one_error, sent

pytestmark = pytest.mark.django_db
MENTOR, MENTEE = Kind.MENTOR, Kind.MENTEE
SIXTY = "Écrivez au moins 60 caractères"
READ_FIRST = "Écrivez au moins 60 caractères\u202f: c’est ce que nous lisons en premier"
NO_CODE = "n’existe pas"


@pytest.mark.parametrize("kind", Kind)
def test_answers_come_back_as_they_were(kind):
    answers = answers_of(kind)
    for step in STEPS[kind]:
        form = bound(kind, step.slug)
        assert form.is_valid(), form.errors
        assert form.answers() == answers[step.slug]


@pytest.mark.parametrize("kind", Kind)
def test_seven_steps_in_eleven_minutes(kind):
    assert len(STEPS[kind]) == 7
    assert sum(step.minutes for step in STEPS[kind]) == 11


REQUIRED = [
    (MENTOR, "vous", "first_name", "Indiquez votre prénom"),
    (MENTOR, "vous", "last_name", "Indiquez votre nom"),
    (MENTOR, "vous", "languages", "Choisissez au moins une langue"),
    (MENTOR, "vous", "timezone", "Choisissez un fuseau horaire"),
    (MENTOR, "parcours", "formation", "Choisissez une formation"),
    (MENTOR, "parcours", "campus", "Choisissez un campus"),
    (MENTOR, "parcours", "cohort_year", "Choisissez une année"),
    (MENTOR, "parcours", "job_family", "Choisissez une famille de métier"),
    (MENTOR, "parcours", "job_title", "Indiquez votre métier ou votre activité"),
    (MENTOR, "parcours", "years_experience", "Choisissez une durée"),
    (MENTOR, "motivation", "why_mentor", READ_FIRST),
    (MENTOR, "motivation", "prior_mentoring", "Choisissez une réponse"),
    (MENTOR, "motivation", "presentation", SIXTY),
    (MENTOR, "offre", "mentoring_types", "Choisissez au moins un type"),
    (MENTOR, "offre", "domains", "Choisissez au moins un domaine"),
    (MENTOR, "offre", "topics", "Donnez au moins un exemple de sujet"),
    (MENTOR, "offre", "style", "Choisissez une réponse"),
    (MENTOR, "offre", "term", "Choisissez une durée"),
    (MENTOR, "offre", "term_why", "Dites-nous pourquoi en une phrase"),
    (MENTOR, "disponibilites", "slots", "Choisissez au moins un créneau dans la semaine"),
    (MENTOR, "disponibilites", "frequency", "Choisissez une fréquence"),
    (MENTOR, "disponibilites", "session_length", "Choisissez une durée"),
    (MENTOR, "disponibilites", "capacity", "Choisissez un nombre"),
    (MENTOR, "disponibilites", "available_from", "Indiquez une date à venir, dans les 6 mois"),
    (MENTOR, "echanges", "channels", "Choisissez au moins un moyen"),
    (MENTOR, "echanges", "preferred_channel", "Choisissez un moyen parmi ceux cochés"),
    (MENTOR, "echanges", "discord_ease", "Choisissez une réponse"),
    (MENTOR, "echanges", "travel", "Choisissez une réponse"),
    (MENTOR, "engagement", "charter_ok", "Lisez la charte et cochez la case pour continuer"),
    (MENTOR, "engagement", "commit_availability", "Cochez les trois engagements"),
    (MENTOR, "engagement", "commit_empathy", "Cochez les trois engagements"),
    (MENTOR, "engagement", "commit_seriousness", "Cochez les trois engagements"),
    (MENTOR, "engagement", "adult_ok", "Le programme est réservé aux personnes de 18 ans ou plus"),
    (MENTOR, "engagement", "data_ok", "Cochez la case pour continuer"),
    (MENTEE, "parcours", "mentee_kind", "Choisissez votre situation"),
    (MENTEE, "parcours", "formation", "Choisissez une formation"),
    (MENTEE, "parcours", "campus", "Choisissez un campus"),
    (MENTEE, "parcours", "years_experience", "Choisissez une durée"),
    (MENTEE, "parcours", "workload", "Choisissez une réponse"),
    (MENTEE, "objectifs", "why_mentee", READ_FIRST),
    (MENTEE, "objectifs", "mentoring_types", "Choisissez au moins un type"),
    (MENTEE, "objectifs", "goals_text", "Décrivez au moins un résultat"),
    (MENTEE, "objectifs", "challenges", "Décrivez au moins un besoin"),
    (MENTEE, "objectifs", "term", "Choisissez une durée"),
    (MENTEE, "competences", "style", "Choisissez une réponse"),
]


CLOSED = [
    row
    for row in REQUIRED
    if step_of(*row[:2]).form.base_fields[row[2]].control in ("radios", "checks", "cards", "select", "start")
]


@pytest.mark.parametrize(("kind", "slug", "name", "sentence"), REQUIRED)
def test_a_required_question_says_what_to_do(kind, slug, name, sentence):
    assert one_error(bound(kind, slug, **{name: None}), name) == sentence


@pytest.mark.parametrize(("kind", "slug", "name", "sentence"), CLOSED)
def test_a_value_that_is_no_choice_is_refused_in_the_same_words(kind, slug, name, sentence):
    assert one_error(bound(kind, slug, **{name: [NO_CODE]}), name) == sentence


def test_the_situation_decides_what_else_is_asked():
    form = bound(MENTOR, "parcours", mentor_kind=None)
    assert one_error(form, "mentor_kind") == "Choisissez votre situation"


LIMITS = [
    (MENTOR, "vous", "first_name", 60),
    (MENTOR, "vous", "last_name", 80),
    (MENTOR, "parcours", "job_title", 100),
    (MENTOR, "parcours", "employer", 100),
    (MENTOR, "motivation", "why_mentor", 1200),
    (MENTOR, "motivation", "prior_mentoring_text", 500),
    (MENTOR, "motivation", "presentation", 600),
    (MENTOR, "offre", "topics", 800),
    (MENTOR, "offre", "skills_other", 100),
    (MENTOR, "offre", "term_why", 400),
    (MENTOR, "echanges", "city", 80),
    (MENTOR, "echanges", "country", 60),
    (MENTEE, "parcours", "cohort_label", 60),
    (MENTEE, "parcours", "before", 500),
    (MENTEE, "parcours", "target_job", 100),
    (MENTEE, "objectifs", "why_mentee", 1200),
    (MENTEE, "objectifs", "goals_text", 600),
    (MENTEE, "objectifs", "challenges", 800),
    (MENTEE, "competences", "expectations", 500),
    (MENTEE, "competences", "avoid", 200),
]


@pytest.mark.parametrize(("kind", "slug", "name", "limit"), LIMITS)
def test_a_text_goes_to_its_limit_and_no_further(kind, slug, name, limit):
    assert bound(kind, slug, **{name: "é" * limit + "  "}).is_valid()
    too_long = bound(kind, slug, **{name: "é" * (limit + 1)})
    assert one_error(too_long, name) == f"Écrivez {limit} caractères au maximum"


@pytest.mark.parametrize(
    ("kind", "slug", "name", "least"),
    [
        (MENTOR, "motivation", "why_mentor", 60),
        (MENTOR, "motivation", "presentation", 60),
        (MENTOR, "offre", "topics", 20),
        (MENTOR, "offre", "term_why", 10),
        (MENTEE, "objectifs", "why_mentee", 60),
        (MENTEE, "objectifs", "goals_text", 20),
        (MENTEE, "objectifs", "challenges", 20),
    ],
)
def test_a_text_needs_its_least_length_after_trimming(kind, slug, name, least):
    answers = {"term": "short"} if name == "term_why" else {}
    assert bound(kind, slug, answers, **{name: "a" * least}).is_valid()
    short = bound(kind, slug, answers, **{name: "  " + "a" * (least - 1) + "\n"})
    assert set(short.errors) == {name}


def test_a_line_break_counts_as_one_character():
    text = "a" * 299 + "\r\n" + "b" * 300
    assert (
        bound(MENTOR, "motivation", presentation=text).answers()["presentation"]
        == "a" * 299 + "\n" + "b" * 300
    )


def test_a_signature_under_an_older_charter_is_not_one():
    form = bound(MENTOR, "engagement", charter_version="0")
    assert one_error(form, "charter_ok") == "La charte a changé depuis\u202f: relisez-la et cochez la case"


@pytest.mark.parametrize("kind", Kind)
def test_a_blank_form_says_nothing_before_it_is_judged(kind):
    for step in STEPS[kind]:
        form = bound(kind, step.slug)
        form.is_judged = False
        assert form.errors == {}
        assert all(question.errors == [] for question in draw(form))


@pytest.mark.parametrize("kind", Kind)
def test_every_problem_is_said_at_its_question(kind):
    for step in STEPS[kind]:
        form = step_of(kind, step.slug).bind({}, earlier={}, **known_of(kind))
        said = {question.name for question in draw(form) if question.errors}
        assert said == set(form.errors)
        assert said


def known_of(kind):
    form = bound(kind, "vous")
    return {name: getattr(form, name) for name in ("kind", "person", "programme", "catalogue")}


def test_the_summary_reads_as_people_speak():
    rows = {question: words for step, lines in summary(sent(MENTEE)) for question, words, is_long in lines}
    assert rows["Vos objectifs principaux"] == "1. Orientation professionnelle\n2. Aide technique"
    assert rows["Quand êtes-vous disponible, en général\u202f?"] == "lundi soir, mercredi midi, jeudi soir"
    assert rows["Téléphone"] == "06 12 34 56 78"
    assert rows["Début de formation"] == "septembre 2026"
    assert rows["Secteurs qui vous attirent"] == "Non renseigné"
    assert rows["À partir de quand\u202f?"] == "dès que possible"
    assert rows["Compétences techniques à travailler"] == (
        "Docker\u202f: je découvre, priorité\nTests automatisés\u202f: j’ai les bases"
    )


def test_the_summary_leaves_out_what_was_not_asked():
    application = sent(
        MENTOR, parcours={"mentor_kind": "pro", "formation": "", "campus": "", "cohort_year": None}
    )
    questions = {question for step, lines in summary(application) for question, words, is_long in lines}
    assert "Formation suivie à Simplon" not in questions
    assert "Formation ou diplôme" in questions


def test_the_summary_of_a_draft_holds_what_is_valid():
    application = drafted(MENTOR, steps=["vous"], vous={"first_name": ""})
    rows = {question: words for step, lines in summary(application) for question, words, is_long in lines}
    assert (rows["Prénom"], rows["Nom"]) == ("Non renseigné", "Benali")
    assert rows["Pourquoi voulez-vous devenir mentor\u202f?"] == "Non renseigné"


def test_a_summary_costs_a_fixed_number_of_queries(django_assert_num_queries):
    application = sent(MENTEE)
    with django_assert_num_queries(6):
        summary(application)
