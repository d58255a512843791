"""The journal for the coordination, and each person's preferences, signed in or by the link of an e-mail."""

import base64
import hashlib
import re

from csp.decorators import csp_update
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.core.signing import BadSignature
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_POST, require_safe

from mentoring import accounts, returns
from mentoring.access import coordinator_only
from mentoring.audit import saw
from mentoring.forms import posted
from mentoring.models import NotAllowed

from . import journal, links, preferences, rendering
from .forms import JournalFilter, PreferenceForm
from .models import Email

PER_PAGE = 25


@coordinator_only
@require_safe
def email_journal(request):
    form = JournalFilter(request.GET)
    page = Paginator(journal.filtered(form.chosen()), PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "mail/journal.html", {"form": form, "page": page})


@coordinator_only
@require_safe
def email_detail(request, public_id):
    email = get_object_or_404(Email.objects.select_related("recipient"), public_id=public_id)
    if email.recipient:
        saw(request.user, email.recipient, "email")
    blocks, footer = rendering.message_and_footer(shown(email, email.text))
    return render(request, "mail/detail.html", {"email": email, "blocks": blocks, "footer": footer})


@coordinator_only
@require_safe
def email_html(request, public_id):
    """The HTML as it leaves, alone on its page: its own style sheet is allowed by its hash, nothing else."""
    email = get_object_or_404(Email, public_id=public_id)
    html = shown(email, email.html)
    style = re.search(r"<style>(.*?)</style>", html, re.DOTALL)
    digest = base64.b64encode(hashlib.sha256((style[1] if style else "").encode()).digest()).decode()
    answer = csp_update({"style-src": [f"'sha256-{digest}'"]})(lambda request: HttpResponse(html))
    return answer(request)


def shown(email, body):
    """The body as the journal may show it: codes and signed links are masked, except in the demo.

    Every reminder carries the signed link of the recipient's preferences, secret or not.
    """
    if settings.ALLOW_DEMO:
        return body
    body = re.sub(r"(https?://\S+?/)[A-Za-z0-9_:\-]{20,}", r"\1•••", body)
    return re.sub(r"\b\d{6}\b", "••••••", body) if email.is_secret else body


@coordinator_only
@require_POST
def email_act(request, public_id, action):
    email = get_object_or_404(Email, public_id=public_id)
    act = {"renvoyer": journal.resend, "annuler": journal.cancel, "envoyer": journal.send_now}.get(action)
    if act is None:
        raise Http404
    try:
        messages.success(request, act(email, by=request.user))
    except NotAllowed as refusal:
        messages.error(request, str(refusal))
    return redirect(returns.place(request, reverse("email_detail", args=[public_id]), "email_journal"))


def mail_settings(request):
    return edit_preferences(request, request.user, "mail_settings")


@csrf_exempt
@login_not_required
@never_cache
def mail_preferences(request, token):
    """Without signing in: a GET shows, a POST changes.

    `?un-clic=R` is the mail program's own button (RFC 8058), which knows no CSRF token of ours: it may turn
    one class off and nothing else. The page's form has its token like any other.
    """
    try:
        person = accounts.behind(links.person_of_token(token))
    except BadSignature:
        raise Http404 from None
    if person is None:
        raise Http404
    category = request.GET.get("un-clic")
    if request.method == "POST" and category in preferences.SWITCHES:
        preferences.switch_off(person, category)
        return HttpResponse(
            _("Vous ne recevrez plus ces messages."), content_type="text/plain; charset=utf-8"
        )
    return edit_preferences(request, person, "mail_preferences", token)


@csrf_protect
def edit_preferences(request, person, *address):
    form = PreferenceForm(posted(request), instance=preferences.of(person))
    if request.method == "POST" and form.is_valid():
        preferences.save(person, **form.cleaned_data)
        messages.success(request, _("Vos préférences sont enregistrées."))
        return redirect(address[0], *address[1:])
    return render(request, "mail/preferences.html", {"form": form, "person": person})
