import pytest
from allauth.account.models import EmailAddress

from applications import extensions
from applications.models import Application
from applications.options import Kind
from applications.questionnaire.summary import sent_forms, summary
from applications.services import decisions, notes, queue
from applications.services.reading import LAYOUT, Scarcity
from applications.tests.deciding import approve, ask, hold, reject
from applications.tests.drafting import sent
from applications.tests.factories import ProfileFactory
from mentoring.tests.factories import UserFactory

pytestmark = pytest.mark.django_db
# Who someone is stands at the head of the page.
IN_THE_HEADER = {"first_name", "last_name", "phone"}
QUERIES = {Kind.MENTOR: 14, Kind.MENTEE: 15}


@pytest.mark.parametrize("kind", Kind)
def test_every_question_has_its_place(kind):
    placed = [name for _key, _title, names in LAYOUT[kind] for name in names]
    assert len(placed) == len(set(placed))
    asked = {
        name
        for _step, _answers, form in sent_forms(sent(kind))
        for name, question in form.fields.items()
        if question.control != "hidden" and not question.is_silent
    }
    assert asked - set(placed) == IN_THE_HEADER


@pytest.mark.parametrize("kind", Kind)
def test_answers_are_said_as_the_person_reads_them(awa, kind):
    application = sent(kind)
    said = {question: words for _step, lines in summary(application) for question, words, _long in lines}
    for section in queue.Dossier(application, awa).sections:
        for line in section.lines:
            assert said[line.question] == line.words


def test_motivation_comes_first_and_what_is_for_the_team_says_so(awa):
    sections = queue.Dossier(sent("mentee"), awa).sections
    assert [section.key for section in sections] == [
        "motivation",
        "topics",
        "summary",
        "skills",
        "path",
        "wishes",
        "consents",
    ]
    lines = [line for section in sections for line in section.lines]
    assert {line.name for line in lines if line.is_team_only} == {"why_mentee", "expectations", "avoid"}


def test_skills_and_week(awa):
    found = queue.Dossier(sent("mentee"), awa)
    assert [(line.label, line.level_label, line.is_priority) for line in found.skills] == [
        ("Docker", "Je découvre", True),
        ("Tests automatisés", "J’ai les bases", False),
    ]
    on = [cell["name"] for row in found.week for cell in row["cells"] if cell["is_on"]]
    assert on == ["lundi soir, 18 h à 21 h", "mercredi midi, 12 h à 14 h", "jeudi soir, 18 h à 21 h"]


def test_the_text_without_a_name(awa):
    application = sent("mentee", objectifs={"challenges": "Moi, Nadia, je n’ose pas demander de l’aide."})
    found = queue.Dossier(application, awa)
    assert found.excerpt.text == found.excerpt.original
    assert [warning.word for warning in found.excerpt.warnings] == ["Nadia"]
    assert (found.is_excerpt_due, found.excerpt.is_changed) == (True, False)
    decisions.excerpts.edit(application, by=awa, text="Je n’ose pas.", version=1)
    found = queue.Dossier(application, awa)
    assert (found.is_excerpt_due, found.excerpt.is_changed, found.excerpt.warnings) == (False, True, [])


def test_a_mentor_has_no_such_text(awa):
    found = queue.Dossier(sent("mentor"), awa)
    assert (found.excerpt, found.is_excerpt_due) == (None, False)


def test_marks_of_a_person(awa):
    person = UserFactory()
    old = sent("mentor", person)
    reject(old, awa)
    application = sent("mentee", person, echanges={"discord_help": ["person"]})
    EmailAddress.objects.filter(user=person).update(verified=False)
    twin = sent("mentee").person
    found = queue.Dossier(application, awa)
    assert (found.others, found.duplicates) == ([old], [twin])
    assert found.flags == ["discord", "duplicate"]
    assert (found.is_email_verified, found.wants_discord_help) == (False, True)


def test_what_the_floor_above_knows(monkeypatch):
    outlook = {"count": 4, "best": 82, "url": "/x/"}
    monkeypatch.setattr(extensions, "_slots", {"outlook": lambda application: outlook})
    ProfileFactory(mentor=True, domains=["career"])
    found = queue.prospects(sent("mentee"))
    assert found["outlook"] == outlook
    assert found["scarcity"] == Scarcity("Orientation professionnelle", places=2, requests=0)


def test_notes_and_history(awa, julien):
    application = sent("mentee")
    notes.add(application, by=awa, text="Une note")
    hold(application, julien, reason="workload")
    approve(application, awa)
    decisions.undo(application, by=awa)
    found = queue.Dossier(application, julien)
    [note] = found.notes
    assert (note.note.text, note.author, note.is_removable) == ("Une note", str(awa), False)
    assert queue.Dossier(application, awa).notes[0].is_removable
    events = [(entry.words, entry.who, entry.detail) for entry in found.history if entry.kind == "event"]
    assert events == [
        ("Décision annulée", str(awa), ""),
        ("Profil fermé à la mise en relation", str(awa), ""),
        ("Profil ouvert à la mise en relation", str(awa), ""),
        ("Validée", str(awa), ""),
        ("Mise en attente", str(julien), "Formation en période chargée"),
        ("Note ajoutée", str(awa), ""),
        ("Demande envoyée", str(application.person), ""),
        ("Brouillon commencé", str(application.person), ""),
    ]
    emails = {entry.words: entry.state for entry in found.history if entry.kind == "email"}
    assert emails == {
        "Nous avons bien reçu votre demande": "scheduled",
        "Votre demande est en attente": "scheduled",
        "Votre demande de mentorat est validée": "cancelled",
    }


def read_whole(application, by):
    found = queue.Dossier(application, by)
    return [getattr(found, name) for name in dir(found) if not name.startswith("_")]


@pytest.mark.parametrize("kind", Kind)
def test_a_file_takes_as_many_queries_whatever_its_past(awa, kind, django_assert_num_queries, monkeypatch):
    monkeypatch.setattr(extensions, "_slots", {})
    application = sent(kind)
    with django_assert_num_queries(QUERIES[kind]):
        read_whole(application, awa)
    for number in range(5):
        notes.add(application, by=awa, text=f"Note {number}")
        hold(application, awa)
        ask(application, awa)
        Application.objects.filter(pk=application.pk).update(state="submitted")
        application.refresh_from_db()
        sent(kind)
    with django_assert_num_queries(QUERIES[kind]):
        read_whole(application, awa)
