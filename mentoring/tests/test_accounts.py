import datetime
import re
from urllib.parse import quote

import pytest
import time_machine
from allauth.account.models import EmailAddress
from django.urls import reverse

from mentoring import accounts
from mentoring.mail.models import Email
from mentoring.models import User
from mentoring.tests.factories import CoordinatorFactory, UserFactory

pytestmark = pytest.mark.django_db


def ask_for_a_code(client, address):
    return client.post("/connexion/", {"email": address})


def code_for(address):
    mail = Email.objects.filter(kind="login_code", to_address=address).latest("created_at")
    return re.search(r"\d{6}", mail.subject)[0]


def sign_in_by_code(client, person):
    ask_for_a_code(client, person.email)
    client.post("/connexion/code/", {"code": code_for(person.email), "action": "verify"})


@pytest.mark.parametrize("is_known", [True, False])
def test_an_address_then_a_code(client, is_known):
    address = "lea@exemple.org"
    if is_known:
        UserFactory(email=address)
    answer = ask_for_a_code(client, address)
    assert (answer.status_code, answer.url) == (302, "/connexion/code/")
    page = client.get(answer.url)
    assert "l•••@exemple.org" in page.content.decode()
    code = code_for(address)
    answer = client.post("/connexion/code/", {"code": f"{code[:3]} {code[3:]}", "action": "verify"})
    assert (answer.status_code, answer.url) == (302, "/espace/")
    assert EmailAddress.objects.get(email=address).verified
    assert User.objects.filter(email=address).count() == 1


def test_known_and_unknown_addresses_look_the_same(client):
    UserFactory(email="connue@exemple.org")
    pages = []
    for address in ("connue@exemple.org", "inconnu@exemple.org"):
        client.logout()
        answer = ask_for_a_code(client, address)
        page = client.get(answer.url).content.decode().replace(address[:1] + "•••", "")
        page = re.sub(r"csrf[^>]*>|X-CSRFToken[^>]*>", "", page)
        pages.append(
            (answer.status_code, answer.url, sorted(answer.cookies), re.sub(r"bn-[ah]\d+", "", page))
        )
    assert pages[0] == pages[1]


def test_a_wrong_code_says_how_many_tries_are_left(client):
    ask_for_a_code(client, "lea@exemple.org")
    page = client.post("/connexion/code/", {"code": "000000", "action": "verify"}).content.decode()
    assert "Il vous reste 2 essais" in page
    assert "<title>Erreur" in page.replace("\n", "")
    client.post("/connexion/code/", {"code": "000000", "action": "verify"})
    answer = client.post("/connexion/code/", {"code": "000000", "action": "verify"})
    assert (answer.status_code, answer.url) == (302, "/connexion/")
    assert "_auth_user_id" not in client.session


def test_a_code_dies_after_ten_minutes(client):
    now = datetime.datetime(2026, 3, 9, 10, 0, tzinfo=datetime.UTC)
    with time_machine.travel(now, tick=False) as clock:
        ask_for_a_code(client, "lea@exemple.org")
        code = code_for("lea@exemple.org")
        clock.shift(datetime.timedelta(minutes=11))
        client.post("/connexion/code/", {"code": code, "action": "verify"})
    assert "_auth_user_id" not in client.session


def test_next_is_followed_at_home_only(client):
    for wanted, reached in (("/compte/", "/compte/"), ("https://evil.example/", "/espace/")):
        client.logout()
        client.post("/connexion/", {"email": "lea@exemple.org", "next": wanted})
        client.get(f"/connexion/code/?next={wanted}")
        answer = client.post(
            "/connexion/code/", {"code": code_for("lea@exemple.org"), "action": "verify", "next": wanted}
        )
        assert answer.url == reached


BUTTON, ITS_PAGE = "/pilotage/courriels/0123456789abcdef/annuler/", "/pilotage/courriels/?etat=failed"


@pytest.mark.parametrize(
    ("asked", "referer", "back"),
    [
        ("/compte/", "http://testserver/charte/", "/compte/"),
        (BUTTON, f"http://testserver{ITS_PAGE}", ITS_PAGE),
        (BUTTON, f"http://testserver{BUTTON}", ""),
        (BUTTON, f"https://ailleurs.example{ITS_PAGE}", ""),
        (BUTTON, "http://testserver/nulle-part/", ""),
        (BUTTON, None, ""),
    ],
)
@pytest.mark.parametrize("method", ["get", "post"])
def test_one_is_led_back_to_a_page_never_to_a_button(client, method, asked, referer, back):
    """The session is over, then a button is pressed."""
    headers = {"Referer": referer} if referer else {}
    answer = getattr(client, method)(asked, headers=headers)
    assert (answer.status_code, answer.url) == (
        302,
        f"/connexion/?next={quote(back)}" if back else "/connexion/",
    )


