"""Begin, list the steps, come back later, check and send."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from applications.models import Application
from applications.options import Kind
from applications.services import drafts, submission
from mentoring.models import NotAllowed, Programme

from .progress import check_page, step_list

DRAFT = Application.State.DRAFT


@require_safe
def hub(request):
    """Which side, and what is under way on each: that comes first."""
    sides = [
        {"kind": kind, "application": application, "steps": drafts.progress(application)}
        if (application := drafts.live(request.user, kind))
        else {"kind": kind, "application": None, "steps": None}
        for kind in Kind
    ]
    sides.sort(key=lambda side: side["application"] is None)
    context = {"sides": sides, "has_begun": sides[0]["application"] is not None}
    return render(request, "applications/hub.html", context)


@login_not_required
@require_safe
def start(request, kind):
    if not request.user.is_authenticated:
        return render(request, "applications/start.html", {"kind": kind, "is_mentor": kind == Kind.MENTOR})
    application = drafts.live(request.user, kind)
    if application and application.state != DRAFT:
        return redirect("application_status", application.reference)
    return render(request, "applications/steps.html", step_list(request.user, kind, application))


@require_http_methods(["GET", "HEAD", "POST"])
def later(request, kind):
    """The draft is safe: how to come back, and a link by e-mail on demand."""
    application = drafts.live(request.user, kind)
    if application is None or application.state != DRAFT:
        return redirect("application_start", kind)
    if request.method == "POST":
        drafts.send_link(application)
        messages.success(request, _("Le lien part à {email}.").format(email=request.user.email))
        return redirect("application_later", kind)
    return render(request, "applications/later.html", {"application": application})


@require_http_methods(["GET", "HEAD", "POST"])
def discard(request, kind):
    application = drafts.live(request.user, kind)
    if application is None or application.state != DRAFT:
        return redirect("application_hub")
    if request.method == "POST":
        drafts.discard(application, by=request.user)
        messages.success(request, _("Le brouillon est supprimé."))
        return redirect("application_hub")
    return render(request, "applications/discard.html", {"application": application})


@require_http_methods(["GET", "HEAD", "POST"])
def check(request, kind):
    """Check the answers, then send; a second click meets the same confirmation."""
    application = drafts.live(request.user, kind)
    if application is None:
        return redirect("application_start", kind)
    if application.state != DRAFT:
        name = "application_received" if request.method == "POST" else "application_status"
        return redirect(name, application.reference)
    if request.method == "POST":
        try:
            submission.submit(application, by=request.user)
        except NotAllowed as refusal:
            messages.error(request, str(refusal))
            return redirect("application_check", kind)
        return redirect("application_received", application.reference)
    return render(request, "applications/check.html", check_page(application, Programme.current()))
