"""How long the points take: from the team's own last month, or nothing."""

import datetime

import pytest
from django.utils import timezone

from followup.services import pace
from followup.services.todo import Line
from mentoring.models import Event
from mentoring.tests.factories import UserFactory

pytestmark = pytest.mark.django_db
MINUTE = datetime.timedelta(minutes=1)
FILES, HELP = Line("applications", 4), Line("help_requests", 2)


def minutes(lines):
    return pace.minutes(lines, pace.averages())


def done(by, number, every, *, reference="DEM-1234", transition="approve", days=1):
    """So many things done in a row, one each `every` minutes."""
    start = timezone.now() - datetime.timedelta(days=days)
    Event.objects.bulk_create(
        Event(actor=by, reference=reference, transition=transition, at=start + turn * every * MINUTE)
        for turn in range(number)
    )


def test_nobody_knows_before_twenty_were_measured(awa):
    done(awa, 20, 3)
    assert minutes([FILES]) is None
    done(awa, 2, 3, days=2)
    assert minutes([FILES]) == 10  # four at three minutes each, to the nearest five
    assert minutes([Line("amber_pairs", 9)]) is None
    assert minutes([]) is None


def test_each_kind_of_work_has_its_own_pace_and_a_rare_one_that_of_all(awa):
    done(awa, 21, 2)
    done(awa, 4, 10, reference="AID-1234", transition="plan", days=2)
    assert minutes([HELP]) == 5  # three measures say nothing: some three minutes, as everything
    done(awa, 7, 10, reference="AID-1234", transition="close", days=3)
    assert minutes([HELP]) == 20
    assert minutes([FILES, HELP, Line("amber_pairs", 9), Line("reports", None)]) == 30


@pytest.mark.parametrize("case", ["a pause", "long ago", "another thing", "not of the team"])
def test_what_is_not_measured(awa, case):
    fields = {
        "a pause": {"every": 16},
        "long ago": {"days": 31},
        "another thing": {"transition": "add_note"},
        "not of the team": {},
    }[case]
    done(UserFactory() if case == "not of the team" else awa, **{"number": 30, "every": 1} | fields)
    assert minutes([FILES]) is None
