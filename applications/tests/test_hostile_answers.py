"""Whatever is posted, no step answers with an error, and what was typed is kept."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from applications.models import Application
from applications.options import Kind
from applications.questionnaire.base import StepForm
from applications.questionnaire.catalogue import Catalogue
from applications.questionnaire.drawing import draw
from applications.questionnaire.steps import STEPS
from applications.questionnaire.summary import lines
from applications.tests.drafting import approved, bound, drafted
from mentoring.models import Programme
from mentoring.tests.factories import UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.thorough]
EVERY_STEP = [(kind, step.slug) for kind in Kind for step in STEPS[kind]]
HOSTILE = [
    "<script>alert(1)</script>",
    "{{ settings.SECRET_KEY }}{% load x %}",
    "=HYPERLINK(1)",
    "\u202eabc",
    "👩\u200d👩\u200d👧",
    "Z̸̢̛̰a̵l̷g̶o̵" * 20,
    "a\r\nBcc: x@y.fr",
    "%s%d%(x)s {skill} {0}",
    "' OR 1=1 --",
    "9" * 400,
    "a" * 30_000,
    "\ufeff",
]
texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=80) | st.sampled_from(HOSTILE)


def names_of(kind, slug):
    form = bound(kind, slug)
    return [part for name, field in form.fields.items() for part in field.names(name)]


def values_of(kind, slug):
    """Choices a browser would send, so that the search goes deeper than the first refusal."""
    form = bound(kind, slug)
    return sorted({value for values in form.raw().values() for value in values})


@pytest.mark.parametrize(("kind", "slug"), EVERY_STEP)
def test_no_answer_breaks_a_form(kind, slug):
    values = texts | st.sampled_from([*values_of(kind, slug), "0", "1", "on"])
    data = st.dictionaries(st.sampled_from(names_of(kind, slug)), st.lists(values, max_size=4), max_size=40)
    shared = {
        "kind": kind,
        "person": UserFactory.build(),
        "programme": Programme(minimum_age=18, charter_version="1"),
        "catalogue": Catalogue(),
    }
    step = next(step for step in STEPS[kind] if step.slug == slug)

    @settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
    @given(data)
    def judge(typed):
        form: StepForm = step.bind(typed, earlier={}, **shared)
        answers = form.answers()
        assert all(form.errors.values())
        assert draw(form)
        lines(form, answers)
        if form.is_valid():
            again = step.bind(step.form.thaw(answers), earlier={}, **shared)
            assert again.is_valid()
            assert again.answers() == answers

    judge()


@pytest.mark.parametrize(("kind", "slug"), EVERY_STEP)
def test_hostile_strings_everywhere(client, kind, slug):
    person = UserFactory()
    client.force_login(person)
    drafted(kind, person, steps=[step.slug for step in STEPS[kind][:-1]])
    side = "mentor" if kind == Kind.MENTOR else "mentore"
    names = names_of(kind, slug)
    for text in HOSTILE:
        data = dict.fromkeys(names, text)
        page = client.post(f"/candidature/{side}/{slug}/", data)
        assert page.status_code in (200, 302)
        assert "<script>alert" not in page.content.decode()
        assert client.get(f"/candidature/{side}/verifier/").status_code == 200
    assert client.post(f"/candidature/{side}/{slug}/brouillon/", data).status_code == 200
    assert client.get(f"/candidature/{side}/").status_code == 200


@pytest.mark.parametrize("kind", Kind)
def test_hostile_strings_on_the_profile(client, kind):
    person = UserFactory()
    client.force_login(person)
    approved(kind, person)
    side = "mentor" if kind == Kind.MENTOR else "mentore"
    for step in STEPS[kind][:-1]:
        for text in HOSTILE:
            data = dict.fromkeys(names_of(kind, step.slug), text)
            assert client.post(f"/espace/profil/{side}/{step.slug}/", data).status_code in (200, 302)
    for text in HOSTILE:
        assert client.post(f"/espace/profil/{side}/", {"state": text, "until": text}).status_code == 200


def test_what_was_typed_is_shown_again(client):
    client.force_login(UserFactory())
    client.post(
        "/candidature/mentor/motivation/", {"why_mentor": "Trop <court> & vrai", "presentation": "Moi"}
    )
    page = client.get("/candidature/mentor/motivation/").content.decode()
    assert "Trop &lt;court&gt; &amp; vrai</textarea>" in page
    assert "Moi</textarea>" in page


@pytest.mark.parametrize("path", ["/candidature/mentor/vous/", "/candidature/mentor/vous/brouillon/"])
def test_a_nul_and_an_avalanche_are_refused(client, path):
    client.force_login(UserFactory())
    assert client.post(path, {"first_name": "a\x00b"}).status_code == 400
    assert client.post(path, {f"champ{n}": "x" for n in range(1100)}).status_code == 400
    assert client.post(path, {"first_name": "a" * 3_000_000}).status_code == 400
    assert not Application.objects.exists()


def test_only_what_the_form_shows_is_written(client):
    person = UserFactory()
    client.force_login(person)
    extra = {
        "state": "approved",
        "is_coordinator": "on",
        "score": "100",
        "person": "1",
        "reference": "MTR-2222",
    }
    client.post("/candidature/mentor/vous/", {"first_name": "Zoé"} | extra)
    person.refresh_from_db()
    application = Application.objects.get()
    assert (application.state, application.person, person.is_coordinator) == ("draft", person, False)
    assert application.reference != "MTR-2222"
