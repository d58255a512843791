"""The lists of the coordination find a person the same way: any case, any accents, words in any order."""

import pytest

from applications.services import application_list, queue
from applications.tests.factories import ApplicationFactory
from followup.services import help_list, pair_list, people_list, review_list
from followup.tests.factories import ClosingReviewFactory, MentorshipFactory
from mentoring.mail import journal
from mentoring.models import HelpRequest
from mentoring.tests.factories import EmailFactory, UserFactory

pytestmark = pytest.mark.django_db
NAMES = {"first_name": "Élodie", "last_name": "Guérin-Bensaïd", "email": "elo.gb@exemple.org"}


@pytest.fixture
def elodie():
    return UserFactory(**NAMES)


def reviewed(person):
    pair = MentorshipFactory(proposal__mentee__person=person, completed=True)
    return ClosingReviewFactory(mentorship=pair, author=person)


def asked(person):
    return HelpRequest.objects.create(
        reference=f"AID-{person.pk:04}", kind="contact", person=person, email=person.email, message="Un mot"
    )


# {list: (what makes a row of somebody, what the list finds)}
LISTS = {
    "file": (lambda person: ApplicationFactory(person=person), lambda by, q: queue.listing(by, search=q)),
    "candidatures": (
        lambda person: ApplicationFactory(person=person),
        lambda by, q: application_list.listing(by, {"q": q}),
    ),
    "personnes": (lambda person: person, lambda _by, q: people_list.listing({"q": q})),
    "binômes": (
        lambda person: MentorshipFactory(proposal__mentee__person=person),
        lambda by, q: pair_list.listing(by, {"q": q}),
    ),
    "bilans": (reviewed, lambda _by, q: review_list.listing({"q": q, "etat": review_list.ALL})),
    "demandes": (
        asked,
        lambda by, q: help_list.listing(by, {"q": q}),
    ),
    "courriels": (
        lambda person: EmailFactory(recipient=person, subject="Bonjour"),
        lambda _by, q: journal.filtered({"q": q}),
    ),
}


@pytest.mark.parametrize("name", LISTS)
def test_a_list_finds_whoever_is_named(name, awa, elodie):
    make, find = LISTS[name]
    row, _other = make(elodie), make(UserFactory(first_name="Paul", last_name="Élode"))
    searches = ["bensaid", "BENSAÏD", "guerin", "ÉLODIE guérin", "Guérin élodie", "ELO.gb@exemple"]
    assert [list(find(awa, search)) for search in searches] == [[row]] * len(searches)
    assert list(find(awa, "elodie paul")) == []
