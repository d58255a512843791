"""A person's file: all of what is theirs, nothing of anybody else."""

import datetime
import io
import json
import zipfile

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from followup.models import DataExport, SessionFeedback
from followup.services.privacy import exports, files
from followup.services.privacy.register import HOLDINGS
from followup.tests.fulfilled import mark, person_with_everything
from mentoring.mail.models import Email
from mentoring.models import AccessLog, User
from mentoring.tests.factories import UserFactory

pytestmark = pytest.mark.django_db
# Written by somebody else, or told to the team alone: not in the file although the row is.
LEFT_OUT = {
    *("Proposal.team_line", "Proposal.close_text", "Proposal.reasons", "Alert.note", "Exclusion.note"),
    *("Email.text", "Email.html", "Email.note", "Email.reply_to", "Email.attachments", "Event.payload"),
    *("Authenticator.data", "UserSession.data", "PairNote.text", "User.plain_name"),
}


def opened(person):
    """The two documents of the archive, as text, the first one read as data too."""
    packed = zipfile.ZipFile(io.BytesIO(files.archive(person, timezone.now())))
    data, page = (packed.read(name).decode() for name in ("donnees.json", "lisible.html"))
    return data, page, {row["titre"]: row["lignes"] for row in json.loads(data)["chapitres"]}


def test_the_file_holds_all_of_a_person_and_nothing_of_the_other():
    person, partner = person_with_everything()
    theirs = mark(partner, "w")
    mine = mark(person, "z")
    data, page, chapters = opened(person)
    missing = {where for word, where in mine.items() if word not in data}
    assert missing - LEFT_OUT == {"Email.subject", "HelpRequest.note", "Proposal.team_note"}
    assert sum(where == "HelpRequest.note" and word in data for word, where in mine.items()) == 1
    leaked = {where for word, where in theirs.items() if word in data + page}
    assert leaked == {"SessionFeedback.shared_text"}  # the words written for them
    for secret in (partner.email, partner.phone or "+33600000000", partner.last_name, "b'zip'"):
        assert secret not in data + page
    titles = {str(holding.title) for holding in HOLDINGS if holding.title}
    assert titles | {"Qui a ouvert votre dossier"} == set(chapters)
    assert all(title in page for title in titles)
    assert chapters["Ce que l’autre personne vous a écrit"][0].keys() == {
        "mentoring_session",
        "shared_text",
        "created_at",
    }
    assert "<script" not in page


def test_the_page_reads_as_words(pair, nadia):
    pair.mentor.slots = 1 << 3
    pair.mentor.save()
    AccessLog.objects.create(reader=pair.mentee.person, person=nadia, page="pair")
    _data, page, _chapters = opened(nadia)
    assert "lundi soir" in page
    assert "Yanis, votre binôme" in page
    assert "En cours" in page


def test_one_at_a_time_then_a_week(nadia, mailoutbox):
    first = exports.ask(nadia, by=nadia)
    assert exports.ask(nadia, by=nadia) == first
    with pytest.raises(IntegrityError), transaction.atomic():
        DataExport.objects.create(person=nadia)
    assert (exports.prepare_due(), exports.prepare_due()) == (1, 0)
    letter = Email.objects.get(kind="data_export_ready")
    assert f"/compte/donnees/export/{first.public_id}/" in letter.text
    second = exports.ask(nadia, by=nadia)
    exports.prepare_due()
    assert list(DataExport.objects.of(nadia)) == [second]
    now = timezone.now()
    assert exports.page(nadia, now)["ready"] == second
    assert exports.page(nadia, now + DataExport.LIFE)["ready"] is None
    assert exports.forget_old(now + datetime.timedelta(days=6)) == 0
    assert exports.forget_old(now + DataExport.LIFE) == 1


@pytest.mark.parametrize(
    "wrong", [{"state": "ready"}, {"content": b"x"}, {"state": "ready", "ready_at": timezone.now()}]
)
def test_a_ready_export_has_its_archive(wrong):
    with pytest.raises(IntegrityError), transaction.atomic():
        DataExport.objects.create(person=UserFactory(), **wrong)


def test_a_file_costs_the_same_for_more_rows(pair, nadia, django_assert_max_num_queries):
    """Some eighty tables are read; none of them row by row."""
    for _number in range(3):
        AccessLog.objects.create(reader=pair.mentee.person, person=nadia, page="pair")
    with django_assert_max_num_queries(80):
        files.archive(nadia, timezone.now())
    assert User.objects.filter(pk=nadia.pk).exists()
    assert not SessionFeedback.objects.exists()
