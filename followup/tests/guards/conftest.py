import contextlib
import logging

import pytest
from django.db import transaction
from django.test import override_settings

from conftest import OUTBOX

from . import world as worlds
from .asking import ask_everything

# The root fixtures of a test come after these: the same settings, for the time of asking.
SETTINGS = {
    "EMAIL_BACKEND": OUTBOX,
    "PASSWORD_HASHERS": ["django.contrib.auth.hashers.MD5PasswordHasher"],
}


@contextlib.contextmanager
def built(blocker):
    """A world in a transaction that is rolled back. A thousand refusals are not worth a line of log each."""
    logging.disable(logging.CRITICAL)
    try:
        with blocker.unblock(), override_settings(**SETTINGS), transaction.atomic():
            yield worlds.build()
            transaction.set_rollback(True)
    finally:
        logging.disable(logging.NOTSET)


@pytest.fixture(scope="session")
def answers(django_db_setup, django_db_blocker):
    """What everybody was answered everywhere; nothing of it is left in the database."""
    with built(django_db_blocker) as world:
        return ask_everything(world)


@pytest.fixture(scope="module")
def world(request, django_db_setup, django_db_blocker):
    """A module's own world; where it reads the answers too they come first, for the people are the same."""
    here = [item for item in request.session.items if item.path == request.node.path]
    if any("answers" in item.fixturenames for item in here):
        request.getfixturevalue("answers")
    with built(django_db_blocker) as world:
        yield world
