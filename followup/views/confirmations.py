"""`/confirmer/<token>/`: the one button behind a link of an e-mail, without signing in."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache

from followup.services import confirmations
from mentoring.models import NotAllowed


@login_not_required
@never_cache
def confirm(request, token):
    link = confirmations.read(token)
    if link is None:
        raise Http404
    refusal = ""
    if request.method == "POST":
        try:
            link.act()
            return redirect("confirm", token)
        except NotAllowed as refused:
            refusal = str(refused)
    context = {"link": link, "purpose": link.purpose, "is_open": link.is_open, "refusal": refusal}
    return render(request, "followup/confirm.html", context)
