"""A test that commits empties every table: what the migrations filled must be back for the next."""

import pytest
from django.apps import apps

from mentoring.models import Programme


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("turn", [1, 2, 3])
def test_the_migrations_rows_outlive_a_transactional_test(turn):
    assert Programme.current().pk == 1
    assert apps.get_model("applications", "Campus").objects.exists()
    assert apps.get_model("matching", "MatchingSettings").objects.exists()
    Programme.objects.all().delete()
