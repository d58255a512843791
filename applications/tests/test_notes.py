import datetime

import pytest
import time_machine
from django.utils import timezone

from applications.models import InternalNote
from applications.services import notes
from applications.tests.drafting import drafted, sent
from mentoring.models import Event, NotAllowed

pytestmark = pytest.mark.django_db


def test_a_note_is_kept_with_its_author(awa):
    application = sent("mentee")
    note = notes.add(application, by=awa, text="  Jointe par téléphone, disponible en mai.  ")
    assert (note.text, note.author, note.application) == (
        "Jointe par téléphone, disponible en mai.",
        awa,
        application,
    )
    event = Event.objects.about(application.reference).first()
    assert (event.transition, event.actor, event.payload) == ("add_note", awa, {})


@pytest.mark.parametrize("text", ["", " \n\t ", "x" * 2001])
def test_a_note_says_something_and_not_too_much(awa, text):
    application = sent("mentee")
    with pytest.raises(NotAllowed):
        notes.add(application, by=awa, text=text)
    assert not InternalNote.objects.exists()
    assert not Event.objects.filter(transition="add_note").exists()


def test_a_draft_has_no_notes(awa):
    with pytest.raises(NotAllowed, match="brouillon ne se lit pas"):
        notes.add(drafted("mentor"), by=awa, text="Une note")


def test_ones_own_note_is_removed_within_the_hour(awa):
    application = sent("mentee")
    note = notes.add(application, by=awa, text="Une note")
    notes.remove(note, by=awa)
    assert not InternalNote.objects.exists()
    assert Event.objects.about(application.reference).first().transition == "remove_note"


def test_a_note_removed_twice_is_removed_once(awa):
    note = notes.add(sent("mentee"), by=awa, text="Une note")
    same = InternalNote.objects.get()
    notes.remove(note, by=awa)
    notes.remove(same, by=awa)
    assert Event.objects.filter(transition="remove_note").count() == 1


def test_the_same_note_sent_twice_is_one_note(awa, julien):
    application = sent("mentee")
    first = notes.add(application, by=awa, text="Une note")
    assert notes.add(application, by=awa, text=" Une note ") == first
    assert Event.objects.filter(transition="add_note").count() == 1
    assert notes.add(application, by=julien, text="Une note") != first
    assert notes.add(application, by=awa, text="Une autre note") != first
    with time_machine.travel(timezone.now() + datetime.timedelta(minutes=2), tick=False):
        assert notes.add(application, by=awa, text="Une note") != first


def test_a_colleagues_note_stays(awa, julien):
    note = notes.add(sent("mentee"), by=awa, text="Une note")
    with pytest.raises(NotAllowed, match="par la personne qui l’a écrite"):
        notes.remove(note, by=julien)
    assert InternalNote.objects.get() == note


def test_a_note_stays_after_an_hour(awa):
    note = notes.add(sent("mentee"), by=awa, text="Une note")
    note.created_at = timezone.now() - datetime.timedelta(hours=1)
    note.save()
    with pytest.raises(NotAllowed):
        notes.remove(note, by=awa)
    assert InternalNote.objects.get() == note
