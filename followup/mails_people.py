"""The kinds of e-mail about a person's own profile and accounts, the charter they signed and the programme's
news."""

from django.utils.translation import gettext_lazy as _

from applications.models import Profile
from followup.services import charters
from mentoring.mail.catalogue import Kind, N, R, T, register
from mentoring.models import Programme


def is_unchanged(email):
    """Still available, and nothing of the profile was changed or confirmed since."""
    public_id = email.reference.partition(":")[2]
    available = Profile.objects.filter(public_id=public_id, state=Profile.State.AVAILABLE)
    return available.filter(updated_at__lt=email.created_at).exists()


def is_unsigned(email):
    """The version told of is the one in force, and the reader takes part without having signed it."""
    version = email.reference.partition(":")[2]
    return (
        Programme.current().charter_version == version
        and charters.signatories(version).filter(person=email.recipient).exists()
    )


register(
    Kind(
        "profile_review",
        R,
        _("Vos disponibilités ont-elles changé ?"),
        is_still_relevant=is_unchanged,
        rank=9,
        switch="is_follow_up_on",
        is_secret=True,
    )
)
register(
    Kind(
        "charter_updated",
        R,
        _("La charte évolue"),
        is_still_relevant=is_unsigned,
        rank=10,
        switch="is_follow_up_on",
        keeps_days=30,
    )
)
register(Kind("accounts_merged", T, _("Vos deux comptes n’en font plus qu’un")))
register(Kind("news", N, "{title}", rank=13, switch="is_news_on"))
