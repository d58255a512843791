"""Every question: what it requires, how far it goes, what it says."""

import datetime

import pytest
from django.utils import timezone

from applications.options import Kind
from applications.questionnaire.drawing import draw
from applications.questionnaire.steps import STEPS, step_of
from applications.questionnaire.summary import summary
from applications.tests.answers import answers_of
from applications.tests.drafting import bound, drafted, sent

pytestmark = pytest.mark.django_db
MENTOR, MENTEE = Kind.MENTOR, Kind.MENTEE
SIXTY = "Écrivez au moins 60 caractères"
READ_FIRST = "Écrivez au moins 60 caractères\u202f: c’est ce que nous lisons en premier"
NO_CODE = "n’existe pas"


def one_error(form, name):
    """The one sentence said at a question."""
    assert not form.is_valid()
    assert set(form.errors) == {name}, form.errors
    return form.errors[name][0]


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


@pytest.mark.parametrize("bad", ["Nadia\u202egnp", "Na\u200bdia", "Na\x07dia", "Na\ndia"])
def test_a_name_hides_nothing(bad):
    sentence = "Retirez les caractères invisibles de cette réponse"
    assert one_error(bound(MENTOR, "vous", first_name=bad), "first_name") == sentence


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("06 12 34 56 78", "+33612345678"),
        ("+33 6 12 34 56 78", "+33612345678"),
        ("0692 12 34 56", "+262692123456"),
        ("+32 470 12 34 56", "+32470123456"),
        ("", ""),
    ],
)
def test_phone_numbers_are_kept_in_international_form(typed, kept):
    assert bound(MENTOR, "vous", phone=typed).answers()["phone"] == kept


@pytest.mark.parametrize("typed", ["06 12", "abc", "+33 1", "+999 12345678", "06123456789012345"])
def test_a_phone_number_that_is_not_complete(typed):
    assert one_error(bound(MENTOR, "vous", phone=typed), "phone") == "Ce numéro ne semble pas complet"


@pytest.mark.parametrize(
    "typed", ["pas une adresse", "http://exemple.org", "javascript:alert(1)", "ftp://a.fr"]
)
def test_a_page_is_https(typed):
    sentence = "Cette adresse ne semble pas correcte"
    assert one_error(bound(MENTOR, "parcours", profile_url=typed), "profile_url") == sentence


def test_the_scheme_of_a_page_may_be_left_out():
    form = bound(MENTOR, "parcours", profile_url="exemple.org/nadia")
    assert form.answers()["profile_url"] == "https://exemple.org/nadia"


def test_another_language_is_named():
    form = bound(MENTEE, "vous", languages=["fr", "other"])
    assert one_error(form, "languages_other") == "Indiquez cette langue"


@pytest.mark.parametrize("situation", ["pro", "tutor", "staff"])
def test_someone_from_elsewhere_is_not_asked_for_a_formation(situation):
    form = bound(MENTOR, "parcours", mentor_kind=situation, supervises="no", diploma="BTS")
    answers = form.answers()
    assert form.is_valid()
    assert (answers["formation"], answers["campus"], answers["cohort_year"]) == ("", "", None)
    assert answers["diploma"] == "BTS"


def test_a_hidden_answer_is_dropped():
    answers = bound(MENTOR, "parcours", diploma="BTS", supervises="yes").answers()
    assert (answers["diploma"], answers["supervises"]) == ("", None)


def test_a_learner_may_leave_the_job_blank():
    assert bound(MENTOR, "parcours", mentor_kind="learner", job_family=None, job_title="").is_valid()


def test_supervision_is_asked_of_tutors_and_staff():
    form = bound(MENTOR, "parcours", mentor_kind="tutor")
    assert one_error(form, "supervises") == "Répondez par oui ou par non"
    form = bound(MENTOR, "parcours", mentor_kind="staff", supervises="yes")
    assert one_error(form, "supervised") == "Indiquez la formation, le campus et l’année de fin"


def test_supervised_cohorts_are_kept_once():
    row = {"formation": "dwwm", "campus": "lille", "year": 2026}
    typed = {f"supervised-{n}-{part}": str(value) for n in (0, 3) for part, value in row.items()}
    form = bound(MENTOR, "parcours", mentor_kind="tutor", supervises="yes", **typed)
    assert form.answers()["supervised"] == [row]


def test_a_cohort_is_given_whole():
    form = bound(
        MENTOR, "parcours", mentor_kind="tutor", supervises="yes", **{"supervised-0-formation": "dwwm"}
    )
    assert one_error(form, "supervised") == "Indiquez la formation, le campus et l’année de fin"


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


@pytest.mark.parametrize("situation", ["training", "soon"])
def test_learners_give_their_dates(situation):
    form = bound(MENTEE, "parcours", {"training_start": "", "training_end": ""}, mentee_kind=situation)
    assert not form.is_valid()
    assert form.errors == {
        "training_start": ["Choisissez le mois et l’année de début"],
        "training_end": ["Choisissez le mois et l’année de fin"],
    }


def test_alumni_may_leave_the_dates_blank():
    form = bound(MENTEE, "parcours", {"training_start": "", "training_end": ""}, mentee_kind="alumni")
    assert form.is_valid()


@pytest.mark.parametrize("end", ["2026-09", "2026-08", "2025-12"])
def test_the_end_is_after_the_start(end):
    form = bound(MENTEE, "parcours", {"training_end": end})
    assert one_error(form, "training_end") == "La fin doit être après le début"


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
