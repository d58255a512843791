"""The decision panel: one form for each action, the confirmation of a refusal, « Annuler »."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from applications.forms import ApproveForm, AskForm, HoldForm, RejectForm, ReopenForm
from applications.models import Application
from applications.reasons import HOLD, REJECT
from applications.services import batches, decisions, letters, queue, wordings
from applications.views.listing import Listing
from applications.views.queue import ACTIONS, file_or_404, show
from mentoring import reasons
from mentoring.access import coordinator_only
from mentoring.forms import posted
from mentoring.models import NotAllowed

FORMS = {
    "valider": (ApproveForm, decisions.approve, "approve"),
    "preciser": (AskForm, decisions.ask, "ask_info"),
    "attente": (HoldForm, decisions.hold, "hold"),
    "refuser": (RejectForm, decisions.reject, "reject"),
    "rouvrir": (ReopenForm, decisions.reopen, "reopen"),
}
# By action, the list its reasons are of.
REASONS = {"attente": HOLD, "refuser": REJECT}


@coordinator_only
@require_http_methods(["GET", "HEAD", "POST"])
def decide(request, reference, action):
    """GET opens the form in the panel; POST decides, a refusal once its e-mail has been read."""
    application = file_or_404(reference)
    listing = Listing(request, application)
    dossier = queue.Dossier(application, request.user)
    form_class, _service, _transition = FORMS[action]
    form = form_class(posted(request), dossier=dossier, initial=initial_of(request, dossier, action))
    if request.method == "POST" and form.is_valid():
        if action == "refuser" and request.POST.get("confirme") != "oui":
            if request.POST.get("confirme") != "non":
                return confirm(request, listing, dossier, form)
        else:
            return act(request, listing, dossier, form, action)
    elif request.method != "POST" and action not in ACTIONS[application.state]:
        return redirect(listing.address_of(reference))
    return panel(request, listing, dossier, form, action)


def act(request, listing, dossier, form, action):
    """Decide, and go on with the file that follows in the list; sent twice, a decision is taken once."""
    application = dossier.application
    _form_class, service, transition = FORMS[action]
    following = listing.around(application)["following"]
    try:
        service(application, by=request.user, **form.words())
    except NotAllowed as refusal:
        application.refresh_from_db()
        if not decisions.is_repeated(application, transition, by=request.user, **form.words()):
            form.add_error(None, str(refusal))
            form.reread(application.version)
            return panel(request, listing, dossier, form, action)
    if action == "rouvrir":
        messages.success(request, _("La candidature est de nouveau à lire."))
        following = application.reference
    return redirect(listing.going_on_to(following))


def panel(request, listing, dossier, form, action):
    extra = {"form": form, "action": action, "dossier": dossier}
    if action == "preciser":
        extra["questions"] = wordings.questions(dossier.application)
    if action in REASONS:
        extra["wordings"] = reasons.messages(REASONS[action], is_mentor=dossier.application.is_mentor)
    return show(request, listing, dossier.application, **extra)


def confirm(request, listing, dossier, form):
    """A refusal is read as the person will read it before it is decided."""
    words = {name: value for name, value in form.words().items() if name != "version"}
    context = {
        "listing": listing,
        "application": dossier.application,
        "refusal": form,
        "letter": letters.preview("reject", dossier.application, by=request.user, **words),
    }
    return render(request, "applications/queue/confirm.html", context)


def initial_of(request, dossier, action):
    """The version read, and the question of the template that was picked."""
    initial = {"version": dossier.application.version}
    if action == "preciser":
        models = wordings.questions(dossier.application)
        number = request.GET.get("modele", "")
        if number in {str(place) for place in range(len(models))}:
            _label, initial["question"], initial["steps"] = models[int(number)]
    return initial


@coordinator_only
@require_POST
def undo(request, reference):
    """« Annuler »: a decision, with all those that were taken together with it; sent twice, it is done once.
    Too late, she goes on reading the file she was on."""
    listing, application = Listing(request), file_or_404(reference)
    decision = request.POST.get("decision", "")
    if not decision.isdecimal() or len(decision) > 18:
        raise Http404
    together = batches.undoable(application, decision, by=request.user)
    if len(together) > 1:
        return undo_batch(request, listing, together)
    count = 1
    try:
        decisions.undo(application, by=request.user, decision=decision)
    except NotAllowed as refusal:
        count = batches.number_undone(application, decision, by=request.user)
        if not count:
            messages.error(request, str(refusal))
            read = Application.objects.sent().filter(reference=request.POST.get("lue", "")).first()
            return redirect(listing.address_of(read and read.reference))
    tell_undone(request, count)
    return redirect(listing.address_of(reference if count == 1 else None))


def undo_batch(request, listing, events):
    undone = batches.undo(events, by=request.user)
    if undone.ready:
        tell_undone(request, len(undone.ready))
    for application, why in undone.stuck:
        messages.error(request, _("{name} : {why}").format(name=application.person, why=why))
    return redirect(listing.address_of(None))


def tell_undone(request, count):
    words = ngettext(
        "La décision est annulée. Aucun e-mail n’est parti.",
        "{n} décisions sont annulées. Aucun e-mail n’est parti.",
        count,
    )
    messages.success(request, words.format(n=count))
