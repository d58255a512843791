import pytest
from django.core.exceptions import ImproperlyConfigured

from mentoring.mail import outbox
from mentoring.mail.models import Email
from mentoring.models import User


@pytest.mark.django_db(transaction=True)
def test_queue_refuses_outside_a_transaction():
    person = User.objects.create_user("lea@example.org")
    with pytest.raises(ImproperlyConfigured):
        outbox.queue("account_notice", to=person, about="x", context={"fact": "essai"})
    assert Email.objects.count() == 0
