"""One step: shown, saved, saved while typing."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from applications.questionnaire.opening import open_step
from applications.questionnaire.steps import step_of
from applications.services import drafts
from mentoring.models import NotAllowed

from .progress import RETURNS, clock, is_locked, next_url, overwritten_notice, step_page


def step_or_404(kind, slug):
    try:
        return step_of(kind, slug)
    except KeyError:
        raise Http404 from None


@require_http_methods(["GET", "HEAD", "POST"])
def step(request, kind, slug):
    page, application = step_or_404(kind, slug), drafts.live(request.user, kind)
    if application and not drafts.is_open(application, slug):
        return redirect("application_status", application.reference)
    if is_locked(kind, application, slug):
        messages.info(request, _("Complétez d’abord les autres étapes."))
        return redirect("application_start", kind)
    if request.method == "POST":
        return save(request, application, kind, page)
    form, row = open_step(application, request.user, kind, page)
    return show(request, application, page, form, row)


def save(request, application, kind, page):
    form, row = open_step(application, request.user, kind, page, data=request.POST, is_judged=True)
    try:
        application, row, overwritten_at = keep(request, application, kind, page.slug, form)
    except NotAllowed as refusal:
        messages.error(request, str(refusal))
        return redirect("application_start", kind)
    if overwritten_at:
        messages.warning(request, overwritten_notice(overwritten_at))
    if "plus_tard" in request.POST and not drafts.is_reply_awaited(application):
        return redirect("application_later", kind)
    if form.is_valid():
        return redirect(next_url(kind, application, page.slug, return_to(request, application)))
    return show(request, application, page, form, row)


@require_POST
def autosave(request, kind, slug):
    """Keep what is being typed, valid or not, and say when."""
    page, application = step_or_404(kind, slug), drafts.live(request.user, kind)
    form, row = open_step(application, request.user, kind, page, data=request.POST, is_judged=True)
    try:
        application, row, overwritten_at = keep(request, application, kind, slug, form)
    except NotAllowed as refusal:
        return render(request, "applications/saved.html", {"problem": str(refusal), "time": "", "notice": ""})
    notice = overwritten_notice(overwritten_at) if overwritten_at else ""
    context = {"problem": "", "time": clock(row.saved_at), "notice": notice}
    return render(request, "applications/saved.html", context)


def keep(request, application, kind, slug, form):
    """Save the step in the draft, begun if need be. Returns (application, row, overwritten_at)."""
    seen_at = parse_moment(request.POST.get("seen_at", ""))
    if application is None:
        application, seen_at = drafts.start(request.user, kind), timezone.now()
    tab = request.POST.get("tab", "")
    return application, *drafts.save_step(application, form, slug, tab=tab, seen_at=seen_at)


def parse_moment(text):
    try:
        moment = parse_datetime(text)
    except ValueError:
        return None
    return moment if moment and timezone.is_aware(moment) else None


def return_to(request, application):
    """`?retour=verifier` or `?retour=repondre`; a reopened step always leads back to the answer."""
    if application and drafts.is_reply_awaited(application):
        return "repondre"
    asked = request.GET.get("retour", "")
    return asked if asked in RETURNS and application and asked != "repondre" else ""


def show(request, application, page, form, row):
    context = step_page(application, page, form, row, return_to(request, application))
    return render(request, "applications/step.html", context)
