"""The certificate of a member of a pair, its file, and what anybody who holds its code may read."""

from allauth.core.internal.httpkit import get_client_ip
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from followup import pdf
from followup.forms.certificates import CodeForm
from followup.models import Certificate
from followup.services import certificate_words as words
from followup.services import certificates
from followup.views.scope import own_pair
from mentoring.limits import is_too_much
from mentoring.models import NotAllowed
from mentoring.references import read_code

# What an office that reads applications may need; nobody comes upon a code in sixty tries.
CHECKS_PER_HOUR = 60


def certificate(request, reference):
    """What it says, or would say; POST issues it."""
    mentorship = own_pair(request, reference)
    if request.method == "POST":
        try:
            certificates.issue(mentorship, request.user, by=request.user)
            messages.success(request, _("Votre attestation est prête."))
        except NotAllowed as refusal:
            messages.error(request, str(refusal))
        return redirect("certificate", reference)
    page = certificates.page(mentorship, request.user)
    current, draft = page["certificate"], page["draft"]
    context = {
        **page,
        "pair": mentorship,
        "current": current and told(current),
        "next": draft and told(draft),
        "sentence": current and words.sentence(current),
        "address": current and words.address(current),
    }
    return render(request, "followup/certificate.html", context)


def told(row):
    return {"title": words.title(row), "name": row.full_name, "facts": words.facts(row)}


@require_safe
def certificate_pdf(request, reference):
    """The file of one's own certificate, once it is issued."""
    found = certificates.current_of(own_pair(request, reference), request.user)
    if found is None:
        raise Http404
    name = f"attestation-{found.code}.pdf"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(pdf.certificate(found), content_type="application/pdf", headers=headers)


@login_not_required
@require_safe
def search(request):
    """Where a code read on a paper is typed."""
    form = CodeForm(request.GET if "code" in request.GET else None)
    if form.is_valid():
        return redirect("certificate_check", form.cleaned_data["code"])
    return render(request, "followup/certificate_search.html", {"form": form})


@login_not_required
@never_cache
@require_safe
def check(request, code):
    """Is it genuine, and what does it say? An erased person's code is unknown, as one never given."""
    if is_too_much("certificate", get_client_ip(request), CHECKS_PER_HOUR):
        return render(request, "429.html", status=429)
    written = read_code(code)
    found = written and Certificate.objects.filter(code=written).first()
    if not found:
        return render(request, "followup/certificate_check.html", {"certificate": None}, status=404)
    context = {"certificate": found, "title": words.title(found), "facts": words.public_facts(found)}
    return render(request, "followup/certificate_check.html", context)
