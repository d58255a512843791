import logging

import pytest
from django.conf import settings

from mentoring.logs import WithoutKeys
from mentoring.mail.links import preferences_token
from mentoring.tests.factories import UserFactory


@pytest.mark.django_db
def test_a_refused_address_is_logged_without_its_key(client, caplog):
    token = preferences_token(UserFactory())
    client.put(f"/courriels/{token}/")
    [record] = caplog.records
    line = settings.LOGGING["formatters"]["line"]["format"]
    assert token in logging.Formatter(line).format(record)
    written = WithoutKeys(line).format(record)
    assert "/courriels/•••/" in written
    assert token not in written
    assert settings.LOGGING["formatters"]["line"]["()"] == "mentoring.logs.WithoutKeys"
