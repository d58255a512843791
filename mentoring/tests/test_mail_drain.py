"""The way out: claimed once, sent, tried again later and later, given up in sight of the coordination."""

import datetime
import itertools
import smtplib
import socket
import time

import pytest
from django.core.mail import EmailMessage, send_mail
from django.utils import timezone

from mentoring.mail import catalogue, journal
from mentoring.mail import drain as engine
from mentoring.mail.catalogue import Kind, R, T
from mentoring.mail.drain import drain
from mentoring.mail.models import Email
from mentoring.mail.tasks import send_due_emails
from mentoring.tests.factories import CoordinatorFactory, EmailFactory, UserFactory
from mentoring.tests.smtp import mail_server

pytestmark = pytest.mark.django_db
SMTP = "django.core.mail.backends.smtp.EmailBackend"


@pytest.fixture
def server(settings):
    """A mail server that listens, and the settings that lead to it."""
    with mail_server() as listening:
        settings.MAIL_TRANSPORT, settings.EMAIL_HOST = SMTP, "127.0.0.1"
        settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = listening.port, 5
        yield listening


def fresh(email):
    email.refresh_from_db()
    return email


def moments_of_tries(email):
    """Drain at each due moment until the message is no longer waiting; when each try was made."""
    found = []
    while fresh(email).state == Email.State.SCHEDULED:
        moment = email.next_attempt_at
        found.append(moment)
        drain(now=lambda moment=moment: moment)
    return found


def test_what_is_due_leaves_and_says_when(mailoutbox):
    due, later = EmailFactory(), EmailFactory(next_attempt_at=timezone.now() + datetime.timedelta(hours=1))
    assert send_due_emails() == 1
    assert (fresh(due).state, due.attempts, due.note) == ("sent", 1, "")
    assert timezone.now() - due.sent_at < datetime.timedelta(minutes=1)
    assert (fresh(later).state, later.attempts, later.sent_at) == ("scheduled", 0, None)
    assert [message.to for message in mailoutbox] == [[due.to_address]]


def test_nothing_is_sent_twice(mailoutbox):
    EmailFactory.create_batch(5)
    assert [drain() for _turn in range(3)] == [5, 0, 0]
    assert len(mailoutbox) == len({message.to[0] for message in mailoutbox}) == 5


@pytest.mark.parametrize("state", ["sent", "failed", "cancelled", "suppressed"])
def test_what_is_settled_stays(mailoutbox, state):
    sent_at = timezone.now() if state == "sent" else None
    email = EmailFactory(state=state, sent_at=sent_at, next_attempt_at=timezone.now())
    assert drain() == 0
    assert (fresh(email).state, mailoutbox) == (state, [])


def test_what_cannot_wait_goes_first(mailoutbox):
    long_ago = timezone.now() - datetime.timedelta(hours=1)
    reminder = EmailFactory(rank=5, next_attempt_at=long_ago)
    code = EmailFactory(rank=0)
    drain()
    assert [message.to[0] for message in mailoutbox] == [code.to_address, reminder.to_address]


def test_a_turn_ends_after_so_many_messages_or_seconds(mailoutbox):
    EmailFactory.create_batch(4)
    assert drain(at_most=3) == 3
    assert drain(seconds=0) == 0
    assert drain() == 1


def test_what_was_postponed_counts_as_handled_and_ends(monkeypatch):
    """A row put aside must not be taken again by the same turn for ever."""
    monkeypatch.setitem(catalogue._kinds, "essai", Kind("essai", R, "Un essai"))
    EmailFactory.create_batch(3, kind="essai", category=R)
    night = datetime.datetime(2030, 1, 7, 2, 0, tzinfo=datetime.UTC)
    assert drain(now=lambda: night) == 0
    assert Email.objects.due(night).count() == 0


# Claims and leases -----------------------------------------------------------------------------------


def test_a_claimed_message_is_nobody_elses():
    email, now = EmailFactory(), timezone.now()
    assert engine.claim(now) == email
    assert engine.claim(now) is None
    assert (fresh(email).state, email.attempts) == ("sending", 1)
    assert email.next_attempt_at == now + engine.LEASE


def test_a_dead_workers_message_is_taken_again_after_its_lease(mailoutbox):
    email, now = EmailFactory(), timezone.now()
    engine.claim(now)
    assert drain(now=lambda: now + engine.LEASE - datetime.timedelta(seconds=1)) == 0
    assert drain(now=lambda: now + engine.LEASE) == 1
    assert datetime.timedelta(minutes=15) > engine.LEASE
    assert (fresh(email).state, email.attempts, len(mailoutbox)) == ("sent", 2, 1)


