"""The journal for the coordination, everybody's reminders, and the links that work without signing in."""

import datetime
import re

import pytest
from django.core.paginator import Paginator
from django.db import transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from mentoring import navigation
from mentoring.mail import catalogue, journal, links, outbox, rules
from mentoring.mail.models import Email
from mentoring.models import AccessLog, Event
from mentoring.tests.factories import CoordinatorFactory, EmailFactory, UserFactory
from mentoring.tests.pages import Page, page

pytestmark = pytest.mark.django_db
JOURNAL = "/pilotage/courriels/"
HOSTILE = [
    *("", "abc", "-1", "0", "99999999999999999999", "1.5", "é", "1 OR 1=1", "'\"><script>alert(1)</script>"),
    *("%", "%%", "_", "\\", "\u202e", "💥", "a" * 5000, "None", "sent,failed", "{{ 7 }}", "\r\nX: y"),
]
SETTINGS = {"is_session_on": "on", "is_follow_up_on": "on", "is_news_on": "", "muted_until": ""}


@pytest.fixture
def awa(client):
    """The coordination, signed in."""
    person = CoordinatorFactory()
    client.force_login(person)
    return person


def detail(email):
    return reverse("email_detail", args=[email.public_id])


def act(email, action):
    return reverse("email_act", args=[email.public_id, action])


def fresh(thing):
    thing.refresh_from_db()
    return thing


# Who may look ----------------------------------------------------------------------------------------


@pytest.fixture(params=["journal", "detail", "html", "act"])
def address(request):
    email = EmailFactory(html="<p>Bonjour.</p>")
    return {
        "journal": JOURNAL,
        "detail": detail(email),
        "html": reverse("email_html", args=[email.public_id]),
        "act": act(email, "annuler"),
    }[request.param]


def test_a_visitor_is_led_to_sign_in(client, address):
    """And back, but to what only a button reaches."""
    back = "" if address.endswith("/annuler/") else f"?next={address}"
    for answer in (client.get(address), client.post(address)):
        assert (answer.status_code, answer.url) == (302, f"/connexion/{back}")
    assert Email.objects.get().state == "scheduled"


def test_a_participant_is_refused(client, address):
    client.force_login(UserFactory())
    for answer in (client.get(address), client.post(address)):
        assert answer.status_code == 403
        assert "réservée à la coordination" in answer.content.decode()
    assert Email.objects.get().state == "scheduled"


@pytest.mark.parametrize("role", [{"is_coordinator": True}, {"is_superuser": True}])
def test_the_coordination_enters(client, role, address):
    client.force_login(UserFactory(**role))
    expected = 405 if "annuler" in address else 200
    assert client.get(address).status_code == expected


def test_an_unknown_message_is_not_found(client, awa):
    for address in ("aucun/", "aucun/html/"):
        assert client.get(JOURNAL + address).status_code == 404
    assert client.post(f"{JOURNAL}aucun/annuler/").status_code == 404
    assert client.post(act(EmailFactory(), "detruire")).status_code == 404


# The journal -----------------------------------------------------------------------------------------


def rows(answer):
    return [email.pk for email in answer.context["page"]]


def test_failures_come_first_then_the_newest(client, awa):
    old, failed, new = EmailFactory(), EmailFactory(state="failed"), EmailFactory()
    assert rows(client.get(JOURNAL)) == [failed.pk, new.pk, old.pk]


def test_the_filter_reads_state_subject_address_and_reference(client, awa):
    sent = EmailFactory(state="sent", sent_at=timezone.now(), subject="Bienvenue")
    EmailFactory(reference="MTR-2345", state="cancelled")
    named = EmailFactory(to_address="yanis@exemple.org")
    stranger = EmailFactory(recipient=None, to_address="Presse@STRASBOURG.example")
    assert rows(client.get(JOURNAL, {"etat": "sent"})) == [sent.pk]
    assert rows(client.get(JOURNAL, {"q": "bienv"})) == [sent.pk]
    assert rows(client.get(JOURNAL, {"q": "YANIS@"})) == [named.pk]
    assert rows(client.get(JOURNAL, {"q": "strasbourg"})) == [stranger.pk]
    assert len(rows(client.get(JOURNAL, {"q": "mtr-2345"}))) == 1
    assert rows(client.get(JOURNAL, {"q": "mtr-23"})) == []
    assert rows(client.get(JOURNAL, {"etat": "inconnu", "q": "bienv"})) == [sent.pk]
    assert "Aucun e-mail sur cette période." in client.get(JOURNAL, {"q": "rien"}).content.decode()


