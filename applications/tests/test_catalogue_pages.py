"""The pages of the lists: what is read, typed, refused, and by two people at once."""

import re

import pytest
from django.urls import reverse

from applications.models import Campus, Formation, IgnoredWord, Skill
from applications.services.catalogue import lists
from applications.services.catalogue.lists import LISTS
from applications.tests.factories import ApplicationFactory, ProfileFactory
from mentoring import changes
from mentoring.models import Event
from mentoring.tests.factories import CoordinatorFactory
from mentoring.tests.pages import page

pytestmark = pytest.mark.django_db
HOME = "/pilotage/reglages/"


def plain(text):
    """One space for any."""
    return " ".join(text.split())


def text_of(answer):
    return plain(page(answer).text)


@pytest.fixture
def coordination(client, awa):
    client.force_login(awa)
    return client


@pytest.mark.parametrize("slug", LISTS)
def test_a_list_and_the_page_of_each_row(coordination, slug):
    row = lists.offered(LISTS[slug])[0]
    answer = page(coordination.get(f"{HOME}{slug}/"))
    assert row.label in answer.text
    assert f"{HOME}{slug}/{row.code}/" in answer.links
    form = coordination.get(f"{HOME}{slug}/{row.code}/").context["form"]
    assert form["label"].value() == row.label


def test_a_campus_is_added(coordination):
    url = f"{HOME}campus/ajouter/"
    data = {"label": "Brest", "region": "Bretagne", "timezone": "Europe/Paris"}
    answer = coordination.post(url, data, follow=True)
    assert plain("« Brest » est dans la liste.") in text_of(answer)
    assert Campus.objects.get(code="brest").region == "Bretagne"


@pytest.mark.parametrize(
    ("slug", "data", "field", "sentence"),
    [
        ("campus", {"label": ""}, "label", "Indiquez un nom"),
        ("campus", {"label": "Lille"}, "label", "existe déjà"),
        ("campus", {"label": "x" * 81}, "label", "Écrivez 80 caractères au maximum"),
        (
            "campus",
            {"label": "Brest", "timezone": "Mars"},
            "timezone",
            "Choisissez un fuseau horaire",
        ),
        ("formations", {"label": "Titre", "family": "cuisine"}, "family", "Choisissez une famille"),
        ("competences", {"label": "Rust", "category": ""}, "category", "une catégorie"),
        (
            "competences",
            {"label": "Rust", "category": "Web", "synonyms": "x" * 41},
            "synonyms",
            "40 caractères au maximum",
        ),
        (
            "competences",
            {"label": "Rust", "category": "Web", "synonyms": ",".join(f"m{n}" for n in range(21))},
            "synonyms",
            "20 synonymes au maximum",
        ),
    ],
)
def test_a_mistake_is_told_at_its_field(coordination, slug, data, field, sentence):
    usual = {"timezone": "Europe/Paris"} if slug == "campus" else {}
    form = coordination.post(f"{HOME}{slug}/ajouter/", usual | data).context["form"]
    assert list(form.errors) == [field]
    assert sentence in form.errors[field][0]
    assert form[field].value() == data[field]


def test_a_skill_joins_the_category_it_names(coordination):
    data = {"label": "Rust", "category": "back-END", "synonyms": "rustlang,  RUSTLANG,\ncargo"}
    coordination.post(f"{HOME}competences/ajouter/", data)
    row = Skill.objects.get(code="rust")
    assert (row.category, row.synonyms) == ("Back-end", ["RUSTLANG", "cargo"])


def test_a_row_is_changed_and_remembered(coordination):
    url = f"{HOME}formations/mednum/"
    form = coordination.get(url).context["form"]
    data = {name: form[name].value() for name in form.fields} | {"short_label": "Médiation num."}
    answer = text_of(coordination.post(url, data, follow=True))
    assert Formation.objects.get(code="mednum").short == "Médiation num."
    assert plain("Nom court\u202f: Médiation → Médiation num.") in answer


