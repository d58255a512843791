import factory
from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password

from mentoring.mail.models import Email
from mentoring.mail.outbox import key_of
from mentoring.models import Quote, User


class UserFactory(factory.django.DjangoModelFactory):
    """A person with a verified address; `UserFactory(is_coordinator=True)` for the coordination."""

    class Meta:
        model = User
        skip_postgeneration_save = True

    email = factory.Sequence(lambda n: f"personne{n}@exemple.org")
    # As `accounts.person_of` makes them: most people sign in by code and never choose a password.
    password = factory.LazyFunction(lambda: make_password(None))
    first_name = factory.Sequence(lambda n: f"Prénom{n}")
    last_name = factory.Sequence(lambda n: f"Nomdefamille{n}")

    @factory.post_generation
    def verified(self, create, extracted, **kwargs):
        if create and extracted is not False:
            EmailAddress.objects.create(user=self, email=self.email, verified=True, primary=True)


class CoordinatorFactory(UserFactory):
    first_name = "Awa"
    is_coordinator = True


class QuoteFactory(factory.django.DjangoModelFactory):
    """A mentor's sentence, the first on the home page."""

    class Meta:
        model = Quote

    source = factory.Sequence(lambda n: f"essai:{n}")
    author = factory.SubFactory(UserFactory)
    role = Quote.Role.MENTOR
    text = "Une heure, et tout s’éclaire."
    position = 1


class EmailFactory(factory.django.DjangoModelFactory):
    """A scheduled, due message of the ground's own kind, to a person of its own."""

    class Meta:
        model = Email

    key = factory.LazyAttributeSequence(
        lambda row, n: key_of(row.kind, row.reference, row.recipient or row.to_address, n)
    )
    kind = "account_notice"
    category = "T"
    reference = "essai"
    recipient = factory.SubFactory(UserFactory)
    to_address = factory.LazyAttribute(lambda row: row.recipient.email)
    subject = "Un essai"
    text = "Bonjour."