def test_what_is_searched_for_stands_in_order_however_much_is_found(client, awa, monkeypatch):
    wanted = [EmailFactory(subject="Bienvenue") for _number in range(3)]
    failed = EmailFactory(subject="Bienvenue", state="failed")
    EmailFactory(reference="session:00ff")
    in_order = [failed.pk, *(email.pk for email in reversed(wanted))]
    for few in (1_000, 4, 3):
        monkeypatch.setattr(journal, "FEW", few)
        assert rows(client.get(JOURNAL, {"q": "bienvenue"})) == in_order, few
        assert rows(client.get(JOURNAL, {"q": "bienvenue", "etat": "failed"})) == [failed.pk]
    assert len(rows(client.get(JOURNAL, {"q": "SESSION:00FF"}))) == 1


def test_few_found_are_looked_for_once(awa, django_assert_num_queries):
    EmailFactory(subject="Bienvenue")
    with django_assert_num_queries(3) as asked:
        found = Paginator(journal.filtered({"q": "bienvenue"}), 25).get_page(1)
        assert len(list(found)) == 1
    assert sum("LIKE" in query["sql"] for query in asked.captured_queries) == 1


def test_the_filter_reads_template_and_period(client, awa):
    code = EmailFactory(kind="login_code")
    old = EmailFactory(created_at=timezone.now() - datetime.timedelta(days=8))
    assert rows(client.get(JOURNAL, {"modele": "login_code"})) == [code.pk]
    assert rows(client.get(JOURNAL, {"periode": "semaine"})) == [code.pk]
    assert rows(client.get(JOURNAL, {"periode": "mois"})) == [code.pk, old.pk]
    words = page(client.get(JOURNAL, {"modele": "login_code", "periode": "jour"})).text
    assert "1 e-mail" in words
    words = words.replace("\u00a0", " ")
    assert "Retirer le filtre Modèle : Connexion par code" in words
    assert "Retirer le filtre Période : Dernières 24 heures" in words


def test_models_are_called_as_the_coordination_calls_them(client, awa):
    keys = [kind.key for kind in catalogue.all_kinds()]
    emails = [EmailFactory(kind=key) for key in [*keys, "no_more"]]
    shown = [client.get(JOURNAL, {"page": number}) for number in (1, 2, 3)]
    assert sum(len(rows(answer)) for answer in shown) == len(emails)
    shown += [client.get(detail(email)) for email in (emails[0], emails[-1])]
    texts = [page(answer).text for answer in shown]
    assert [key for key in [*keys, "no_more"] for text in texts if re.search(rf"\b{key}\b", text)] == []
    assert "L’équipe met une demande en attente" in "".join(texts)
    assert "Un compte est supprimé" in texts[-2]
    assert "Ancien modèle" in texts[-1]
    labels = [label for key, label in shown[0].context["form"].fields["modele"].choices if key]
    assert len(set(labels)) == len(keys)
    assert labels.index("La veille d’un atelier") == labels.index("La veille d’une séance") - 1
    assert labels[0].startswith("À 14 jours")


def test_a_message_is_laid_out_as_it_was_previewed(client, awa):
    text = "Bonjour,\n\n- lire\n- <b>rire</b>\n\nVoir :\nhttps://exemple.org/\n\n-- \nBinôme\n"
    html = client.get(detail(EmailFactory(text=text))).content.decode()
    message, _mark, footer = html.partition("bn-apercu-mail__texte")[2].partition("bn-apercu-mail__pied")
    assert "<p>Bonjour,</p>" in message
    assert "<ul><li>lire</li><li>&lt;b&gt;rire&lt;/b&gt;</li></ul>" in message
    assert "<p>Voir : https://exemple.org/</p>" in message
    assert "<p>Binôme</p>" in footer
    assert "<pre" not in html


