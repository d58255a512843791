import pytest

from applications.models import Application, Profile
from applications.services import excerpts
from applications.services.conflicts import Conflict
from applications.tests.deciding import approve, everything, hold
from applications.tests.drafting import drafted, sent
from mentoring.models import Event, NotAllowed

pytestmark = pytest.mark.django_db


def named(first_name, last_name):
    application = sent("mentee", vous={"first_name": first_name, "last_name": last_name})
    application.person.refresh_from_db()
    return application


def found(text, application):
    return [(one.kind, one.word) for one in excerpts.warnings(text, application)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Je m’appelle Yanis.", ["Yanis"]),
        ("YANIS, yanis et Yánis", ["YANIS", "yanis", "Yánis"]),
        ("Yanis Kaci", ["Yanis", "Kaci"]),
        ("Yanisme et Kacim ne sont pas des noms.", []),
        ("l’avis de Yanis’", ["Yanis"]),
        ("Ya\u0301nis en deux signes", ["Ya\u0301nis"]),
        ("Rien à dire.", []),
        ("", []),
    ],
)
def test_own_names_are_found_whatever_their_case_and_accents(text, words):
    assert [word for _kind, word in found(text, named("Yanis", "Kaci"))] == words


@pytest.mark.parametrize("text", ["Anne-Sophie", "anne sophie", "ANNE-SOPHIE"])
def test_a_compound_name_is_one_word(text):
    assert found(f"Moi, {text}.", named("Anne-Sophie", "Le Goff")) == [("name", text)]


def test_parts_of_a_compound_name_are_found_and_particles_are_not():
    application = named("Anne-Sophie", "Le Goff")
    assert found("Sophie habite là, le Goff aussi, le reste non.", application) == [
        ("name", "Sophie"),
        ("name", "le Goff"),
    ]


def test_an_accented_name_is_found_without_its_accents():
    assert found("Signé Leila Haddad", named("Leïla", "Haddad")) == [("name", "Leila"), ("name", "Haddad")]


@pytest.mark.parametrize(
    "phone",
    [
        "06 12 34 56 78",
        "0612345678",
        "06.12.34.56.78",
        "06-12-34-56-78",
        "+33 6 12 34 56 78",
        "+33612345678",
        "+33 (0)6 12 34 56 78",
        "0033 6 12 34 56 78",
        "+262 692 12 34 56",
    ],
)
def test_telephone_numbers_are_found(phone):
    assert found(f"Appelez-moi au {phone} le soir.", named("Yanis", "Kaci")) == [("phone", phone)]


@pytest.mark.parametrize(
    "text", ["en 2026", "12 345 678 euros", "de 8 h à 12 h", "3 000 lignes de code", "port 8080"]
)
def test_other_numbers_are_not_telephones(text):
    assert found(text, named("Yanis", "Kaci")) == []


def test_an_address_is_one_warning_even_with_the_name_inside():
    text = "Écrivez à yanis.kaci+code@exemple.co.uk."
    assert found(text, named("Yanis", "Kaci")) == [("email", "yanis.kaci+code@exemple.co.uk")]


def test_campus_names_are_found_but_not_how_people_work():
    text = "À Montreuil ou a la reunion, sinon à distance."
    assert found(text, named("Yanis", "Kaci")) == [("campus", "Montreuil"), ("campus", "la reunion")]


def test_positions_are_those_of_the_text():
    text = "Ça va, 👍 moi c’est Yánis, de Lyon."
    warnings = excerpts.warnings(text, named("Yanis", "Kaci"))
    assert [text[one.start : one.end] for one in warnings] == ["Yánis", "Lyon"]


def test_a_person_without_a_name_has_none_to_hide():
    application = sent("mentee")
    application.person.first_name = application.person.last_name = ""
    assert found("Bonjour tout le monde.", application) == []


@pytest.mark.parametrize(
    "text", ["a" * 5000, "0 " * 3000, "+33" * 2000, "a@" * 2000, "(.*" * 500, "\x00\u202e"]
)
def test_hostile_texts_are_read_quickly(text):
    assert isinstance(excerpts.warnings(text, named("Ya(nis", "K[aci")), list)


def test_the_first_excerpt_is_what_the_person_wrote():
    application = sent("mentee")
    goals = application.answers["objectifs"]
    assert excerpts.first_excerpt(application) == f"{goals['goals_text']}\n\n{goals['challenges']}"
    assert excerpts.first_excerpt(sent("mentor")) == ""


def test_an_edited_text_is_read_and_the_original_stays(awa):
    application = sent("mentee")
    original = excerpts.first_excerpt(application)
    excerpts.edit(application, by=awa, text="  Savoir écrire des tests.  ", version=1)
    assert (application.excerpt, application.version) == ("Savoir écrire des tests.", 2)
    assert application.excerpt_reviewed_at
    assert excerpts.first_excerpt(application) == original
    profile = Profile.objects.get(application=application)
    assert (profile.excerpt, profile.excerpt_reviewed_at) == (
        application.excerpt,
        application.excerpt_reviewed_at,
    )
    assert Event.objects.about(application.reference).first().transition == "edit_excerpt"


def test_the_text_of_an_open_profile_changes_at_once(awa):
    application = sent("mentee")
    approve(application, awa)
    Profile.objects.update(is_text_to_review=True)
    excerpts.edit(application, by=awa, text="Autre texte.", version=application.version)
    profile = Profile.objects.get()
    assert (profile.excerpt, profile.is_text_to_review) == ("Autre texte.", False)


def test_the_same_text_is_read_without_a_new_version(awa):
    application = sent("mentee")
    excerpts.edit(application, by=awa, text=application.excerpt, version=1)
    assert application.version == 1
    assert application.excerpt_reviewed_at
    assert not Event.objects.filter(transition="edit_excerpt").exists()


def test_a_stale_page_changes_no_text(awa, julien):
    application = sent("mentee")
    stale = Application.objects.get(pk=application.pk)
    excerpts.edit(application, by=julien, text="Autre texte.", version=1)
    before = everything()
    with pytest.raises(Conflict, match="Julien a modifié le texte présenté sans nom à"):
        excerpts.edit(stale, by=awa, text="Le mien.", version=1)
    with pytest.raises(Conflict):
        hold(stale, awa)
    assert everything() == before


def test_a_text_is_not_emptied(awa):
    application = sent("mentee")
    before = everything()
    with pytest.raises(NotAllowed, match="Gardez quelques mots"):
        excerpts.edit(application, by=awa, text=" \n ", version=1)
    assert everything() == before


@pytest.mark.parametrize("make", [lambda: sent("mentor"), lambda: drafted("mentee")])
def test_only_a_sent_request_has_a_text(awa, make):
    application = make()
    with pytest.raises(NotAllowed, match="Seule une demande de mentorat envoyée"):
        excerpts.edit(application, by=awa, text="Texte", version=1)
    with pytest.raises(NotAllowed, match="Seule une demande de mentorat envoyée"):
        excerpts.mark_read(application, by=awa)


def test_a_text_is_marked_read_once(awa, julien):
    application = sent("mentee")
    excerpts.mark_read(application, by=awa)
    first = application.excerpt_reviewed_at
    excerpts.mark_read(application, by=julien)
    assert application.excerpt_reviewed_at == first
    assert Profile.objects.get().excerpt_reviewed_at == first
    assert Event.objects.filter(transition="read_excerpt").count() == 1
