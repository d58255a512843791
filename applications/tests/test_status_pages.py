import datetime

import pytest
from django.utils import timezone

from applications import extensions
from applications.models import Application
from applications.options import Kind
from applications.tests.drafting import approved, drafted, posted, sent
from applications.tests.factories import ApplicationFactory
from mentoring.mail.models import Email
from mentoring.models import Event, PublicFigures
from mentoring.tests.factories import CoordinatorFactory, UserFactory

pytestmark = pytest.mark.django_db
WORDS = "Je peux le lundi et le jeudi soir, sans exception."
PAGES = ["", "recue/", "repondre/", "retirer/", "relecture/"]


@pytest.fixture
def person(client):
    person = UserFactory()
    client.force_login(person)
    return person


def url_of(application, page=""):
    return f"/candidature/{application.reference}/{page}"


def page_of(client, application, page=""):
    response = client.get(url_of(application, page))
    assert response.status_code == 200
    return response.content.decode()


def day(number):
    return timezone.localdate() + datetime.timedelta(days=number)


def put(application, **changes):
    for name, value in changes.items():
        setattr(application, name, value)
    application.save()
    return application


def asked(person, steps=("disponibilites",)):
    return put(
        sent(Kind.MENTEE, person),
        state="info_requested",
        info_steps=list(steps),
        info_question="Quels soirs ?",
        info_due_on=day(5),
    )


# Whose page it is


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("reader", [UserFactory, CoordinatorFactory])
def test_someone_elses_application_does_not_exist(client, page, reader):
    application = asked(UserFactory())
    client.force_login(reader())
    for answer in (client.get(url_of(application, page)), client.post(url_of(application, page))):
        assert answer.status_code in (404, 405)
        assert "Benali" not in answer.content.decode()
    application.refresh_from_db()
    assert application.state == "info_requested"


@pytest.mark.parametrize("page", PAGES)
def test_a_visitor_signs_in_first(client, page):
    url = url_of(ApplicationFactory(), page)
    assert client.get(url).url == f"/connexion/?next={url}"


@pytest.mark.parametrize("page", PAGES)
def test_a_draft_has_no_such_page(client, person, page):
    application = drafted(Kind.MENTOR, person, steps=["vous"])
    assert client.get(url_of(application, page)).status_code == 404


# Where it stands, in one sentence


def test_just_arrived(client, person):
    page = page_of(client, sent(Kind.MENTEE, person))
    assert "Votre demande est arrivée. Réponse prévue avant le" in page
    assert "Retirer ma demande" in page
    assert "Savoir écrire des tests sans y passer la nuit." in page


def test_someone_reads_it(client, person):
    application = put(sent(Kind.MENTEE, person), assigned_to=CoordinatorFactory(first_name="Awa"))
    assert "Awa de l’équipe lit votre demande." in page_of(client, application)


def test_late(client, person):
    application = put(sent(Kind.MENTEE, person), due_on=day(-1))
    page = page_of(client, application)
    assert "Nous avons pris du retard, pardon. Votre demande n’est pas perdue." in page


def test_a_question(client, person):
    application = asked(person)
    page = page_of(client, application)
    assert "Nous avons une question. Répondez avant le" in page
    assert url_of(application, "repondre/") in page


def test_on_hold_with_a_reason(client, person):
    application = put(sent(Kind.MENTEE, person), state="on_hold", hold_reason="workload", revisit_on=day(30))
    page = page_of(client, application)
    assert "Votre demande est en attente\u202f: formation en période chargée." in page
    assert "Nous la relirons le" in page
    assert url_of(application, "relecture/") in page


def test_on_hold_for_want_of_an_answer(client, person):
    application = put(asked(person), state="on_hold", hold_reason="no_answer")
    page = page_of(client, application)
    assert "Votre demande attend votre réponse." in page
    assert url_of(application, "repondre/") in page
    assert url_of(application, "relecture/") not in page


def test_on_hold_for_another_reason_tells_the_message(client, person):
    application = put(
        sent(Kind.MENTEE, person), state="on_hold", hold_reason="other", decision_message="Revenez en mai."
    )
    page = page_of(client, application)
    assert "Votre demande est en attente." in page
    assert "Revenez en mai." in page


def test_approved_mentor(client, person):
    page = page_of(client, approved(Kind.MENTOR, person))
    assert "Vous faites partie des mentors." in page
    assert "/espace/profil/mentor/" in page


def test_approved_mentee_learns_the_usual_delay(client, person, programme):
    application = approved(Kind.MENTEE, person)
    assert f"Délai habituel\u202f: {programme.wait_sentence}." in page_of(client, application)
    PublicFigures.objects.create(
        pairs_formed=12, sessions_held=40, median_days_to_pair=17, useful_in_ten=9, ready_mentors=5
    )
    assert "Délai habituel\u202f: 17 jours." in page_of(client, application)


@pytest.mark.parametrize(("stage", "done"), [("proposal", 3), ("paired", 4), ("ended", 4)])
def test_beyond_approval_the_upper_floors_speak(client, person, monkeypatch, stage, done):
    said = {
        "stage": stage,
        "sentence": "Une proposition vous attend.",
        "url": "/ailleurs/",
        "label": "La voir",
    }
    monkeypatch.setattr(extensions, "_slots", {"progress": lambda application: said})
    page = page_of(client, approved(Kind.MENTEE, person))
    assert "Une proposition vous attend." in page
    assert 'href="/ailleurs/">La voir</a>' in page
    assert page.count('<li class="fait"') == done