def test_signing_in_leads_to_no_button(client):
    person = UserFactory()
    client.post("/connexion/", {"email": person.email, "next": BUTTON})
    answer = client.post(
        "/connexion/code/", {"code": code_for(person.email), "action": "verify", "next": BUTTON}
    )
    assert answer.url == "/espace/"


def test_a_button_that_is_opened_is_a_page_of_ours(client):
    client.force_login(CoordinatorFactory())
    answer = client.get(BUTTON)
    assert (answer.status_code, answer.headers["Allow"]) == (405, "POST")
    page = answer.content.decode()
    for words in ("Cette action se fait avec un bouton.", '<html lang="fr"', "Aller à l’accueil"):
        assert words in page


def test_an_address_nobody_proved_is_forgotten():
    accounts.person_of("jamais@exemple.org")
    kept = UserFactory()
    later = datetime.datetime.now(datetime.UTC) + datetime.timedelta(days=2)
    assert accounts.forget_unproven(later) == 1
    assert list(User.objects.all()) == [kept]


def test_hostile_addresses_are_refused_politely(client):
    for address in ("", "x", "a@b\r\nBcc: c@d.fr", "é" * 300 + "@x.fr", "<script>@x.fr"):
        answer = client.post("/connexion/", {"email": address})
        assert answer.status_code == 200
        assert "bn-resume-erreurs" in answer.content.decode()
    assert Email.objects.count() == 0


def test_a_password_opens_the_account(client):
    person = UserFactory()
    person.set_password("avancez-a-deux-2026")
    person.save()
    answer = client.post(
        "/connexion/mot-de-passe/", {"login": person.email, "password": "avancez-a-deux-2026"}
    )
    assert (answer.status_code, answer.url) == (302, "/espace/")
    client.logout()
    assert (
        client.post("/connexion/mot-de-passe/", {"login": person.email, "password": "non"}).status_code == 200
    )


def test_the_account_page_keeps_what_was_typed(client):
    person = UserFactory()
    client.force_login(person)
    page = client.post(
        "/compte/", {"first_name": "", "last_name": "Kaci", "phone": "12", "timezone": "Europe/Paris"}
    ).content.decode()
    assert "Indiquez votre prénom" in page
    assert "Ce numéro ne semble pas complet" in page
    answer = client.post(
        "/compte/",
        {"first_name": "Yanis", "last_name": "Kaci", "phone": "06 12 34 56 78", "timezone": "Indian/Reunion"},
    )
    assert answer.status_code == 302
    person.refresh_from_db()
    assert (person.phone, person.timezone) == ("+33612345678", "Indian/Reunion")


@pytest.mark.ignore_template_errors  # allauth's own templates ask for variables they may not have
@pytest.mark.parametrize(
    "name",
    ["account", "account_email", "account_set_password", "mfa_index", "usersessions_list", "mail_settings"],
)
def test_account_pages_answer(client, name):
    sign_in_by_code(client, UserFactory())
    assert client.get(reverse(name)).status_code == 200


@pytest.mark.ignore_template_errors
def test_the_password_pages_lead_to_the_one_that_fits(client):
    """Without a password one is created, with one it is changed; the other address leads there."""
    person = UserFactory()
    sign_in_by_code(client, person)
    creation, change = reverse("account_set_password"), reverse("account_change_password")
    assert client.get(creation).status_code == 200
    assert client.get(change).url == creation
    words = {"password1": "avancez-a-deux-2026", "password2": "avancez-a-deux-2026"}
    assert client.post(creation, words).status_code == 302
    person.refresh_from_db()
    assert person.check_password("avancez-a-deux-2026")
    assert client.get(change).status_code == 200
    assert client.get(creation).url == change
    notice = Email.objects.get(kind="account_notice", recipient=person)
    assert notice.subject == "Votre compte Binôme\u202f: mot de passe créé"


def test_the_demo_switch_exists_only_with_the_banner(client, settings):
    UserFactory(email="nadia@demo.binome.example")
    settings.ALLOW_DEMO = True
    assert client.post("/demo/compte/", {"account": "nadia"}).status_code == 302
    assert client.post("/demo/compte/", {"account": "root"}).status_code == 404
    settings.ALLOW_DEMO = False
    assert client.post("/demo/compte/", {"account": "nadia"}).status_code == 404


def test_coordinators_need_a_second_factor_where_it_is_required(client, settings):
    settings.REQUIRE_STAFF_MFA = True
    client.force_login(UserFactory(is_coordinator=True))
    answer = client.get("/pilotage/courriels/")
    assert (answer.status_code, answer.url) == (302, reverse("mfa_index"))
