"""A pair begins: both have said yes. Then its first steps and the way it talks."""

import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from applications.options import Channel, Frequency, Term
from followup.models import Mentorship
from followup.services import letters
from matching.models import Proposal
from matching.services import answers, by_hand
from mentoring.audit import record
from mentoring.models import NotAllowed
from mentoring.moves import lock, no_longer
from mentoring.references import new_reference

MONTHS = {Term.SHORT: 3, Term.LONG: 6}
DAYS_A_MONTH = 30.44
# From the most to the least often; « selon les besoins » follows the other's rhythm.
RHYTHMS = (Frequency.WEEKLY, Frequency.BIWEEKLY, Frequency.MONTHLY)
LIVE = (Channel.DISCORD, Channel.MEET, Channel.ZOOM, Channel.SLACK, Channel.PHONE, Channel.IN_PERSON)


def start(proposal, *, by, note=""):
    """The mentee says yes (`note` says how, when a coordinator heard it): the pair exists from now on.

    Returns the pair; a second yes returns the same one. Raises NotAllowed when the proposal is not open.
    """
    with transaction.atomic():
        if proposal.state == Proposal.State.ACCEPTED:
            return Mentorship.objects.get(proposal=proposal)
        answers.mentee_accept(proposal, by=by, note=note)
        mentor, mentee = proposal.mentor, proposal.mentee
        today = timezone.localdate()
        term = common_term(mentor.term, mentee.term)
        mentorship = Mentorship.objects.create(
            reference=new_reference("BIN", lambda ref: Mentorship.objects.filter(reference=ref).exists()),
            proposal=proposal,
            mentor=mentor,
            mentee=mentee,
            coordinator=mentee.application.assigned_to,
            term=term,
            frequency=common_frequency(mentor.frequency, mentee.frequency),
            session_minutes=min(mentor.session_minutes, mentee.session_minutes),
            started_on=today,
            planned_end_on=today + datetime.timedelta(days=round(MONTHS[term] * DAYS_A_MONTH)),
            channel=common_channel(mentor, mentee),
        )
        record(mentorship, "start", by=by, to_state=Mentorship.State.ACTIVE)
        for profile in (mentor, mentee):
            letters.pair_started(mentorship, profile)
        return mentorship


def start_by_hand(mentor, mentee, *, by, note):
    """Both said yes elsewhere, as `note` tells: the pair exists from now on.

    Returns the pair; said twice, the same one. Raises NotAllowed when they cannot be a pair today.
    """
    with transaction.atomic():
        if found := Mentorship.objects.live().filter(mentor=mentor, mentee=mentee).first():
            return found
        return start(by_hand.agree(mentor, mentee, by=by, note=note), by=by, note=note)


def common_term(ours, theirs):
    """Both flexible: three months, which may be extended; otherwise the firm one's."""
    firm = [term for term in (ours, theirs) if term in MONTHS]
    return Term(firm[-1]) if firm else Term.SHORT


def common_frequency(ours, theirs):
    """The rarer of the two: nobody is asked for more than they offered."""
    firm = [frequency for frequency in (ours, theirs) if frequency in RHYTHMS]
    return max(firm, key=RHYTHMS.index) if firm else Frequency.MONTHLY


def common_channel(mentor, mentee):
    """What both prefer, else the first live channel in common, else e-mail, else the mentor's choice."""
    common = [code for code in LIVE if code in mentor.channels and code in mentee.channels]
    for wanted in (mentee.preferred_channel, mentor.preferred_channel):
        if wanted in common:
            return wanted
    if common:
        return common[0]
    if Channel.EMAIL in mentor.channels and Channel.EMAIL in mentee.channels:
        return Channel.EMAIL
    return mentor.preferred_channel or mentee.preferred_channel or Channel.EMAIL


def choose_channel(mentorship, *, by, channel, link=""):
    """Agree on a channel; the link (a Meet room, a Discord channel) is shown to both."""
    with transaction.atomic():
        check_live(lock(mentorship))
        mentorship.channel, mentorship.channel_link = channel, link
        mentorship.channel_agreed_at = timezone.now()
        mentorship.save(update_fields=["channel", "channel_link", "channel_agreed_at"])
        record(mentorship, "choose_channel", by=by, channel=channel)


def greet(mentorship, *, by):
    """« Se dire bonjour » is done."""
    with transaction.atomic():
        if mentorship.greeted_at is None:
            mentorship.greeted_at = timezone.now()
            mentorship.save(update_fields=["greeted_at"])
            record(mentorship, "greet", by=by)


def dismiss_kit(mentorship, *, by):
    with transaction.atomic():
        if mentorship.kit_dismissed_at is None:
            mentorship.kit_dismissed_at = timezone.now()
            mentorship.save(update_fields=["kit_dismissed_at"])
            record(mentorship, "dismiss_kit", by=by)


def check_live(mentorship):
    """Raise NotAllowed when the pair is over: its page stays to be read."""
    if mentorship.state not in Mentorship.LIVE:
        raise NotAllowed(_("Cette action n’est plus possible : ce binôme est terminé."))


def check_going(mentorship):
    """Raise NotAllowed when the pair is over or at its review: nothing more is planned."""
    check_live(mentorship)
    if mentorship.state == Mentorship.State.CLOSING:
        raise NotAllowed(_("Cette action n’est plus possible : ce binôme est à son bilan."))


def hold(mentorship, *states):
    """The pair as the database has it now, its row locked. Raises NotAllowed when it is in none of `states`:
    the map of moves alone would let a pause be ended where an end should be taken back."""
    current = lock(mentorship)
    if current.state not in states:
        raise no_longer(current)
    return current
