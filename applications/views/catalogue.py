"""The five lists among the settings: a table of their rows, a page for one, what is done to it."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from applications.forms_catalogue import FORMS, initial_of
from applications.services.catalogue import lists, skills
from applications.services.catalogue.lists import LISTS
from applications.views.catalogue_words import EMPTY, NEW, TITLES, grouped, history, lines
from mentoring import changes, returns
from mentoring.access import coordinator_only
from mentoring.forms import posted, refusals_in
from mentoring.models import NotAllowed
from mentoring.names import Taken


@coordinator_only
@require_safe
def catalogue(request, slug):
    one = LISTS[slug]
    counts, archived = lists.counts(one), lists.archived(one)
    seen = changes.marks(archived, one.save)
    context = {
        "list": one,
        "title": TITLES[slug](),
        "new": NEW[slug]() if slug in NEW else "",
        "empty": EMPTY[slug]() if slug in EMPTY else "",
        "groups": grouped(one, lines(slug, lists.offered(one), counts)),
        "archived": [(line, seen[line.row.reference]) for line in lines(slug, archived, counts)],
        "suggestions": len(skills.suggestions()) if slug == "competences" else 0,
    }
    return render(request, "settings/catalogue.html", context)


@coordinator_only
@require_http_methods(["GET", "HEAD", "POST"])
def add(request, slug):
    one = LISTS[slug]
    if one.is_fixed:
        return redirect("catalogue", slug)
    form = FORMS[slug](posted(request), initial={"label": request.GET.get("nom", "")[:80]})
    if request.method == "POST" and form.is_valid():
        with refusals_in(form, {Taken: "label"}):
            row = lists.add(one, form.values(), by=request.user)
            messages.success(request, _("« {label} » est dans la liste.").format(label=row.label))
            return redirect(returns.place(request, reverse("catalogue", args=[slug]), "skill_suggestions"))
    context = {"list": one, "form": form, "title": TITLES[slug](), "new": NEW[slug]()}
    return render(request, "settings/catalogue_row.html", context)


@coordinator_only
@require_http_methods(["GET", "HEAD", "POST"])
def row(request, slug, code):
    one = LISTS[slug]
    found = get_object_or_404(one.model, code=code)
    initial = initial_of(found, FORMS[slug]) | {"seen": changes.mark(found, one.save)}
    form = FORMS[slug](posted(request), initial=initial)
    if request.method == "POST" and form.is_valid():
        with refusals_in(form, {Taken: "label"}):
            lists.change(one, found, form.values(), by=request.user, seen=form.cleaned_data["seen"])
            messages.success(request, _("Les changements sont enregistrés."))
            return redirect("catalogue_row", slug, code)
        form.catch_up(changes.mark(found, one.save))
    context = {"list": one, "form": form, "row": found, "title": TITLES[slug]()}
    context |= {"count": lists.count(one, found), "seen": initial["seen"]}
    context |= history(one, found, request)
    return render(request, "settings/catalogue_row.html", context)


@coordinator_only
@require_POST
def act(request, slug, code, action):
    one = LISTS[slug]
    found = get_object_or_404(one.model, code=code)
    try:
        messages.success(request, carry_out(request, one, found, action))
    except NotAllowed as refusal:
        messages.error(request, str(refusal))
        return redirect("catalogue_row", slug, code)
    return redirect("catalogue", slug)


def carry_out(request, one, found, action):
    """Do what was asked, and say so."""
    by, seen = request.user, request.POST.get("seen", "")
    if action == "archiver":
        lists.archive(one, found, by=by, seen=seen)
        return _("« {label} » ne figure plus dans les questionnaires.").format(label=found.label)
    if action == "remettre":
        lists.restore(one, found, by=by, seen=seen)
        return _("« {label} » est de nouveau dans la liste.").format(label=found.label)
    if action == "supprimer":
        lists.remove(one, found, by=by, seen=seen)
        return _("« {label} » n’existe plus.").format(label=found.label)
    lists.shift(one, found, -1 if action == "monter" else 1, by=by)
    return _("L’ordre est enregistré.")
