"""Ticking files in the list, the page that says what will happen, and the whole batch taken back."""

import datetime

import pytest
from allauth.account.models import EmailAddress
from django.urls import reverse
from django.utils import timezone

from applications.models import Application
from applications.services import batches
from applications.tests.drafting import sent
from applications.tests.factories import ApplicationFactory, ProfileFactory
from mentoring.mail.models import Email
from mentoring.tests.factories import UserFactory

pytestmark = pytest.mark.django_db
SOON = (timezone.localdate() + datetime.timedelta(days=10)).isoformat()
QUERIES = 20
REFUSED = {"reason": "availability", "reapply_from": SOON, "confirme": "oui"}


@pytest.fixture
def coordination(client, awa):
    client.force_login(awa)
    return client


@pytest.fixture
def files(db):
    return [sent("mentor", UserFactory(first_name=name)) for name in ("Léa", "Karim", "Inès")]


def of(action):
    return reverse("queue_batch", args=[action])


def tell(client, action, files, **said):
    """The page before anything is decided."""
    answer = client.get(of(action), {"candidature": [one.reference for one in files], **said})
    assert answer.status_code == 200
    return answer.content.decode()


def decide(client, action, files, **said):
    ticked = [f"{one.reference}:{one.version}" for one in files]
    return client.post(of(action), {"candidature": ticked, **said})


def states(files):
    return [Application.objects.get(pk=one.pk).state for one in files]


def letters(kind):
    return Email.objects.filter(kind=kind, state="scheduled").count()


def test_the_batches_are_the_coordination_s(client, files):
    for action in ("valider", "attente", "attribuer", "refuser"):
        assert client.get(of(action)).url.startswith("/connexion/")
    client.force_login(files[0].person)
    assert client.get(of("valider"), {"candidature": files[1].reference}).status_code == 403
    assert decide(client, "valider", files, confirme="oui").status_code == 403
    assert states(files) == ["submitted"] * 3


def test_each_row_has_its_box(coordination, files):
    page = coordination.get(reverse("queue"), {"cote": "mentor"}).content.decode()
    for one in files:
        assert f'name="candidature" value="{one.reference}" form="lot"' in page
    assert f'formaction="{of("attente")}"' in page
    assert '<input type="hidden" name="cote" value="mentor">' in page
    decided = ApplicationFactory(rejected=True)
    page = coordination.get(reverse("queue"), {"vue": "decidees"}).content.decode()
    assert decided.reference in page
    assert 'form="lot"' not in page
    ApplicationFactory(info_requested=True)
    page = coordination.get(reverse("queue"), {"vue": "question"}).content.decode()
    assert f'formaction="{of("valider")}"' not in page
    assert f'formaction="{of("refuser")}"' in page


def test_what_will_happen_is_told_with_its_exceptions(coordination, files):
    EmailAddress.objects.filter(user=files[0].person).update(verified=False)
    page = tell(coordination, "valider", files)
    assert "Valider 2 candidatures" in page
    assert "2 candidatures seront validées" in page
    assert "1 candidature est laissée de côté" in page
    assert f"{files[0].person}</a>" in page
    assert "e-mail non vérifié" in page
    assert "Le premier e-mail" in page
    assert "Bienvenue parmi les mentors" in page
    assert f'value="{files[0].reference}:' not in page
    assert states(files) == ["submitted"] * 3


def test_nothing_possible_leads_back(coordination):
    page = tell(coordination, "valider", [ApplicationFactory(rejected=True)])
    assert "Rien à valider" in page
    assert "Retour à la liste" in page
    assert 'name="confirme"' not in page


def test_validating_several(coordination, files):
    answer = decide(coordination, "valider", files, confirme="oui", message="À bientôt.")
    assert answer.url == reverse("queue") + "?vue=a-lire"
    assert states(files) == ["approved"] * 3
    assert letters("application_approved") == 3
    page = coordination.get(answer.url).content.decode()
    assert "3 candidatures validées." in page
    assert "E-mails dans 10" in page
    _before, event = page.split('name="decision" value="')
    undo = reverse("decision_undo", args=[files[-1].reference])
    assert f'action="{undo}?vue=a-lire"' in page
    for _time in ("once", "sent again"):
        back = coordination.post(undo, {"decision": event.partition('"')[0]}, follow=True).content.decode()
        assert "3 décisions sont annulées. Aucun e-mail n’est parti." in back
        assert (states(files), letters("application_approved")) == (["submitted"] * 3, 0)


def test_one_ticked_is_said_in_the_singular(coordination, files):
    assert "1 candidature sera refusée" in tell(coordination, "refuser", files[:1])
    assert "1 candidature sera mise en attente" in tell(coordination, "attente", files[:1])
    assert "1 candidature vous sera attribuée" in tell(coordination, "attribuer", files[:1])


def test_putting_several_aside(coordination, files):
    said = {"reason": "workload", "revisit_on": SOON, "tells_person": "on"}
    page = decide(
        coordination, "attente", files, reason="", revisit_on=SOON, message="Mes mots"
    ).content.decode()
    assert "Choisissez un motif" in page
    assert "Mes mots" in page
    page = decide(coordination, "attente", files, **said).content.decode()
    assert "Votre demande est en attente" in page
    assert "Mettre 3 candidatures en attente" in page
    assert states(files) == ["submitted"] * 3
    decide(coordination, "attente", files, **said, confirme="oui")
    assert (states(files), letters("application_on_hold")) == (["on_hold"] * 3, 3)