def test_a_colleague_is_named_and_what_was_typed_is_kept(coordination, julien):
    url, row = f"{HOME}campus/lyon/", Campus.objects.get(code="lyon")
    form = coordination.get(url).context["form"]
    data = {name: form[name].value() for name in form.fields} | {"label": "Lyon 3"}
    lists.change(LISTS["campus"], row, {"region": "Rhône"}, by=julien, seen=0)
    form = coordination.post(url, data).context["form"]
    assert "Julien" in form.errors["__all__"][0]
    again = {name: form[name].value() for name in form.fields}
    assert again["label"] == "Lyon 3"
    assert coordination.post(url, again).status_code == 302
    assert Campus.objects.get(code="lyon").label == "Lyon 3"


@pytest.mark.parametrize("action", ["monter", "archiver", "supprimer"])
def test_what_is_done_to_a_row(coordination, action):
    answer = coordination.post(f"{HOME}campus/lille/{action}/", {"seen": "0"}, follow=True)
    assert text_of(answer)
    row = Campus.objects.filter(code="lille").first()
    done = {
        "monter": row and row.position == 0,
        "archiver": row and not row.is_active,
        "supprimer": row is None,
    }
    assert done[action]


def test_what_is_in_use_is_not_deleted(coordination):
    ProfileFactory()
    answer = coordination.post(f"{HOME}campus/montreuil/supprimer/", {"seen": "0"}, follow=True)
    assert "archivez plutôt" in text_of(answer)
    assert Campus.objects.filter(code="montreuil").exists()


def test_the_archives_lead_back(coordination, awa):
    lists.archive(LISTS["campus"], Campus.objects.get(code="lyon"), by=awa)
    page = coordination.get(f"{HOME}campus/")
    assert "Archives" in text_of(page)
    [(_line, seen)] = page.context["archived"]
    coordination.post(f"{HOME}campus/lyon/remettre/", {"seen": seen})
    assert Campus.objects.get(code="lyon").is_active


@pytest.mark.parametrize("action", ["archiver", "supprimer", "remettre"])
def test_a_row_a_colleague_changed_is_read_again_first(coordination, awa, action):
    one, julien = LISTS["campus"], CoordinatorFactory(first_name="Julien", last_name="Roy")
    row, url = Campus.objects.get(code="lille"), f"{HOME}campus/lille/"
    if action == "remettre":
        lists.archive(one, row, by=awa)
    seen = coordination.get(url).context["seen"]
    lists.change(one, row, {"label": "Lille et Roubaix"}, by=julien, seen=changes.mark(row, one.save))
    before = Campus.objects.filter(code="lille").values().get()
    for sent in ({"seen": seen}, {}, {"seen": "x" * 400}):
        answer = coordination.post(f"{url}{action}/", sent, follow=True)
        assert answer.redirect_chain == [(url, 302)]
        told = r"Julien Roy a changé cette ligne à \d+ h( \d\d)?\. Relisez-la, puis recommencez"
        assert re.search(told, text_of(answer))
    assert Campus.objects.filter(code="lille").values().get() == before
    coordination.post(f"{url}{action}/", {"seen": coordination.get(url).context["seen"]})
    assert Campus.objects.filter(code="lille").values().first() != before


def test_what_a_colleague_did_already_is_done(coordination, awa):
    """A second click says the same as the first, whoever pressed first."""
    lists.archive(LISTS["campus"], Campus.objects.get(code="lille"), by=CoordinatorFactory())
    answer = coordination.post(f"{HOME}campus/lille/archiver/", {"seen": "0"}, follow=True)
    assert "ne figure plus dans les questionnaires" in text_of(answer)


def test_an_empty_list_says_what_to_do(coordination):
    Campus.objects.all().delete()
    assert "Ajoutez le premier campus." in text_of(coordination.get(f"{HOME}campus/"))


def test_domains_are_neither_added_nor_archived(coordination):
    assert coordination.get(f"{HOME}domaines/ajouter/").status_code == 302
    text = text_of(coordination.get(f"{HOME}domaines/career/"))
    assert "Retirer de la liste" not in text
    coordination.post(f"{HOME}domaines/career/archiver/")
    assert not Event.objects.exists()


def test_a_domain_keeps_its_new_name_and_question_on_the_home_page(coordination, client):
    said = {"label": "Trouver sa voie", "hint": "", "question": "« Et après\u202f? »"}
    coordination.post(f"{HOME}domaines/career/", said | {"seen": "0"})
    assert "Et après\u202f?" in coordination.get(f"{HOME}domaines/").content.decode()
    client.logout()
    home = client.get("/").content.decode()
    assert "<h3>Trouver sa voie</h3><p>«\u202fEt après\u202f?\u202f»</p>" in home
    assert "Orientation professionnelle" not in home
    assert home.count("<h3>Aide technique</h3><p>«\u202fComment structurer mes tests\u202f?\u202f»</p>") == 1


