"""« Motifs » among the settings."""

import pytest
from django.urls import reverse

from mentoring import reasons
from mentoring.models import ReasonWording
from mentoring.reasons import LISTS
from mentoring.tests.factories import CoordinatorFactory
from mentoring.tests.pages import page
from mentoring.tests.reasoning import reword

pytestmark = pytest.mark.django_db
HOME = "/pilotage/reglages/motifs/"


@pytest.fixture
def awa():
    return CoordinatorFactory()


@pytest.fixture
def coordination(client, awa):
    client.force_login(awa)
    return client


def text_of(answer):
    return " ".join(page(answer).text.split())


def typed(client, url, **others):
    form = client.get(url).context["form"]
    values = {name: form[name].value() for name in form.fields} | others
    return {name: "on" if value is True else value for name, value in values.items() if value is not False}


def test_every_reason_is_listed_under_its_list(coordination):
    answer = coordination.get(HOME)
    links, text = page(answer).links, text_of(answer)
    titles = [str(one.title) for one in reasons.lists()]
    assert sorted(titles, key=text.index) == titles
    for slug, one in LISTS.items():
        assert all(f"{HOME}{slug}/{code}/" in links for code in one.choices.values)


def test_other_words_and_back(coordination):
    url = f"{HOME}attente/workload/"
    data = typed(coordination, url, label="Trop de cours", message="Merci.\r\n\r\nPlus tard.")
    answer = text_of(coordination.post(url, data, follow=True))
    assert "Libellé : Formation en période chargée → Trop de cours" in answer
    assert ReasonWording.objects.get().message == "Merci.\n\nPlus tard."
    assert "Texte modifié" in text_of(coordination.get(HOME))
    seen = coordination.get(url).context["seen"]
    answer = coordination.post(reverse("reason_restore", args=["attente", "workload"]), {"seen": seen})
    assert answer.url == url
    assert not ReasonWording.objects.exists()


@pytest.mark.parametrize("slug", ["suggestion", "refus-mentor", "refus-personne", "interet", "annulation"])
def test_a_reason_nobody_writes_about_has_a_label_alone(coordination, slug):
    url = f"{HOME}{slug}/{LISTS[slug].choices.values[0]}/"
    assert list(coordination.get(url).context["form"].fields) == ["seen", "label", "is_active"]
    data = typed(coordination, url, label="Autrement dit", is_active=False)
    answer = text_of(coordination.post(url, data, follow=True))
    assert "Autrement dit" in answer
    assert "Proposé : oui → non" in answer
    assert "Plus proposé" in text_of(coordination.get(HOME))


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("fin/fit/", ("toujours proposé", "ne sont plus proposées l’une à l’autre")),
        ("fin/left/", ("jamais proposé", "quand une personne quitte le programme")),
        ("refus/availability/", ("L’e-mail invite à revoir ses disponibilités.",)),
    ],
)
def test_a_reason_says_what_the_application_makes_of_it(coordination, path, said):
    answer = coordination.get(HOME + path)
    assert all(words in text_of(answer) for words in said)
    assert ("is_active" in answer.context["form"].fields) == path.startswith("refus")


def test_a_stale_page_restores_nothing(coordination):
    reword("attente", "workload", CoordinatorFactory(first_name="Julien"), label="Examens")
    url = reverse("reason_restore", args=["attente", "workload"])
    assert "Julien" in text_of(coordination.post(url, {"seen": "0"}, follow=True))
    assert ReasonWording.objects.exists()


def test_a_stale_page_saves_nothing_and_keeps_what_was_typed(coordination):
    url = f"{HOME}fin/time/"
    data = typed(coordination, url, label="Plus de temps")
    reword("fin", "time", CoordinatorFactory(first_name="Julien"), label="Trop peu de temps")
    answer = coordination.post(url, data)
    assert "Julien" in text_of(answer)
    assert answer.context["form"]["label"].value() == "Plus de temps"
    assert ReasonWording.objects.get().label == "Trop peu de temps"


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("label", "", "Indiquez un libellé"),
        ("message", "", "Écrivez le message"),
        ("message", "mot " * 91, "Gardez 90 mots au maximum : il y en a 91"),
        ("mentee_message", "x" * 1001, "Écrivez 1000 caractères au maximum"),
    ],
)
def test_a_mistake_is_told_at_its_field(coordination, field, value, sentence):
    url = f"{HOME}refus/availability/"
    form = coordination.post(url, typed(coordination, url, **{field: value})).context["form"]
    assert list(form.errors) == [field]
    assert " ".join(form.errors[field][0].split()) == sentence
    assert form[field].value() == value


@pytest.mark.parametrize("label", ["Trop de cours", " trop  DE cours"])
def test_a_label_of_the_list_is_refused_at_its_field(coordination, awa, label):
    reword("attente", "workload", awa, label="Trop de cours")
    url = f"{HOME}attente/other/"
    data = typed(coordination, url, label=label, message="Autre chose.")
    answer = coordination.post(url, data)
    form = answer.context["form"]
    assert list(form.errors) == ["label"]
    sentence = " ".join(form.errors["label"][0].split())
    assert sentence == "« Trop de cours » existe déjà dans cette liste."
    assert sentence in text_of(answer)
    assert (form["label"].value(), form["message"].value()) == (label, "Autre chose.")
    assert ReasonWording.objects.get().code == "workload"


def test_words_that_cannot_come_back_say_so(coordination, awa):
    """Two alike from before they were refused."""
    reword("attente", "workload", awa, label="Trop de cours")
    first = reasons.original(LISTS["attente"], "workload").label
    ReasonWording.objects.create(list="attente", code="other", label=first)
    url = reverse("reason_restore", args=["attente", "workload"])
    seen = coordination.get(f"{HOME}attente/workload/").context["seen"]
    assert f"« {first} » existe déjà" in text_of(coordination.post(url, {"seen": seen}, follow=True))
    assert reasons.label(LISTS["attente"], "workload") == "Trop de cours"


@pytest.mark.parametrize("path", ["attente/inconnu/", "autre/other/", "refus/no_mentor/", "fin/known/"])
def test_no_such_reason(coordination, path):
    assert coordination.get(f"{HOME}{path}").status_code == 404


@pytest.mark.parametrize("count", [1, 30])
def test_as_many_queries_whatever_was_changed(coordination, awa, count, django_assert_num_queries):
    for number in range(count):
        reword("attente", "workload", awa, label=f"Cours {number}")
    for where, queries in ((HOME, 8), (f"{HOME}attente/workload/", 11)):
        coordination.get(where)
        with django_assert_num_queries(queries):
            coordination.get(where)


def test_the_version_before_is_put_back(coordination):
    url = f"{HOME}attente/workload/"
    first = coordination.get(url).context["form"]["label"].value()
    assert "Version précédente" not in text_of(coordination.get(url))
    for label in ("Trop de cours", "Encore trop de cours"):
        coordination.post(url, typed(coordination, url, label=label))
    for label in ("Trop de cours", "Encore trop de cours"):
        assert f"→ {label}" in text_of(coordination.get(url)).partition("Historique")[0]
        seen = coordination.get(url).context["seen"]
        answer = text_of(coordination.post(f"{url}revenir/", {"seen": seen}, follow=True))
        assert "La version précédente est rétablie." in answer
        assert coordination.get(url).context["form"]["label"].value() == label != first
    answer = coordination.post(f"{url}revenir/", {"seen": "0"}, follow=True)
    assert "dans un autre onglet" in text_of(answer)
