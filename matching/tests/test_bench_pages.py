import gc

import pytest
from django.core.management import CommandError, call_command

from applications.tests.factories import ProfileFactory
from matching.models import Features
from mentoring.models import AccessLog

pytestmark = pytest.mark.django_db


def test_the_pages_are_measured_and_nothing_is_kept(awa, mentor, mentee, capsys, settings):
    settings.ALLOW_DEMO = True
    ProfileFactory()
    call_command("bench_pages", rows=2, long=2)
    gc.unfreeze()
    told = capsys.readouterr().out
    assert "/espace/suggestions/" in told
    assert "2 suggestion pages" in told
    assert not AccessLog.objects.exists()
    assert not Features.objects.exists()


def test_it_is_refused_where_real_people_are(settings):
    settings.ALLOW_DEMO = False
    with pytest.raises(CommandError):
        call_command("bench_pages")
