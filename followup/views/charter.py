"""The charter among the settings: a draft, its preview, a version in force; and signing it."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from followup.forms.charter import CharterForm, SignatureForm
from followup.services import charters
from mentoring import charter
from mentoring.access import coordinator_only
from mentoring.forms import posted, refusals_in
from mentoring.models import NotAllowed, Programme

PER_PAGE = 10


@coordinator_only
def charter_settings(request):
    """The draft in a form, the text in force where there is none; its preview; the versions; its history."""
    # The mark first: what a colleague does in between is refused, not written over.
    seen, programme, row = charter.seen(), Programme.current(), charter.draft()
    words = charter.starting_words(programme, row)
    form = CharterForm(posted(request), initial=words | {"seen": seen})
    shown = words["text"]
    if request.method == "POST" and form.is_valid():
        shown = form.cleaned_data["text"]
        if "apercu" not in request.POST and is_saved(request, form):
            return redirect("charter_settings")
    page = Paginator(charter.journal(), PER_PAGE).get_page(request.GET.get("page"))
    context = {"form": form, "seen": seen, "draft": row, "shown": shown, "page": page}
    context["is_faulty"] = bool(form.errors) and not form.non_field_errors()
    context["history"], context["versions"] = charter.entries(page), charter.history()
    context["next_version"] = charter.next_version(programme)
    return render(request, "followup/charter/settings.html", context)


def is_saved(request, form):
    """Save the draft; a refusal stands in the form, which may then be saved over what it tells of."""
    with refusals_in(form):
        charter.save_draft(**form.values(), by=request.user, seen=form.cleaned_data["seen"])
        messages.success(request, _("Le brouillon est enregistré. La charte en vigueur ne change pas."))
        return True
    form.catch_up(charter.seen())
    return False


@coordinator_only
def charter_publish(request):
    """What publishing does, then it is done."""
    seen, programme, row = charter.seen(), Programme.current(), charter.draft()
    try:
        if request.method == "POST":
            charter.publish_draft(by=request.user, seen=request.POST.get("seen", ""))
        else:
            charter.refuse_publication(programme, row)
    except NotAllowed as refusal:
        messages.error(request, str(refusal))
        return redirect("charter_settings")
    if request.method == "POST":
        messages.success(request, _("La nouvelle version est en vigueur."))
        return redirect("charter_settings")
    version = charter.next_version(programme)
    context = {"draft": row, "version": version, "seen": seen, "count": charters.people_to_ask(version)}
    return render(request, "followup/charter/publish.html", context)


@coordinator_only
@require_POST
def charter_discard(request):
    try:
        charter.discard_draft(by=request.user, seen=request.POST.get("seen", ""))
    except NotAllowed as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Le brouillon est supprimé."))
    return redirect("charter_settings")


@coordinator_only
@require_safe
def charter_version(request, version):
    row = next((row for row in charter.history() if row.version == version), None)
    if row is None:
        raise Http404
    return render(request, "followup/charter/version.html", {"row": row})


def charter_sign(request):
    """`/espace/charte/`: read the version in force, and sign it. For people who take part."""
    programme = Programme.current()
    if not charters.taking_part(request.user).exists():
        raise Http404
    form = SignatureForm(posted(request))
    if request.method == "POST" and form.is_valid():
        with refusals_in(form, {NotAllowed: "charter_ok"}):
            charters.sign(request.user, form.cleaned_data["version"])
            messages.success(request, _("Merci : vous avez signé la charte en vigueur."))
            return redirect("space")
    context = {
        "form": form,
        "changes": charter.changes_of(programme.charter_version),
        "asked": charters.to_sign(request.user, programme),
        "version": programme.charter_version,
    }
    return render(request, "followup/charter/sign.html", context)
