"""« Programme » among the settings: read, saved, remembered, by two people at once."""

import pytest

from mentoring import changes, programme
from mentoring.models import Event, NotAllowed, Programme
from mentoring.tests.factories import CoordinatorFactory
from mentoring.tests.pages import page

pytestmark = pytest.mark.django_db
URL = "/pilotage/reglages/programme/"


@pytest.fixture
def awa():
    return CoordinatorFactory(last_name="Diallo")


@pytest.fixture
def coordination(client, awa):
    client.force_login(awa)
    return client


def typed(**others):
    """What one posts to change only `others`; False leaves a box unticked."""
    values = programme.values(Programme.current()) | {"seen": programme.seen()} | others
    return {name: "on" if value is True else value for name, value in values.items() if value is not False}


def test_todays_settings_are_shown(coordination):
    form = coordination.get(URL).context["form"]
    assert form["name"].value() == "Binôme"
    assert form["minimum_age"].value() == 18


def test_a_change_is_saved_and_remembered(coordination, awa):
    answer = coordination.post(URL, typed(name="Tandem", is_mentor_side_open=False), follow=True)
    found = Programme.current()
    assert (found.name, found.is_mentor_side_open, found.sla_days) == ("Tandem", False, 5)
    event = Event.objects.get()
    assert (event.actor, event.payload["before"]) == (awa, {"name": "Binôme", "is_mentor_side_open": True})
    text = page(answer).text
    assert "Nom\u202f: Binôme → Tandem" in text
    assert "Candidatures de mentor ouvertes\u202f: oui → non" in text


def test_nothing_changed_leaves_no_trace(coordination):
    assert coordination.post(URL, typed()).status_code == 302
    assert not Event.objects.exists()


def test_the_same_change_twice(coordination):
    data = typed(sla_days=7)
    coordination.post(URL, data)
    assert coordination.post(URL, data).status_code == 302
    assert Event.objects.count() == 1


def test_a_colleague_is_named_and_nothing_typed_is_lost(coordination):
    data = typed(name="Tandem")
    julien = CoordinatorFactory(first_name="Julien", last_name="Rouxel")
    programme.save({"sla_days": 3}, by=julien, seen=programme.seen())
    answer = coordination.post(URL, data)
    form = answer.context["form"]
    assert "Julien Rouxel a enregistré ces réglages à" in form.errors["__all__"][0]
    assert (form["name"].value(), Programme.current().name) == ("Tandem", "Binôme")
    again = {name: form[name].value() for name in form.fields} | {"sla_days": 3}
    assert coordination.post(URL, again).status_code == 302
    assert (Programme.current().name, Programme.current().sla_days) == ("Tandem", 3)


def test_another_tab_of_ones_own(awa):
    programme.save({"sla_days": 3}, by=awa, seen=0)
    with pytest.raises(NotAllowed, match="dans un autre onglet"):
        programme.save({"sla_days": 4}, by=awa, seen=0)


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("name", "", "Indiquez le nom du programme"),
        ("name", "x" * 41, "Écrivez 40 caractères au maximum"),
        ("name", "Bi\u200bnôme", "Retirez les caractères invisibles de cette réponse"),
        ("contact_email", "equipe", "Indiquez une adresse complète, par exemple prenom@exemple.fr"),
        ("sla_days", "0", "Choisissez un nombre entier entre 1 et 30"),
        ("sla_days", "cinq", "Choisissez un nombre entier entre 1 et 30"),
        ("minimum_age", "14", "Choisissez un nombre entier entre 15 et 99"),
        ("proof_threshold", "99999999999", "Choisissez un nombre entier entre 0 et 1000"),
        ("discord_invite_url", "http://discord.gg/x", "Donnez une adresse en https://"),
        ("discord_invite_url", "javascript:alert(1)", "Cette adresse ne semble pas correcte"),
        ("closed_message", "", "Dites quand ou comment revenir"),
        ("emergency_text", "", "Indiquez qui appeler"),
    ],
)
def test_a_mistake_is_told_at_its_field(coordination, field, value, sentence):
    form = coordination.post(URL, typed(**{field: value})).context["form"]
    assert form.errors == {field: [sentence]}
    assert form[field].value() == value
    assert not Event.objects.exists()


def test_markup_is_only_text(coordination):
    coordination.post(URL, typed(name="<b>Tandem</b>"))
    assert "<b>Tandem" not in coordination.get(URL).content.decode()


def test_a_closed_side_says_why_in_the_teams_words(coordination, client):
    coordination.post(URL, typed(is_mentor_side_open=False, closed_message="Retour en septembre."))
    client.logout()
    assert "Retour en septembre." in page(client.get("/devenir-mentor/")).text


@pytest.mark.parametrize("count", [1, 30])
def test_as_many_queries_whatever_was_saved(coordination, awa, count, django_assert_num_queries):
    for number in range(count):
        programme.save({"sla_days": 6 + number % 2}, by=awa, seen=programme.seen())
    coordination.get(URL)
    with django_assert_num_queries(11):
        coordination.get(URL)


def test_words_of_what_is_empty():
    assert changes.in_words(Programme, "discord_invite_url", "") == "rien"


def test_the_version_before_is_read_then_put_back(coordination, awa):
    back = f"{URL}revenir/"
    assert "Version précédente" not in page(coordination.get(URL)).text
    answer = coordination.post(back, {"seen": programme.seen()}, follow=True)
    assert "Il n’y a pas de version précédente." in page(answer).text
    coordination.post(URL, typed(name="Tandem", sla_days=7, is_mentor_side_open=False))
    text = page(coordination.get(URL)).text.partition("Historique")[0]
    assert "Nom\u202f: Tandem → Binôme" in text
    answer = coordination.post(back, {"seen": programme.seen()}, follow=True)
    assert "La version précédente est rétablie." in page(answer).text
    found = Programme.current()
    assert (found.name, found.sla_days, found.is_mentor_side_open) == ("Binôme", 5, True)
    event = Event.objects.latest("pk")
    assert (event.actor, event.payload["after"]["name"]) == (awa, "Binôme")
    coordination.post(back, {"seen": programme.seen()})
    assert Programme.current().name == "Tandem"


def test_the_version_before_gives_way_to_a_colleagues(coordination, awa):
    coordination.post(URL, typed(name="Tandem"))
    seen = programme.seen()
    other = CoordinatorFactory(first_name="Julien")
    programme.save({"name": "Duo"}, by=other, seen=seen)
    answer = coordination.post(f"{URL}revenir/", {"seen": seen}, follow=True)
    assert "Julien" in page(answer).text
    assert Programme.current().name == "Duo"
