"""`/compte/donnees/`: one's own data, to read, to take away, to erase."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from followup.forms.privacy import DeletionForm
from followup.models import DataExport, Mentorship
from followup.services.privacy import deletions, erasure, exports, looks
from mentoring.access import recently_signed_in
from mentoring.forms import posted
from mentoring.models import NotAllowed

PER_PAGE = 25


@require_http_methods(["GET", "HEAD", "POST"])
def my_data(request):
    if request.method == "POST":
        return ask_export(request)
    person, now = request.user, timezone.now()
    context = {"deletion": deletions.scheduled(person), **exports.page(person, now)}
    return render(request, "followup/privacy/my_data.html", context)


@recently_signed_in
def ask_export(request):
    exports.ask(request.user, by=request.user)
    messages.success(request, _("C’est noté : un e-mail vous prévient quand le fichier est prêt."))
    return redirect("my_data")


@require_safe
@recently_signed_in
def data_export(request, public_id):
    """The archive, to its owner, during its week."""
    mine = DataExport.objects.of(request.user).available(timezone.now())
    export = get_object_or_404(mine, public_id=public_id)
    name = f"mes-donnees-{timezone.localdate(export.ready_at).isoformat()}.zip"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(bytes(export.content), content_type="application/zip", headers=headers)


@require_safe
def data_looks(request):
    page = Paginator(looks.of(request.user), PER_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "rows": looks.rows(request.user, page)}
    return render(request, "followup/privacy/looks.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@recently_signed_in
def data_deletion(request):
    person, refusal = request.user, ""
    if deletions.scheduled(person):
        return redirect("my_data")
    form = DeletionForm(posted(request))
    try:
        erasure.refuse_last_coordinator(person)
        if request.method == "POST" and form.is_valid():
            deletions.ask(person)
            return redirect("my_data")
    except NotAllowed as refused:
        refusal = str(refused)
    pairs = Mentorship.objects.of(person).live().with_people().order_by("pk")
    others = [{"pair": pair, "name": pair.other_of(person).person.first_name} for pair in pairs]
    due_at = deletions.due_after(timezone.now())
    context = {"form": form, "refusal": refusal, "others": others, "due_at": due_at}
    return render(request, "followup/privacy/delete.html", context)


@require_POST
def data_deletion_cancel(request):
    if deletions.cancel(request.user):
        messages.success(request, _("Votre compte est gardé : aucune suppression n’est prévue."))
    return redirect("my_data")
