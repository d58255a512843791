"""« Lot »: the same decision about the files ticked in the list, told before it is taken."""

import re

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from applications.converters import ReferenceConverter
from applications.forms import ApproveTogetherForm, HoldTogetherForm, RejectTogetherForm, TogetherForm
from applications.services import batches, queue
from applications.views.listing import Listing
from mentoring.access import coordinator_only
from mentoring.forms import posted

ACTIONS = {
    "valider": ("approve", ApproveTogetherForm),
    "attente": ("hold", HoldTogetherForm),
    "refuser": ("reject", RejectTogetherForm),
    "attribuer": ("assign", TogetherForm),
}
TITLES = {
    "valider": lambda n: ngettext("Valider {n} candidature", "Valider {n} candidatures", n),
    "attente": lambda n: ngettext(
        "Mettre {n} candidature en attente", "Mettre {n} candidatures en attente", n
    ),
    "refuser": lambda n: ngettext("Refuser {n} candidature", "Refuser {n} candidatures", n),
    "attribuer": lambda n: ngettext("M’attribuer {n} candidature", "M’attribuer {n} candidatures", n),
}
# A file as the page that confirms carries it: its reference and the version that was read.
READ = re.compile(rf"({ReferenceConverter.regex})(?::(\d{{1,9}}))?")


@coordinator_only
@require_http_methods(["GET", "HEAD", "POST"])
def batch(request, action):
    """GET says what would happen and to whom; POST decides, a refusal once its e-mail has been read."""
    listing, (name, form_class), versions = Listing(request), ACTIONS[action], ticked(request)
    found = batches.read(versions)
    if not found:
        messages.error(request, _("Cochez au moins une candidature."))
        return redirect(listing.address_of(None))
    data = posted(request)
    planned = batches.sorted_out(name, found, by=request.user, versions=None if data is None else versions)
    form = form_class(data, applications=planned.ready)
    is_sure = request.POST.get("confirme") == "oui"
    if is_sure and is_repeated(request, name, form_class(data, applications=found), found, versions):
        return redirect(listing.address_of(None))
    if data is not None and planned.ready and form.is_valid() and is_sure:
        done = batches.decide(name, planned, by=request.user, versions=versions, **form.cleaned_data)
        tell(request, action, done)
        return redirect(listing.address_of(None))
    return show(request, listing, action, planned, form, len(versions) - batches.MOST)


def is_repeated(request, name, form, found, versions):
    """Sent twice, a batch is decided once: the second time reads as the first."""
    if not form.is_valid():
        return False
    return batches.is_repeated(name, found, by=request.user, versions=versions, **form.cleaned_data)


def ticked(request):
    """{reference: version read or None} of the request's files, in its order; the rest is passed over."""
    said = (request.POST if request.method == "POST" else request.GET).getlist("candidature")
    understood = [match for value in said if (match := READ.fullmatch(value))]
    return {match[1]: match[2] for match in understood}


def show(request, listing, action, planned, form, left_out):
    """What will happen, the exceptions, the words they share, one e-mail as it will be read."""
    letter = letter_of(request, action, planned, form)
    context = {
        "listing": listing,
        "back": listing.address_of(None, ticked=ticked(request)),
        "action": action,
        "title": TITLES[action](len(planned.ready)).format(n=len(planned.ready)),
        "ready": queue.decorate(planned.ready),
        "stuck": planned.stuck,
        "left_out": max(0, left_out),
        "form": form,
        "letter": letter,
        "is_being_read": action == "refuser" and letter is not None,
    }
    return render(request, "applications/queue/batch.html", context)


def letter_of(request, action, planned, form):
    """The e-mail the first of them will read, or None while its words are missing or being changed."""
    if not planned.ready or request.POST.get("confirme") == "non":
        return None
    if form.is_bound:
        words = form.cleaned_data if form.is_valid() else None
    else:
        words = {} if action == "valider" else None
    if words is None:
        return None
    return batches.letter(ACTIONS[action][0], planned.ready[0], by=request.user, **words)


def tell(request, action, done):
    """The undo bar tells of a decision; what has no « Annuler », and what was not done, is said here."""
    if action == "attribuer" and done.ready:
        words = ngettext(
            "{n} candidature vous est attribuée.", "{n} candidatures vous sont attribuées.", len(done.ready)
        )
        messages.success(request, words.format(n=len(done.ready)))
    for application, why in done.stuck:
        messages.error(request, _("{name} : {why}").format(name=application.person, why=why))