def test_a_worker_that_lost_its_lease_changes_nothing():
    email, now = EmailFactory(), timezone.now()
    slow = engine.claim(now)
    drain(now=lambda: now + engine.LEASE)
    engine.failure(slow, TimeoutError("too slow"), now)
    assert (fresh(email).state, email.note) == ("sent", "")


# Failures --------------------------------------------------------------------------------------------


def test_it_reaches_a_server(server):
    email = EmailFactory(subject="Un été à deux", html="<p>Bonjour.</p>")
    assert drain() == 1
    received = server.messages[0]
    assert (received["Subject"], received["To"]) == ("Un été à deux", email.to_address)
    assert received["Message-ID"] == f"<{email.public_id}@127.0.0.1>"
    assert [part.get_content_type() for part in received.walk()] == [
        "multipart/alternative",
        "text/plain",
        "text/html",
    ]


@pytest.mark.parametrize("line", ["550 no such user", "553 bad name", "521 closed"])
def test_a_refusal_for_good_fails_at_once(server, line):
    email = EmailFactory()
    server.refusals[email.to_address] = line
    assert drain() == 0
    assert (fresh(email).state, email.attempts) == ("failed", 1)
    assert line.partition(" ")[2] in email.note


@pytest.mark.parametrize("line", ["421 try later", "450 busy", "451 greylisted", "452 full"])
def test_a_refusal_for_now_is_tried_again(server, line):
    email = EmailFactory()
    server.refusals[email.to_address] = line
    assert drain() == 0
    assert fresh(email).state == "scheduled"
    assert line.partition(" ")[2] in email.note
    server.refusals.clear()
    assert drain(now=lambda: email.next_attempt_at) == 1
    assert (fresh(email).state, email.note, email.attempts) == ("sent", "", 2)
    assert len(server.messages) == 1


def test_a_server_that_is_not_there_is_tried_again(server, settings):
    server.shutdown()
    server.server_close()
    email = EmailFactory()
    drain()
    assert (fresh(email).state, email.note.partition(" ")[0]) == ("scheduled", "ConnectionRefusedError")


def test_a_silent_server_does_not_hold_the_worker(settings):
    with socket.create_server(("127.0.0.1", 0)) as silent:
        settings.MAIL_TRANSPORT, settings.EMAIL_HOST = SMTP, "127.0.0.1"
        settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = silent.getsockname()[1], 0.2
        email, began = EmailFactory(), time.monotonic()
        assert drain() == 0
    assert time.monotonic() - began < 5
    assert (fresh(email).state, email.note.partition(" ")[0]) == ("scheduled", "SMTPServerDisconnected")


def test_the_log_names_no_one(server, caplog):
    email = EmailFactory(subject="Sentinelle", text="Sentinelle")
    server.refusals[email.to_address] = f"550 {email.to_address} unknown"
    drain()
    assert email.public_id in caplog.text
    assert email.to_address not in caplog.text
    assert "Sentinelle" not in caplog.text


def test_tries_grow_apart_for_a_day_then_stop(server):
    email = EmailFactory()
    server.refusals[email.to_address] = "450 busy"
    tries = moments_of_tries(email)
    waits = [(later - sooner).total_seconds() for sooner, later in itertools.pairwise(tries)]
    assert len(tries) == engine.MOST_ATTEMPTS
    assert datetime.timedelta(hours=24) <= tries[-1] - tries[0] <= datetime.timedelta(hours=32)
    assert all(later > sooner * 1.5 for sooner, later in itertools.pairwise(waits[:7]))
    for number, wait in enumerate(waits):
        least = min(30 * 2**number, 3600)
        assert least <= wait <= least * 1.25
    assert len(set(waits)) == len(waits)
    assert (fresh(email).state, email.attempts) == ("failed", engine.MOST_ATTEMPTS)
    assert "busy" in email.note


def test_what_waited_for_monday_has_its_day_of_tries_too(server):
    """Written on Saturday evening and put off until Monday: one hiccup then is not the end of it."""
    email = EmailFactory(created_at=timezone.now() - datetime.timedelta(hours=36))
    server.refusals[email.to_address] = "421 try later"
    drain()
    assert fresh(email).state == "scheduled"