UNKNOWN = "SMTPRecipientsRefused : boîte inconnue"
SWITCHED_OFF = "Rappel désactivé par la personne"
MARCH = datetime.datetime(timezone.localdate().year, 3, 12, 7, 41, tzinfo=datetime.UTC)


@pytest.mark.parametrize(
    ("changes", "words", "offered"),
    [
        ({"state": "failed", "note": UNKNOWN}, UNKNOWN, ["renvoyer"]),
        ({"state": "failed", "note": UNKNOWN, "text": ""}, UNKNOWN, []),
        ({"next_attempt_at": MARCH}, "part le 12 mars, 8 h 41", ["annuler"]),
        ({"state": "suppressed", "note": SWITCHED_OFF}, SWITCHED_OFF, []),
        ({"state": "cancelled"}, "Annulé", []),
    ],
)
def test_each_row_says_why_and_offers_what_can_be_done(client, awa, changes, words, offered):
    EmailFactory(**changes)
    html = client.get(JOURNAL).content.decode()
    row = Page(html.partition("<tbody>")[2].partition("</tbody>")[0])
    assert words in row.text.replace("\u00a0", " ")
    assert re.findall(r'action="[^"]*/(renvoyer|annuler|envoyer)/', html) == offered


def test_acting_from_the_list_leads_back_to_it_as_it_was(client, awa):
    email = EmailFactory(state="failed")
    html = client.get(JOURNAL, {"etat": "failed"}).content.decode()
    [address] = re.findall(r'action="(/pilotage/courriels/[^"]+)"', html)
    answer = client.post(address.replace("&amp;", "&"))
    assert answer.url == f"{JOURNAL}?etat=failed"
    assert fresh(email).state == "scheduled"


def test_the_journal_is_in_the_coordinations_menu(client, awa):
    entries = client.get(JOURNAL).context["account_items"]
    assert [entry["label"] for entry in entries if entry["is_current"]] == ["Courriels"]


@pytest.mark.parametrize("word", HOSTILE)
@pytest.mark.parametrize("name", ["etat", "q", "page", "modele", "periode", "inconnu"])
def test_whatever_the_query_it_answers(client, awa, name, word):
    EmailFactory()
    answer = client.get(JOURNAL, {name: word})
    assert answer.status_code == 200
    assert "<script>alert" not in answer.content.decode()


def test_a_null_character_is_refused(client, awa):
    assert client.get(JOURNAL, {"q": "a\x00b"}).status_code == 400


def queries(client, address):
    with CaptureQueriesContext(transaction.get_connection()) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


def test_thirty_messages_cost_no_more_queries_than_one(client, awa, monkeypatch):
    """The menu's badges are counted elsewhere."""
    monkeypatch.setattr(navigation, "_items", {})
    EmailFactory()
    client.get(JOURNAL)
    one = queries(client, JOURNAL)
    EmailFactory.create_batch(30)
    assert (one, queries(client, JOURNAL)) == (5, 5)


def test_a_look_at_someones_message_leaves_a_trace(client, awa):
    email = EmailFactory()
    client.get(detail(email))
    look = AccessLog.objects.get()
    assert (look.reader, look.person, look.page) == (awa, email.recipient, "email")


def test_the_detail_page_offers_what_can_be_done(client, awa):
    def offered(**changes):
        words = page(client.get(detail(EmailFactory(**changes)))).text
        return [label for label in ("Renvoyer", "Envoyer maintenant", "Annuler l’envoi") if label in words]

    assert offered() == ["Envoyer maintenant", "Annuler l’envoi"]
    assert offered(state="failed") == ["Renvoyer"]
    assert offered(state="sent", sent_at=timezone.now()) == []
    assert offered(state="cancelled") == offered(state="suppressed") == offered(state="sending") == []


