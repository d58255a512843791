"""The validation queue: the list, the file as it is read, and what is done to it short of deciding."""

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from applications.forms import ExcerptForm, NoteForm
from applications.models import Application, InternalNote
from applications.services import batches, decisions, excerpts, notes, queue
from applications.views.listing import PER_PAGE, Listing
from mentoring.access import coordinator_only
from mentoring.audit import saw
from mentoring.forms import posted, refusals_in
from mentoring.mail.models import Email
from mentoring.models import NotAllowed

State = Application.State
MOMENT_LENGTH = 40
# The decisions a file's state allows: (the word of the address, the service's own transition).
ACTIONS = {
    State.SUBMITTED: ("valider", "preciser", "attente", "refuser"),
    State.INFO_REQUESTED: ("attente", "refuser"),
    State.ON_HOLD: ("valider", "preciser", "attente", "refuser", "rouvrir"),
    State.APPROVED: (),
    State.REJECTED: ("rouvrir",),
    State.WITHDRAWN: (),
}


def file_or_404(reference):
    """A file that was sent; drafts are their author's."""
    return get_object_or_404(Application.objects.sent().select_related("person"), reference=reference)


@coordinator_only
@require_safe
def queue_page(request):
    """The list; beside it, where there is room, its first file."""
    listing = Listing(request)
    if "depuis" in request.GET:
        return HttpResponse(news(listing, request.GET["depuis"]), content_type="text/plain")
    page = listing.page(request.GET.get("page"))
    chosen = page.object_list[0] if page.object_list else None
    return show(request, listing, chosen, page=page, is_list_page=True)


def news(listing, since):
    """« 2 nouvelles candidatures – Actualiser » for a list read at `since`, "" when it still stands."""
    try:
        moment = parse_datetime(since[:MOMENT_LENGTH])
    except ValueError:
        moment = None
    if moment is None or timezone.is_naive(moment):
        return ""
    n = listing.rows.filter(state_changed_at__gt=moment).count()
    words = ngettext("{n} nouvelle candidature – Actualiser", "{n} nouvelles candidatures – Actualiser", n)
    return words.format(n=n) if n else ""


@coordinator_only
@require_safe
def item(request, reference):
    """The file, read here; HEAD says that its page, fetched ahead, is read now."""
    application = file_or_404(reference)
    if request.method == "HEAD":
        saw(request.user, application.person, queue.READ)
        return HttpResponse()
    return show(request, Listing(request, application), application)


