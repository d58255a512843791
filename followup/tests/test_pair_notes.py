"""What the team notes of a pair: kept with its author, taken back within the hour, nobody else's to read."""

import datetime
import io
import zipfile

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from followup.models import PairNote
from followup.services import pair_notes
from followup.services.privacy import erasure, files
from followup.tests.factories import PairNoteFactory
from mentoring.models import Event, NotAllowed
from mentoring.tests.factories import CoordinatorFactory

pytestmark = pytest.mark.django_db


def test_a_note_is_kept_with_its_author(pair, awa):
    note = pair_notes.add(pair, by=awa, text="  Joints au téléphone.  ")
    assert (note.text, note.author, note.mentorship) == ("Joints au téléphone.", awa, pair)
    event = Event.objects.get(reference=pair.reference, transition="add_note")
    assert (event.actor, event.reason, event.payload) == (awa, "", {})


@pytest.mark.parametrize("text", ["", " \n ", "x" * 2001])
def test_a_note_says_something_and_not_too_much(pair, awa, text):
    with pytest.raises(NotAllowed):
        pair_notes.add(pair, by=awa, text=text)
    assert not PairNote.objects.exists()
    assert not Event.objects.filter(transition="add_note").exists()


def test_the_database_holds_no_empty_note(pair):
    with pytest.raises(ValidationError, match="Écrivez votre note"):
        PairNoteFactory.build(mentorship=pair, author=None, text="").validate_constraints()
    with pytest.raises(IntegrityError), transaction.atomic():
        PairNoteFactory(mentorship=pair, text="")


def test_ones_own_note_goes_within_the_hour_once(pair, awa):
    note = PairNoteFactory(mentorship=pair, author=awa)
    same = PairNote.objects.get()
    for one in (note, same):
        pair_notes.remove(one, by=awa)
    assert not PairNote.objects.exists()
    assert Event.objects.filter(reference=pair.reference, transition="remove_note").count() == 1


def test_a_colleagues_note_stays_and_so_does_an_old_one(pair, awa):
    old = timezone.now() - datetime.timedelta(hours=1, minutes=1)
    theirs = PairNoteFactory(mentorship=pair, author=CoordinatorFactory())
    for note in (theirs, PairNoteFactory(mentorship=pair, author=awa, created_at=old)):
        with pytest.raises(NotAllowed, match="dans l’heure"):
            pair_notes.remove(note, by=awa)
    assert PairNote.objects.count() == 2


def test_the_list_says_who_wrote_and_what_may_be_taken_back(pair, awa, django_assert_num_queries):
    PairNoteFactory(mentorship=pair, author=None, text="La première.")
    PairNoteFactory(mentorship=pair, author=awa)
    with django_assert_num_queries(1):
        first, second = pair_notes.listed(pair, awa)
    assert (first["note"].text, first["author"], first["is_removable"]) == (
        "La première.",
        "Compte supprimé",
        False,
    )
    assert (second["author"], second["is_removable"]) == (awa, True)


def test_it_is_about_both_so_it_is_in_nobodys_file_and_goes_with_either(pair, nadia, yanis, awa):
    PairNoteFactory(mentorship=pair, author=awa, text="MOTDELEQUIPE")
    with zipfile.ZipFile(io.BytesIO(files.archive(yanis, timezone.now()))) as archive:
        told = "".join(archive.read(name).decode() for name in archive.namelist())
    assert yanis.email in told
    assert "MOTDELEQUIPE" not in told
    erasure.erase(nadia, by=awa)
    assert not PairNote.objects.exists()
