import pytest

from applications.tests.factories import ProfileFactory
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
