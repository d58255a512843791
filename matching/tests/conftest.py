import pytest
from django.core.cache import cache

from applications.tests.factories import ProfileFactory
from matching.services import browsing
from mentoring.tests.factories import CoordinatorFactory


@pytest.fixture
def awa(db):
    return CoordinatorFactory()


@pytest.fixture
def mentor(db):
    return ProfileFactory(mentor=True)


@pytest.fixture
def mentee(db):
    return ProfileFactory()


@pytest.fixture
def reader(client, mentor):
    """The mentor's browser; the menu has no count yet."""
    cache.delete(browsing.COUNTS)
    client.force_login(mentor.person)
    return client
