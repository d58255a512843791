"""The kinds of e-mail about a person's own profile, the charter they signed and the programme's news."""

from django.utils.translation import gettext_lazy as _

from applications.models import Profile
from mentoring.mail.catalogue import Kind, R, register


def is_unchanged(email):
    """Still available, and nothing of the profile was changed or confirmed since."""
    public_id = email.reference.partition(":")[2]
    available = Profile.objects.filter(public_id=public_id, state=Profile.State.AVAILABLE)
    return available.filter(updated_at__lt=email.created_at).exists()


register(
    Kind(
        "profile_review",
        R,
        _("Vos disponibilités ont-elles changé ?"),
        is_still_relevant=is_unchanged,
        rank=9,
        switch="is_follow_up_on",
        is_secret=True,
    )
)