def test_a_merge_is_read_before_it_is_done(coordination):
    ProfileFactory(mentor=True, skills={"docker": 2})
    url = f"{HOME}competences/docker/fusionner/"
    assert "Choisissez une compétence" in text_of(coordination.post(url, {"skill": "docker"}))
    answer = text_of(coordination.post(url, {"skill": "kubernetes"}))
    assert plain("1 profil passe à « Kubernetes »") in answer
    assert Skill.objects.get(code="docker").is_active
    answer = text_of(coordination.post(url, {"skill": "kubernetes", "confirme": "oui"}, follow=True))
    assert "Les deux n’en font qu’une" in answer
    assert coordination.get(url).status_code == 404
    text = text_of(coordination.get(f"{HOME}competences/docker/"))
    assert "Fusionnée dans Kubernetes" in text
    assert plain("Fusionnée dans « Kubernetes »") in text_of(coordination.get(f"{HOME}competences/"))


class TestSuggestions:
    url = f"{HOME}competences/suggestions/"

    @pytest.fixture(autouse=True)
    def suggested(self):
        for text in ("Rust", "rust, <b>Go</b>"):
            ApplicationFactory(mentor=True, answers={"offre": {"skills_other": text}})

    def test_they_are_listed_and_counted(self, coordination):
        answer = coordination.get(self.url)
        assert "2 mentors" in text_of(answer)
        assert "<b>Go" not in answer.content.decode()
        text = text_of(coordination.get(f"{HOME}competences/"))
        assert "Suggestions 2" in " ".join(text.split())

    def test_adding_starts_from_the_word(self, coordination):
        form = coordination.get(f"{HOME}competences/ajouter/?nom=Rust").context["form"]
        assert form["label"].value() == "Rust"

    def test_attached(self, coordination):
        data = {"word": "rust", "skill": "python"}
        answer = coordination.post(reverse("skill_attach"), data, follow=True)
        assert plain("synonyme de « Python »") in text_of(answer)
        assert "Rust" in Skill.objects.get(code="python").synonyms

    @pytest.mark.parametrize("data", [{"word": "rust"}, {"word": "rust", "skill": "x"}, {}])
    def test_attached_to_nothing(self, coordination, data):
        answer = coordination.post(reverse("skill_attach"), data, follow=True)
        assert "Choisissez la compétence" in text_of(answer)

    def test_left_aside(self, coordination):
        coordination.post(reverse("skill_ignore"), {"word": "rust"})
        answer = coordination.post(reverse("skill_ignore"), {"word": "rust"}, follow=True)
        assert "déjà été traitée" in text_of(answer)
        assert IgnoredWord.objects.count() == 1


@pytest.mark.parametrize("count", [1, 30])
class TestQueries:
    def test_of_a_list(self, coordination, count, django_assert_num_queries):
        for number in range(count):
            ProfileFactory(mentor=True)
            Skill.objects.create(code=f"s{number}", label=f"S{number}", category="Web", is_active=number % 2)
            ApplicationFactory(mentor=True, answers={"offre": {"skills_other": f"Mot {number}"}})
        coordination.get(f"{HOME}competences/")
        with django_assert_num_queries(14):
            coordination.get(f"{HOME}competences/")

    def test_of_a_row(self, coordination, awa, count, django_assert_num_queries):
        row = Campus.objects.get(code="lyon")
        for _number in range(count):
            lists.shift(LISTS["campus"], row, -1, by=awa)
            lists.shift(LISTS["campus"], row, 1, by=awa)
        coordination.get(f"{HOME}campus/lyon/")
        with django_assert_num_queries(12):
            coordination.get(f"{HOME}campus/lyon/")

    def test_of_suggestions(self, coordination, count, django_assert_num_queries):
        for number in range(count):
            ApplicationFactory(mentor=True, answers={"offre": {"skills_other": f"Mot {number}"}})
        coordination.get(f"{HOME}competences/suggestions/")
        with django_assert_num_queries(11):
            coordination.get(f"{HOME}competences/suggestions/")