def test_a_reason_is_offered_when_it_holds_for_all(coordination, files):
    page = tell(coordination, "attente", files)
    assert 'value="no_mentee"' in page
    assert 'value="no_mentor"' not in page
    page = tell(coordination, "attente", [*files, ApplicationFactory()])
    assert 'value="no_mentee"' not in page
    assert 'value="no_mentor"' not in page


def test_several_refusals_are_read_before_they_leave(coordination, files):
    said = {"reason": "other", "reapply_from": SOON, "message": "Nos mots à nous."}
    page = decide(coordination, "refuser", files, **said).content.decode()
    assert "Nos mots à nous." in page
    assert "Refuser 3 candidatures" in page
    assert 'type="hidden" name="message"' in page
    assert states(files) == ["submitted"] * 3
    page = decide(coordination, "refuser", files, **said, confirme="non").content.decode()
    assert "Relire avant de refuser" in page
    assert '<textarea name="message"' in page
    decide(coordination, "refuser", files, **said, confirme="oui")
    assert (states(files), letters("application_rejected")) == (["rejected"] * 3, 3)


def test_following_several(coordination, awa, files):
    page = decide(coordination, "attribuer", files, confirme="oui").url
    assert "3 candidatures vous sont attribuées." in coordination.get(page).content.decode()
    assert Application.objects.filter(assigned_to=awa).count() == 3


def test_what_a_colleague_did_meanwhile_is_told(coordination, julien, files):
    [first] = batches.read([files[0].reference])
    batches.decide("approve", batches.Batch([first]), by=julien, versions={first.reference: first.version})
    page = decide(coordination, "valider", files, confirme="oui", message="")
    told = coordination.get(page.url).content.decode()
    assert "Julien a validé cette candidature à" in told
    assert "2 candidatures validées." in told
    assert states(files) == ["approved"] * 3


def test_the_list_stays_as_it_was_asked(coordination, files):
    page = tell(coordination, "valider", files, cote="mentor", vue="a-lire")
    assert f'action="{of("valider")}?vue=a-lire&amp;cote=mentor"' in page
    # « Ne rien faire » and « Retour à la liste » lead to the same list, as it was ticked.
    kept = "".join(f"&amp;candidature={one.reference}" for one in files)
    back = f"{reverse('queue')}?vue=a-lire&amp;cote=mentor{kept}"
    assert page.count(f'href="{back}"') == 2
    ticked = coordination.get(back.replace("&amp;", "&")).content.decode()
    assert ticked.count('form="lot" checked') == len(files)
    ticked = [f"{one.reference}:{one.version}" for one in files]
    answer = coordination.post(of("valider") + "?cote=mentor", {"candidature": ticked, "confirme": "oui"})
    assert answer.url == reverse("queue") + "?vue=a-lire&cote=mentor"


@pytest.mark.parametrize("value", ["", "x", "DEM-9999", "DEM-2222:x", "DEM-2222:" + "9" * 40, "é" * 500])
def test_a_hostile_tick_is_passed_over(coordination, value):
    for answer in (
        coordination.get(of("valider"), {"candidature": value}),
        coordination.post(of("valider"), {"candidature": value, "confirme": "oui"}),
    ):
        assert answer.url == reverse("queue") + "?vue=a-lire"
    assert "Cochez au moins une candidature." in coordination.get(reverse("queue")).content.decode()


def test_a_batch_has_an_end(coordination):
    files = ApplicationFactory.create_batch(batches.MOST + 2)
    page = tell(coordination, "refuser", files)
    assert page.count('name="candidature"') == batches.MOST
    assert "2 candidatures cochées restent pour le lot suivant" in page


@pytest.mark.parametrize("count", [1, 30])
def test_the_number_of_questions_does_not_grow(coordination, django_assert_max_num_queries, count):
    files = [ProfileFactory(closed=True).application for _one in range(count)]
    tell(coordination, "valider", files)
    with django_assert_max_num_queries(QUERIES):
        tell(coordination, "valider", files)


def test_a_batch_sent_twice_is_decided_once(coordination, files):
    first = decide(coordination, "refuser", files, **REFUSED)
    again = decide(coordination, "refuser", files, **REFUSED)
    assert again.url == first.url == reverse("queue") + "?vue=a-lire"
    assert "3 candidatures refusées." in coordination.get(again.url).content.decode()
    assert letters("application_rejected") == 3
    other = decide(coordination, "refuser", files, **REFUSED | {"message": "Autre chose"})
    assert "Rien à refuser" in other.content.decode()


def test_a_batch_offers_the_reasons_that_hold_for_all(coordination, files):
    def offered(some):
        url = of("refuser")
        page = coordination.get(url, {"candidature": [one.reference for one in some]})
        return {code for code, _label in page.context["form"].fields["reason"].choices}

    sides = {"not_member", "commercial"}
    mentee = ApplicationFactory()
    assert offered(files) & sides == {"commercial"}
    assert offered([mentee]) & sides == {"not_member"}
    assert offered([*files, mentee]) & sides == set()