def test_what_is_given_up_stands_first_in_the_journal_and_can_be_sent_again(server, client):
    email, awa = EmailFactory(), CoordinatorFactory()
    server.refusals[email.to_address] = "550 no such user"
    drain()
    EmailFactory()
    client.force_login(awa)
    table = client.get("/pilotage/courriels/").content.decode().partition("<tbody")[2]
    assert 0 < table.index("En échec") < table.index("Programmé")
    server.refusals.clear()
    journal.resend(fresh(email), by=awa)
    assert (fresh(email).state, email.attempts) == ("scheduled", 0)
    assert drain() == 2
    assert fresh(email).state == "sent"


def test_one_poisoned_message_does_not_hold_the_others(server, monkeypatch):
    def broken(email):
        raise ZeroDivisionError("a guard with a mistake")

    monkeypatch.setitem(catalogue._kinds, "casse", Kind("casse", T, "Un essai", is_still_relevant=broken))
    rows = EmailFactory.create_batch(100)
    poisons = {
        "header": {"subject": "Un\nBcc: victime@exemple.org"},
        "guard": {"kind": "casse"},
        "unregistered": {"kind": "disparu"},
        "refused": {},
    }
    for row, (name, changes) in zip(rows[10::25], poisons.items(), strict=True):
        Email.objects.filter(pk=row.pk).update(**changes)
        poisons[name] = fresh(row)
    server.refusals[poisons["refused"].to_address] = "550 no"
    assert drain() == 96
    assert {name: fresh(row).state for name, row in poisons.items()} == {
        "header": "scheduled",
        "guard": "scheduled",
        "unregistered": "scheduled",
        "refused": "failed",
    }
    assert len(server.messages) == 96


@pytest.mark.parametrize(
    ("error", "is_final"),
    [
        (smtplib.SMTPRecipientsRefused({"a@b.fr": (550, b"no")}), True),
        (smtplib.SMTPRecipientsRefused({"a@b.fr": (450, b"later")}), False),
        (smtplib.SMTPRecipientsRefused({"a@b.fr": (550, b"no"), "c@d.fr": (450, b"later")}), False),
        (smtplib.SMTPSenderRefused(530, b"sign in first", "x@y.fr"), True),
        (smtplib.SMTPDataError(554, b"no"), True),
        (smtplib.SMTPDataError(451, b"later"), False),
        (smtplib.SMTPServerDisconnected("gone"), False),
        (TimeoutError("silent"), False),
        (OSError("no route"), False),
    ],
)
def test_which_refusals_are_for_good(error, is_final):
    assert engine.is_refused_for_good(error) is is_final


# Doors -----------------------------------------------------------------------------------------------


def test_a_librarys_mail_goes_the_same_way(mailoutbox):
    send_mail("Objet", "Texte", None, ["a@exemple.org", "b@exemple.org"], html_message="<p>Texte</p>")
    rows = Email.objects.order_by("pk")
    assert [(row.to_address, row.subject, row.text, row.html) for row in rows] == [
        ("a@exemple.org", "Objet", "Texte", "<p>Texte</p>"),
        ("b@exemple.org", "Objet", "Texte", "<p>Texte</p>"),
    ]
    assert {(row.category, row.is_secret) for row in rows} == {("T", True)}
    assert mailoutbox == []
    assert drain() == 2
    assert [message.to for message in mailoutbox] == [["a@exemple.org"], ["b@exemple.org"]]


def test_a_librarys_subject_is_one_line(mailoutbox):
    EmailMessage("Objet\r\nBcc: c@exemple.org", "Texte", to=["a@exemple.org"]).send()
    EmailMessage("très long " * 100, "Texte", to=["a@exemple.org"]).send()
    assert drain() == 2
    assert mailoutbox[0].subject == "Objet Bcc: c@exemple.org"
    assert len(mailoutbox[1].subject) < 200


def test_without_a_server_mail_becomes_files(settings, tmp_path):
    settings.MAIL_TRANSPORT = "mentoring.mail.backends.EmlFileBackend"
    settings.EMAIL_FILE_PATH = tmp_path / "mail"
    email = EmailFactory(recipient=UserFactory(email="../../etc/passwd@exemple.org"))
    assert drain() == 1
    written = list((tmp_path / "mail").iterdir())
    assert len(written) == 1
    assert written[0].name.endswith("-account_notice-..-..-etc-passwd@exemple.org.eml")
    assert f"To: {email.to_address}" in written[0].read_text()
