"""« Vos disponibilités ont-elles changé ? »: six months without a change, for people who are available."""

import datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from applications.models import Profile
from applications.options import Kind
from applications.questionnaire import week
from applications.services import profiles
from followup.services import confirmations, letters
from followup.services.reminders import write_once
from matching.services import cards
from mentoring.mail import outbox

STALE = datetime.timedelta(days=183)
# Asked again after as long, then left alone.
MOST = 2


def ask(now=None):
    """Write to who is available and has changed nothing for half a year, then for a year. Returns how
    many."""
    now = now or timezone.now()
    idle = Profile.objects.filter(state=Profile.State.AVAILABLE, updated_at__lte=now - STALE)
    wanted = {}
    for profile in idle.select_related("person").order_by("pk"):
        number = min(MOST, (now - profile.updated_at) // STALE)
        discriminator = f"{profile.updated_at:%Y%m%d}-{number}"
        key = outbox.key_of("profile_review", profile.reference, profile.person, discriminator)
        wanted[key] = (profile, discriminator)
    return write_once(wanted, write)


def write(profile, discriminator):
    with letters.in_words_of(profile.person):
        letters.queue(
            "profile_review",
            profile,
            profile,
            discriminator=discriminator,
            context={
                "is_mentor": profile.kind == Kind.MENTOR,
                "domains": [row.domain.label for row in profile.domains.select_related("domain")],
                "slots": week.listed(profile.slots),
                "rhythm": cards.rhythm(profile),
                "capacity": profile.capacity,
                "profile_path": reverse("profile", args=[profile.kind]),
            },
            buttons=[(_("Tout est à jour"), confirmations.path(CODE, profile.person, subject_of(profile)))],
            preheader=_("Un clic si tout est à jour."),
        )


def subject_of(profile):
    """The profile and its last change: after another one the link has nothing left to confirm."""
    return f"{profile.public_id} {profile.updated_at.isoformat()}"


def read(person, subject):
    """(the person's profile, when it was last changed for the link)."""
    public_id, as_of = subject.split()
    return (
        Profile.objects.filter(person=person, public_id=public_id).first(),
        datetime.datetime.fromisoformat(as_of),
    )


def is_open(person, subject):
    profile, as_of = read(person, subject)
    return profile is not None and profile.state == Profile.State.AVAILABLE and profile.updated_at == as_of


def confirm(person, subject):
    profile, as_of = read(person, subject)
    if profile is not None:
        profiles.confirm(profile, as_of=as_of, by=person)


def edit(person, subject):
    profile, _as_of = read(person, subject)
    return _("Relire mon profil"), reverse("profile", args=[profile.kind if profile else Kind.MENTEE])


CODE = "profil"
CONFIRMATION = confirmations.Confirmation(
    title=gettext_lazy("Vos disponibilités ont-elles changé ?"),
    text=gettext_lazy("Si votre profil dit toujours vrai, un clic suffit."),
    button=gettext_lazy("Tout est à jour"),
    done=gettext_lazy("C’est noté : rien d’autre à faire."),
    is_open=is_open,
    act=confirm,
    other=edit,
)
