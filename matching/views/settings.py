"""« Mise en relation » among the settings: weights, rules, bands, delays, and all their versions."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from matching.core.explain import shares
from matching.forms import SettingsForm, VersionForm
from matching.models import MatchingSettings
from matching.services import previewing
from matching.services import settings as service
from mentoring.access import coordinator_only
from mentoring.forms import posted
from mentoring.templatetags.dates import date_courte

from .header import done

PER_PAGE = 20


@coordinator_only
@require_http_methods(["GET", "HEAD", "POST"])
def settings(request):
    """The form; then what the version would change; then, with a reason, the version itself."""
    version = MatchingSettings.current()
    form = SettingsForm(posted(request), initial=SettingsForm.data_of(version))
    step = request.POST.get("confirme")
    if request.method != "POST" or step == "non" or not form.is_valid():
        return edit(request, version, form)
    why = VersionForm(request.POST) if step == "oui" else VersionForm()
    if not why.is_valid():
        return confirm(request, version, form, why, seen=request.POST.get("seen"))
    if not done(
        request,
        lambda: service.save_version(by=request.user, **why.cleaned_data, **form.values()),
        _("Réglages enregistrés."),
    ):
        return confirm(request, version, form, why)
    return redirect("matching_settings")


def edit(request, version, form):
    points = shares_of(form.values() if form.is_valid() else service.values_of(version))
    values = {
        "form": form,
        "version": version,
        "seen": form.data.get("seen", version.pk),
        "weights": [(form[f"weight_{name}"], points[name]) for name in service.CRITERIA],
        "rules": [form[f"rule_{code}"] for code in service.ADJUSTABLE],
        "facts": service.facts(),
        "bands": [form[name] for name in form.BANDS],
        "bonuses": [form[name] for name in form.BONUSES],
        "limits": [form[name] for name in form.LIMITS],
    }
    return render(request, "matching/settings.html", values)


def shares_of(values):
    """{criterion: points out of 100 that its weight makes}; they add up to 100."""
    weights = values["weights"]
    total = sum(weights.values())
    return shares({name: 100 * weight / total for name, weight in weights.items()}, 100)


def confirm(request, version, form, why, *, seen=None):
    """What would change, in words and for today's people, before it does. Nothing: back to the form. `seen`
    is the version the page before was about: who put another one in force since is named."""
    draft = service.draft(version, form.values())
    changes = service.changes(version, draft)
    if not changes:
        messages.info(request, _("Ces réglages sont déjà ceux en vigueur."))
        return redirect("matching_settings")
    preview = previewing.preview(version, draft)
    values = {"form": why, "choices": form, "version": version, "changes": changes, "preview": preview}
    is_overtaken = seen and seen != str(version.pk)
    values["meanwhile"] = service.saved_meanwhile(version, request.user) if is_overtaken else ""
    return render(request, "matching/settings_confirm.html", values)


@coordinator_only
@require_safe
def versions(request):
    """All versions, newest first, each with what it changed."""
    rows = MatchingSettings.objects.select_related("author").order_by("-created_at", "-pk")
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    with_older = list(rows[page.start_index() - 1 : page.end_index() + 1])
    values = {"page": page, "rows": service.told(with_older, PER_PAGE), "current": MatchingSettings.current()}
    return render(request, "matching/versions.html", values)


@coordinator_only
@require_safe
def restore(request, number):
    """« Revenir à cette version »: its values, ready to be saved again under a reason."""
    older = get_object_or_404(MatchingSettings, pk=number)
    version = MatchingSettings.current()
    form = SettingsForm(SettingsForm.data_of(older))
    if not form.is_valid():
        return edit(request, version, form)
    reason = _("Retour à la version {number} du {date}").format(
        number=older.pk, date=date_courte(older.created_at)
    )
    why = VersionForm(initial={"reason": reason})
    return confirm(request, version, form, why, seen=request.GET.get("vu"))