def test_refused_with_its_reason(client, person):
    application = put(sent(Kind.MENTOR, person), state="rejected", reject_reason="availability")
    page = page_of(client, application)
    assert "Nous ne pouvons pas donner suite à cette demande." in page
    assert "Disponibilités insuffisantes" in page
    assert "Faire une nouvelle demande" in page
    assert url_of(application, "relecture/") in page
    assert "Retirer" not in page


def test_refused_without_telling_why(client, person):
    application = put(
        sent(Kind.MENTOR, person),
        state="rejected",
        reject_reason="charter",
        is_reason_shown=False,
        reapply_from=day(30),
    )
    page = page_of(client, application)
    assert "Contraire à la charte" not in page
    assert "Vous pourrez refaire une demande à partir du" in page
    assert "Faire une nouvelle demande" not in page


def test_withdrawn(client, person):
    application = put(sent(Kind.MENTOR, person), state="withdrawn")
    page = page_of(client, application)
    assert "Vous avez retiré cette demande le" in page
    assert "Faire une nouvelle demande" in page
    drafted(Kind.MENTOR, person)
    assert "Faire une nouvelle demande" not in page_of(client, application)


def test_the_confirmation_stays_reachable(client, person):
    application = sent(Kind.MENTEE, person)
    page = page_of(client, application, "recue/")
    assert application.reference in page
    assert person.email in page
    put(application, state="withdrawn")
    assert page_of(client, application, "recue/")


@pytest.mark.parametrize("people", [1, 4])
def test_the_tracker_costs_the_same_with_many_people(person, people, django_assert_num_queries):
    from applications.questionnaire.summary import summary
    from applications.views.tracker import track

    application = sent(Kind.MENTEE, person)
    for _ in range(people):
        approved(Kind.MENTEE)
    with django_assert_num_queries(6):
        track(application)
        summary(application)


# Answering


def test_answering(client, person):
    application = asked(person)
    page = page_of(client, application, "repondre/")
    assert "Quels soirs ?" in page
    assert "/candidature/mentore/disponibilites/?retour=repondre" in page
    response = client.post(url_of(application, "repondre/"), {"text": WORDS})
    assert response.url == url_of(application)
    application.refresh_from_db()
    assert (application.state, application.info_answer) == ("submitted", WORDS)
    assert client.post(url_of(application, "repondre/"), {"text": WORDS}).url == url_of(application)
    assert Event.objects.filter(transition="answer").count() == 1


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "Écrivez au moins 20 caractères"),
        ("Oui.", "Écrivez au moins 20 caractères"),
        ("a" * 1001, "Écrivez 1000 caractères au maximum"),
    ],
)
def test_an_answer_has_its_length(client, person, text, sentence):
    application = asked(person)
    page = client.post(url_of(application, "repondre/"), {"text": text}).content.decode()
    assert sentence in page
    assert text in page
    application.refresh_from_db()
    assert application.state == "info_requested"


def test_a_reopened_step_leads_back_to_the_answer(client, person):
    application = asked(person)
    url = "/candidature/mentore/disponibilites/"
    page = client.get(url).content.decode()
    assert "L’équipe vous demande de compléter cette étape" in page
    assert "Reprendre plus tard" not in page
    response = client.post(url, posted(Kind.MENTEE, "disponibilites", frequency="weekly"))
    assert response.url == url_of(application, "repondre/")
    assert "Modifiée" in page_of(client, application, "repondre/")


def test_the_other_steps_stay_closed(client, person):
    application = asked(person)
    for method in (client.get, client.post):
        assert method("/candidature/mentore/objectifs/").url == url_of(application)


def test_an_incomplete_reopened_step_is_named(client, person):
    application = asked(person)
    client.post("/candidature/mentore/disponibilites/", {"frequency": "weekly"})
    page = client.post(url_of(application, "repondre/"), {"text": WORDS}).content.decode()
    assert "Il reste une étape à compléter\u202f: Vos disponibilités." in page
    assert WORDS in page
    application.refresh_from_db()
    assert application.state == "info_requested"


def test_nothing_to_answer(client, person):
    application = sent(Kind.MENTEE, person)
    assert client.get(url_of(application, "repondre/")).url == url_of(application)


# Withdrawing, asking for another look


def test_withdrawing_is_asked_before_it_is_done(client, person):
    application = sent(Kind.MENTEE, person)
    assert "Retirer ma demande" in page_of(client, application, "retirer/")
    for _ in range(2):
        response = client.post(url_of(application, "retirer/"), {"reason": "Plus le temps."})
        assert response.url == url_of(application)
    application.refresh_from_db()
    assert application.state == "withdrawn"
    assert Event.objects.get(transition="withdraw").reason == "Plus le temps."
    assert Email.objects.filter(kind="application_withdrawn").count() == 1


def test_asking_for_another_look_once(client, person):
    application = put(sent(Kind.MENTEE, person), state="rejected", reject_reason="other")
    assert "une fois" in page_of(client, application, "relecture/")
    assert client.post(url_of(application, "relecture/")).url == url_of(application)
    application.refresh_from_db()
    assert (application.state, application.is_review_requested) == ("submitted", True)
    assert "Vous avez demandé une relecture." in page_of(client, application)
    put(application, state="rejected")
    assert url_of(application, "relecture/") not in page_of(client, application)
    client.post(url_of(application, "relecture/"))
    application.refresh_from_db()
    assert application.state == "rejected"


def test_a_long_reason_is_refused_and_kept(client, person):
    application = sent(Kind.MENTEE, person)
    page = client.post(url_of(application, "retirer/"), {"reason": "é" * 501}).content.decode()
    assert "Écrivez 500 caractères au maximum" in page
    assert "é" * 501 in page
    assert Application.objects.get().state == "submitted"
