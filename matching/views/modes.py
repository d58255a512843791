"""« Mode »: who proposes a pair, and what another choice would do before it is made."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from matching.forms import ModeForm
from matching.models import MatchingSettings
from matching.services import modes
from mentoring.access import coordinator_only
from mentoring.forms import posted
from mentoring.models import NotAllowed, Programme

Mode = Programme.Mode


@coordinator_only
@require_http_methods(["GET", "HEAD", "POST"])
def mode(request):
    """The three modes; another one than today's leads to its consequences, then to the switch."""
    programme = Programme.current()
    form = ModeForm(posted(request), initial={"mode": programme.mode})
    if request.method != "POST" or not form.is_valid():
        return render(request, "matching/mode.html", {"form": form, **facts(programme)})
    chosen = form.cleaned_data["mode"]
    if request.POST.get("confirme") == "oui":
        return switched(request, chosen, form.cleaned_data["seen"])
    if chosen == programme.mode:
        messages.info(request, already(chosen))
        return redirect("matching_mode")
    found = modes.consequences(chosen)
    values = {"found": found, "mode": Mode(chosen), **facts(programme)}
    return render(request, "matching/mode_confirm.html", values)


def facts(programme):
    """What the facts of a mode are told with."""
    return {"programme": programme, "proposal_days": MatchingSettings.current().proposal_days}


def switched(request, chosen, seen):
    try:
        found = modes.switch(chosen, seen=seen, by=request.user)
    except NotAllowed as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, already(chosen) if found is None else what_changed(found))
    return redirect("matching_mode")


def already(chosen):
    return _("Le programme est en mode « {mode} ».").format(mode=Mode(chosen).label)


def what_changed(found):
    """« Le programme est en mode « Choix par les mentors ». 2 propositions partent. »"""
    sentence = already(found.mode)
    if not found.asked:
        return sentence
    number = len(found.asked)
    sent = ngettext("{n} proposition part.", "{n} propositions partent.", number).format(n=number)
    return f"{sentence} {sent}"