@pytest.mark.parametrize(
    ("action", "before", "after", "event"),
    [
        ("annuler", "scheduled", "cancelled", "cancel_email"),
        ("envoyer", "scheduled", "scheduled", "send_now"),
        ("renvoyer", "failed", "scheduled", "resend"),
    ],
)
def test_each_action_once_and_on_record(client, awa, action, before, after, event):
    later = timezone.now() + timezone.timedelta(hours=5)
    email = EmailFactory(state=before, attempts=4, next_attempt_at=later, category="D")
    answer = client.post(act(email, action), follow=True)
    assert answer.status_code == 200
    assert fresh(email).state == after
    recorded = Event.objects.get()
    assert (recorded.transition, recorded.actor) == (event, awa)
    assert recorded.reference == f"email:{email.public_id}"
    if after == "scheduled":
        assert email.attempts == 0
        assert email.next_attempt_at <= timezone.now()


@pytest.mark.parametrize("action", ["annuler", "envoyer", "renvoyer"])
@pytest.mark.parametrize("state", ["sent", "sending", "cancelled", "suppressed"])
def test_too_late_is_said_and_changes_nothing(client, awa, action, state):
    email = EmailFactory(state=state, sent_at=timezone.now() if state == "sent" else None)
    answer = client.post(act(email, action), follow=True)
    assert "Cette action n’est plus possible" in answer.content.decode()
    assert fresh(email).state == state
    assert Event.objects.count() == 0


def test_sending_now_in_the_night_says_when(client, awa, monkeypatch):
    monkeypatch.setattr(rules, "is_quiet", lambda moment, zone_name: True)
    answer = client.post(act(EmailFactory(category="D", kind="interest_declined"), "envoyer"), follow=True)
    assert "prochaine heure permise" in answer.content.decode()


# What is masked --------------------------------------------------------------------------------------


@pytest.fixture
def code():
    with transaction.atomic():
        return outbox.queue("login_code", to=UserFactory(), about="account", context={"code": "482915"})


@pytest.fixture
def _no_demo(settings):
    settings.ALLOW_DEMO = False


@pytest.mark.usefixtures("_no_demo")
def test_a_code_is_shown_nowhere(client, awa, code):
    for address in (JOURNAL, detail(code), reverse("email_html", args=[code.public_id])):
        html = client.get(address).content.decode()
        assert "482915" not in html
    assert "••••••" in client.get(detail(code)).content.decode()


@pytest.mark.usefixtures("_no_demo")
def test_a_code_cannot_be_guessed_by_searching(client, awa, code):
    for part in ("482915", "48291", "829"):
        assert rows(client.get(JOURNAL, {"q": part})) == []
    assert rows(client.get(JOURNAL, {"q": code.to_address})) == [code.pk]


@pytest.mark.usefixtures("_no_demo")
def test_a_signed_link_is_masked_in_every_message(client, awa):
    person = UserFactory()
    token = links.preferences_token(person)
    address = f"https://binome.example/courriels/{token}/"
    email = EmailFactory(recipient=person, text=f"Gérer : {address}", html=f'<a href="{address}">x</a>')
    for where in (detail(email), reverse("email_html", args=[email.public_id])):
        html = client.get(where).content.decode()
        assert (token in html, "/courriels/•••" in html) == (False, True)


def test_the_demo_shows_what_it_sends(client, awa, code, settings):
    settings.ALLOW_DEMO = True
    assert "482915" in client.get(detail(code)).content.decode()


def test_the_laid_out_version_allows_its_own_style_and_nothing_else(client, awa, code):
    answer = client.get(reverse("email_html", args=[code.public_id]))
    policy = answer.headers["Content-Security-Policy"]
    assert re.search(r"style-src [^;]*'sha256-[A-Za-z0-9+/=]{44}'", policy)
    assert "unsafe" not in policy
    assert "script-src 'self'" in policy
