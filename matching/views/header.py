"""What the four pages of « Mise en relation » share: the mode, the tabs."""

from django.contrib import messages
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from matching.models import Proposal
from mentoring.models import NotAllowed

TABS = [
    ("board", lambda: _("Par personne")),
    ("global_proposal", lambda: _("Proposition d’ensemble")),
    ("proposals", lambda: _("Propositions en cours")),
    ("exclusions", lambda: _("Exclusions")),
]


def header(current):
    """The context of the pages' common head: 1 query."""
    counts = {
        "proposals": Proposal.objects.filter(state__in=[Proposal.State.INTEREST, *Proposal.AWAITING]).count()
    }
    tabs = [
        {
            "url": url,
            "label": label(),
            "count": counts.get(name),
            "is_current": name == current,
        }
        for name, label in TABS
        if (url := address(name))
    ]
    return {"tabs": tabs, "settings_url": address("matching_mode")}


def address(name):
    """A page's address, "" while it does not exist."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


def done(request, act, success):
    """Call a service; tell the person what happened. Returns whether it was allowed."""
    try:
        act()
    except NotAllowed as refusal:
        messages.error(request, str(refusal))
        return False
    messages.success(request, success)
    return True


BADGES = {
    Proposal.State.INTEREST: ("sapin", "heart"),
    Proposal.State.DRAFT: ("neutre", "pencil"),
    Proposal.State.AWAITING_MENTOR: ("alerte", "clock"),
    Proposal.State.AWAITING_MENTEE: ("alerte", "clock"),
    Proposal.State.ACCEPTED: ("ok", "check"),
    Proposal.State.DECLINED: ("neutre", "dash"),
    Proposal.State.EXPIRED: ("neutre", "hourglass-bottom"),
    Proposal.State.CANCELLED: ("neutre", "x"),
}


def badge_of(proposal):
    """{"tone", "icon", "label"} of a proposal's state."""
    tone, icon = BADGES[proposal.state]
    return {"tone": tone, "icon": icon, "label": proposal.get_state_display()}
