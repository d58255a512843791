"""What fails in a round stays with its row, and is told without a word of anybody."""

import logging
from types import SimpleNamespace

import pytest
from celery.exceptions import SoftTimeLimitExceeded

from mentoring import rounds
from mentoring.models import NotAllowed
from mentoring.rounds import each, steps

pytestmark = pytest.mark.failing_round


@pytest.fixture(autouse=True)
def database(monkeypatch):
    """Whether there is one to go on with, without one."""
    database = SimpleNamespace(is_usable=lambda: True)
    monkeypatch.setattr(rounds, "connection", database)
    return database


def refuse(thing):
    if thing == "key:2":
        raise ValueError("a word Nadia typed")
    if thing == "key:3":
        raise NotAllowed("moved on")
    return thing != "key:4"


def test_one_that_fails_leaves_the_others_alone(caplog):
    assert each(["key:1", "key:2", "key:3", "key:4", "key:5"], refuse) == 2
    [line] = caplog.messages
    assert "mentoring.tests.test_rounds.refuse, key:2: ValueError (mentoring/rounds.py:" in line
    assert "mentoring/tests/test_rounds.py:" in line
    assert "Nadia" not in line
    assert caplog.records[0].exc_info is None
    assert caplog.records[0].levelno == logging.ERROR


def test_the_time_limit_and_a_lost_database_end_the_round(database):
    def late(thing):
        raise SoftTimeLimitExceeded

    with pytest.raises(SoftTimeLimitExceeded):
        each(["key:1"], late)
    database.is_usable = lambda: False
    with pytest.raises(ValueError, match="typed"):
        each(["key:1", "key:2"], refuse)


def test_a_step_that_fails_keeps_back_none_of_the_next(caplog):
    assert steps(first=lambda: 1, second=lambda: {}["x"], third=lambda: 0) == {
        "first": 1,
        "second": None,
        "third": 0,
    }
    assert "second: KeyError" in caplog.text
