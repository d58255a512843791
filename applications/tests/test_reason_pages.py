"""« Motifs » among the settings, and the queue that offers them."""

import pytest
from django.urls import reverse

from applications.models import ReasonWording
from applications.services import reasons
from applications.services.reasons import LISTS
from applications.tests.factories import ApplicationFactory
from mentoring import changes
from mentoring.tests.pages import page

pytestmark = pytest.mark.django_db
HOME = "/pilotage/reglages/motifs/"


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


def test_every_reason_is_listed(coordination):
    links = page(coordination.get(HOME)).links
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


def test_a_stale_page_restores_nothing(coordination, julien):
    current = reasons.reason(LISTS["attente"], "workload")
    reasons.change(current, current.values | {"label": "Examens"}, by=julien, seen=0)
    url = reverse("reason_restore", args=["attente", "workload"])
    assert "Julien" in text_of(coordination.post(url, {"seen": "0"}, follow=True))
    assert ReasonWording.objects.exists()


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


@pytest.mark.parametrize("path", ["attente/inconnu/", "autre/other/", "refus/no_mentor/"])
def test_no_such_reason(coordination, path):
    assert coordination.get(f"{HOME}{path}").status_code == 404


def test_the_queue_offers_what_is_left_in_the_teams_words(coordination, awa):
    url = f"{HOME}refus/charter/"
    coordination.post(url, typed(coordination, url, label="Hors charte", message="Relisez la charte."))
    url = f"{HOME}refus/commercial/"
    coordination.post(url, typed(coordination, url, is_active=False))
    application = ApplicationFactory()
    where = reverse("decide", args=[application.reference, "refuser"])
    answer = coordination.get(where)
    offered = dict(answer.context["form"].fields["reason"].choices)
    assert offered["charter"] == "Hors charte"
    assert "commercial" not in offered
    assert answer.context["wordings"]["charter"] == "Relisez la charte."
    data = {"version": 1, "reason": "commercial", "reapply_from": "2099-01-01"}
    assert "Choisissez un motif" in coordination.post(where, data).context["form"].errors["reason"]


def test_a_file_refused_for_a_reason_left_since_says_it(coordination, client):
    url = f"{HOME}refus/commercial/"
    coordination.post(url, typed(coordination, url, label="Publicité", is_active=False))
    application = ApplicationFactory(rejected=True, reject_reason="commercial", is_reason_shown=True)
    file = reverse("queue_item", args=[application.reference])
    assert "Refusée : Publicité" in text_of(coordination.get(file))
    client.force_login(application.person)
    status = reverse("application_status", args=[application.reference])
    assert "Motif : Publicité." in text_of(client.get(status))


@pytest.mark.parametrize("count", [1, 30])
def test_as_many_queries_whatever_was_changed(coordination, awa, count, django_assert_num_queries):
    url = f"{HOME}attente/workload/"
    for number in range(count):
        current = reasons.reason(LISTS["attente"], "workload")
        values = current.values | {"label": f"Cours {number}"}
        reasons.change(current, values, by=awa, seen=changes.mark(current, reasons.SAVE))
    for where, queries in ((HOME, 9), (url, 11)):
        coordination.get(where)
        with django_assert_num_queries(queries):
            coordination.get(where)
