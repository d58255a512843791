import pytest

from followup.tests.factories import MentorshipFactory
from mentoring.tests.factories import CoordinatorFactory, UserFactory


@pytest.fixture
def awa(db):
    return CoordinatorFactory()


@pytest.fixture
def pair(db):
    """Nadia accompanies Yanis, since today."""
    found = MentorshipFactory()
    for person, first, last in (
        (found.mentor.person, "Nadia", "Benali"),
        (found.mentee.person, "Yanis", "Traoré"),
    ):
        person.first_name, person.last_name = first, last
        person.save()
    return found


@pytest.fixture
def followed(pair, awa):
    """Nadia and Yanis, whom Awa follows."""
    pair.coordinator = awa
    pair.save()
    return pair


@pytest.fixture
def nadia(pair):
    return pair.mentor.person


@pytest.fixture
def yanis(pair):
    return pair.mentee.person


@pytest.fixture
def in_state(pair):
    """The pair, brought to a state."""

    def bring(state):
        wanted = MentorshipFactory.build(**{state: True} if state != "active" else {}, proposal=pair.proposal)
        for name in ("state", "paused_until", "ended_on", "end_reason"):
            setattr(pair, name, getattr(wanted, name))
        pair.save()
        return pair

    return bring


@pytest.fixture
def as_nadia(client, nadia):
    client.force_login(nadia)
    return client


@pytest.fixture
def as_yanis(client, yanis):
    client.force_login(yanis)
    return client


@pytest.fixture
def sam(db):
    return UserFactory(first_name="Sam", is_superuser=True)


@pytest.fixture
def kept(db):
    """Léa, at home."""
    return UserFactory(first_name="Léa", last_name="Morel", email="lea@exemple.org")


@pytest.fixture
def other(db):
    """Léa again, from her work."""
    return UserFactory(first_name="Léa", last_name="Morel", email="lea.morel@travail.example")
