"""What holds of everybody's name, whoever wrote it."""

from mentoring.models import User
from mentoring.searching import fold


def assert_names_are_plain():
    wrong = [
        person.pk
        for person in User.objects.all()
        if person.plain_name != fold(f"{person.first_name} {person.last_name}")[:200]
    ]
    assert User.objects.exists()
    assert wrong == []
