import pytest
import time_machine

from mentoring.limits import is_too_much

pytestmark = pytest.mark.django_db


def asked(at):
    with time_machine.travel(f"2026-03-12T{at}+00:00", tick=False):
        return is_too_much("essai", "10.0.0.1", 2)


def test_an_hour_is_an_hour_however_slowly_one_asks():
    assert [asked(at) for at in ("10:00", "10:20", "10:40", "10:59")] == [False, False, True, True]
    assert not asked("11:00")
    assert not is_too_much("essai", "10.0.0.2", 2)