def show(request, listing, application, *, page=None, is_list_page=False, status=200, **extra):
    """The three panes; `extra` brings a form to the panel, or a refused note or text."""
    counts = queue.counts(request.user)
    request.badges = {"queue": counts["a-lire"] + counts["precisions"]}
    is_panel_page = "decider" in request.GET or bool(extra.get("action"))
    context = {
        "listing": listing,
        "tabs": tabs(counts),
        "next_tab": next((tab for tab in tabs(counts) if tab["count"]), None),
        "number_to_read": request.badges["queue"],
        "is_list_page": is_list_page,
        "is_panel_page": is_panel_page,
        "is_decision_due": False,
        "undo": undo_bar(request.user),
        "today": timezone.localdate(),
        "sitting": None,
        "dossier": None,
        "form": None,
        "action": "",
    }
    if application is not None:
        around = listing.around(application)
        page = page or listing.page(((around["position"] or 1) - 1) // PER_PAGE + 1)
        dossier = extra.pop("dossier", None) or queue.Dossier(application, request.user)
        saw(request.user, application.person, look_of(request))
        context |= {
            "dossier": dossier,
            "application": dossier.application,
            "actions": ACTIONS[dossier.application.state],
            "is_decision_due": bool(ACTIONS[dossier.application.state])
            and not (is_list_page or is_panel_page),
            "around": around,
            "note_form": NoteForm(),
            "excerpt_form": ExcerptForm(initial=excerpt_of(dossier)) if dossier.excerpt else None,
        }
    context |= {"page": page, "rows": queue.decorate(page.object_list), **extra}
    if not context["rows"]:
        context["sitting"] = queue.sitting(request.user)
    return render(request, "applications/queue/page.html", context, status=status)


@coordinator_only
@require_safe
def prospects(request, reference):
    """Who it could be paired with, for the page of the file, which asks for it once it is read; the link it
    had until then leads to them."""
    application = file_or_404(reference)
    found = queue.prospects(application)
    if request.headers.get("X-Purpose") == "later":
        return render(request, "applications/queue/prospects.html", found | {"application": application})
    outlook = found["outlook"]
    return redirect(outlook["url"] if outlook else Listing(request).address_of(reference))


def look_of(request):
    return queue.FETCHED if request.headers.get("X-Purpose") == "prefetch" else queue.READ


def tabs(counts):
    return [{"code": code, "label": label, "count": counts[code]} for code, label in queue.VIEWS.items()]


def excerpt_of(dossier):
    return {"text": dossier.excerpt.text, "version": dossier.application.version}


def undo_bar(coordinator):
    """Her last decision while it can be taken back: {"application", "event", "count", "has_mail", "minutes",
    "seconds"}, or None. `count` is how many were taken together."""
    found = decisions.last_undoable(coordinator)
    if found is None:
        return None
    application, event = found
    together = batches.together_with(event, by=coordinator)
    letters = Email.objects.about(*{one.reference for one in together})
    left = settings.MAIL_UNDO_MINUTES * 60 - (timezone.now() - event.at).total_seconds()
    return {
        "application": application,
        "event": event,
        "count": len(together),
        "has_mail": letters.filter(state=Email.State.SCHEDULED).exists(),
        "minutes": max(1, round(left / 60)),
        "seconds": max(0, int(left)),
    }


@coordinator_only
@require_POST
def skip(request, reference):
    """« Passer »: the next one, and not this one again before the list has been gone through."""
    listing, application = Listing(request), file_or_404(reference)
    following = listing.around(application)["following"]
    listing.skip([*listing.skipped, reference])
    return redirect(listing.going_on_to(following))


@coordinator_only
@require_POST
def assign(request, reference):
    application = file_or_404(reference)
    reader, is_released = application.assigned_to, bool(request.POST.get("rendre"))
    act = decisions.release if is_released else decisions.assign
    try:
        act(application, by=request.user)
        if reader not in (None, request.user) and not is_released:
            words = _("Vous reprenez cette candidature à {name}.")
            messages.success(request, words.format(name=reader.get_short_name()))
    except NotAllowed as refusal:
        messages.error(request, str(refusal))
    return redirect(Listing(request).address_of(reference))


@coordinator_only
@require_http_methods(["GET", "HEAD", "POST"])
def note(request, reference):
    application = file_or_404(reference)
    listing = Listing(request, application)
    form = NoteForm(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            notes.add(application, by=request.user, text=form.cleaned_data["text"])
            messages.success(request, _("La note est ajoutée."))
            return redirect(listing.address_of(reference))
        except NotAllowed as refusal:
            form.add_error("text", str(refusal))
    return show(request, listing, application, note_form=form, form=form)


@coordinator_only
@require_POST
def note_remove(request, reference, pk):
    application = file_or_404(reference)
    found = InternalNote.objects.filter(application=application, pk=pk).first()
    if found is None:
        raise Http404
    try:
        notes.remove(found, by=request.user)
        messages.success(request, _("La note est supprimée."))
    except NotAllowed as refusal:
        messages.error(request, str(refusal))
    return redirect(Listing(request).address_of(reference))


@coordinator_only
@require_http_methods(["GET", "HEAD", "POST"])
def excerpt(request, reference):
    """Reword the text shown without a name; saving it says it was read."""
    application = file_or_404(reference)
    listing = Listing(request, application)
    if application.is_mentor:
        raise Http404
    initial = {"text": application.excerpt, "version": application.version}
    form = ExcerptForm(posted(request), initial=initial)
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            excerpts.edit(application, by=request.user, **form.words())
            messages.success(request, _("Le texte présenté sans nom est enregistré."))
            return redirect(reverse("queue_item", args=[reference]) + listing.query + "#texte")
        application.refresh_from_db()
        form.reread(application.version)
    return show(request, listing, application, excerpt_form=form, form=form, is_excerpt_open=True)
