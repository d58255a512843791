"""« Nouvelles du programme »: written by the team, sent once to the people who asked for them."""

import datetime

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from applications.options import Kind
from followup.models import NewsCampaign
from matching.services import pool
from mentoring.audit import record
from mentoring.mail.letters import Letter
from mentoring.mail.models import Email
from mentoring.models import NotAllowed, User
from mentoring.moves import lock, move
from mentoring.references import new_reference
from mentoring.rounds import each

KIND = "news"
State, Audience = NewsCampaign.State, NewsCampaign.Audience
SIDES = {
    Audience.MENTORS: [Kind.MENTOR],
    Audience.MENTEES: [Kind.MENTEE],
    Audience.BOTH: [Kind.MENTOR, Kind.MENTEE],
}
# How many letters one transaction writes.
AT_ONCE = 100


def recipients(audience):
    """People of the programme on these sides who asked for news: nobody else, in a settled order."""
    among = pool.in_programme().filter(kind__in=SIDES[audience]).values("person")
    return User.objects.filter(pk__in=among, is_active=True, mail_preference__is_news_on=True).order_by("pk")


@transaction.atomic
def draft(subject, text, audience, *, by):
    """A new draft; the same words by the same person for the same people are the same draft."""
    words = {"subject": subject, "text": text, "audience": audience}
    User.objects.select_for_update(no_key=True).get(pk=by.pk)
    if same := NewsCampaign.objects.filter(state=State.DRAFT, by=by, **words).first():
        return same
    campaign = NewsCampaign.objects.create(
        reference=new_reference(
            "NOU", lambda reference: NewsCampaign.objects.filter(reference=reference).exists()
        ),
        by=by,
        **words,
    )
    record(campaign, "draft", by=by, to_state=State.DRAFT)
    return campaign


@transaction.atomic
def change(campaign, subject, text, audience, *, by):
    """Other words for a draft. Raises NotAllowed once it leaves."""
    current = held_draft(campaign)
    current.subject, current.text, current.audience = subject, text, audience
    current.written_at, current.by = timezone.now(), by
    current.save(update_fields=["subject", "text", "audience", "written_at", "by"])
    record(current, "change", by=by)
    return current


@transaction.atomic
def throw_away(campaign, *, by):
    """Raises NotAllowed once it leaves."""
    current = held_draft(campaign)
    record(current, "throw_away", by=by, from_state=State.DRAFT)
    current.delete()


def held_draft(campaign):
    current = lock(campaign)
    if current.state != State.DRAFT:
        raise NotAllowed(_("Cette nouvelle part ou est partie : elle ne change plus."))
    return current


@transaction.atomic
def send(campaign, *, by):
    """It leaves in ten minutes; asked twice, it leaves once. Raises NotAllowed when nobody would read it."""
    current = lock(campaign)
    if current.state == State.DRAFT:
        if not recipients(current.audience).exists():
            raise NotAllowed(_("Personne ne reçoit les nouvelles de ce côté : rien n’est parti."))
        move(current, "send", State.LEAVING, by=by, leaves_at=timezone.now() + undo_time())
    return current


def undo_time():
    return datetime.timedelta(minutes=settings.MAIL_UNDO_MINUTES)


@transaction.atomic
def take_back(campaign, *, by):
    """A draft again. Raises NotAllowed once its letters are being written."""
    current = lock(campaign)
    if current.state == State.SENT or (current.leaves_at and current.leaves_at <= timezone.now()):
        raise NotAllowed(_("Cette nouvelle est déjà partie."))
    if current.state == State.LEAVING:
        move(current, "take_back", State.DRAFT, by=by, leaves_at=None)
    return current


def write_due(now=None):
    """Write to the outbox the letters of what is to leave (the clock). Returns how many."""
    now = now or timezone.now()
    due = NewsCampaign.objects.filter(state=State.LEAVING, leaves_at__lte=now).order_by("leaves_at", "pk")
    count = 0

    def leave(campaign):
        nonlocal count
        count += write(campaign)
        move(campaign, "leave", State.SENT, by=None, sent_at=now, recipients=written(campaign).count())

    each(due, leave)
    return count


def written(campaign):
    return Email.objects.filter(kind=KIND, reference=campaign.reference, recipient__isnull=False)


def write(campaign):
    """Write a campaign's letters, some at a time: what a worker leaves undone, the next one does. Returns how
    many."""
    keys = list(untold(campaign).values_list("pk", flat=True))
    return sum(write_some(campaign, keys[start : start + AT_ONCE]) for start in range(0, len(keys), AT_ONCE))


def untold(campaign):
    return recipients(campaign.audience).exclude(pk__in=written(campaign).values("recipient"))


@transaction.atomic
def write_some(campaign, keys):
    """The letters of these people, unless another worker wrote them or the campaign was taken back. Returns
    how many."""
    if lock(campaign).state != State.LEAVING:
        return 0
    people = list(untold(campaign).filter(pk__in=keys))
    sides = roles(people, campaign.audience)

    @transaction.atomic
    def write_one(person):
        with translation.override(person.language):
            letter(campaign, person, sides[person.pk]).queue(campaign)

    return each(people, write_one)


def roles(people, audience):
    """{person's key: the side whose colour frames the letter}, the mentor's for who is on both."""
    among = pool.in_programme().filter(person__in=[person.pk for person in people], kind__in=SIDES[audience])
    return dict(among.order_by("kind").values_list("person", "kind"))


def letter(campaign, person, role):
    """As `person` reads it; what the team wrote stands as it was typed."""
    return Letter(
        kind=KIND,
        to=person,
        role=role,
        context={"title": campaign.subject, "text": campaign.text},
        button=(_("Ouvrir mon espace"), reverse("space")),
        signed_by=campaign.by,
    )


def preview(campaign, reader):
    """{"subject", "blocks", "button", "signature"} as a reader of this name would read it."""
    role = "mentee" if campaign.audience == Audience.MENTEES else "mentor"
    return letter(campaign, reader, role).preview()
