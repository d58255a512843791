"""Skills among the settings: two that become one, and the words people wrote themselves."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from applications.forms_catalogue import SkillChoiceForm, SuggestionForm
from applications.models import Skill
from applications.services.catalogue import lists, skills
from applications.views.catalogue_words import merged
from mentoring import returns
from mentoring.access import coordinator_only
from mentoring.forms import posted, refusals_in
from mentoring.models import NotAllowed

PER_PAGE = 25


@coordinator_only
@require_http_methods(["GET", "HEAD", "POST"])
def merge(request, code):
    """Into which one; then, once what follows has been read, the merge."""
    skill = get_object_or_404(Skill, code=code, merged_into=None)
    form = SkillChoiceForm(posted(request), but=skill)
    context = {"form": form, "skill": skill}
    if request.method == "POST" and form.is_valid():
        into = form.cleaned_data["skill"]
        if request.POST.get("confirme") != "oui":
            context |= {"into": into, "count": skills.having(skill).count()}
            return render(request, "settings/skill_merge_confirm.html", context)
        with refusals_in(form):
            messages.success(request, merged(skills.merge(skill, into, by=request.user)))
            return redirect("catalogue_row", "competences", into.code)
    return render(request, "settings/skill_merge.html", context)


@coordinator_only
@require_safe
def suggestions(request):
    page = Paginator(skills.suggestions(), PER_PAGE).get_page(request.GET.get("page"))
    offered = lists.offered(lists.LISTS["competences"])
    return render(request, "settings/suggestions.html", {"page": page, "offered": offered})


@coordinator_only
@require_POST
def attach(request):
    form = SuggestionForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Choisissez la compétence dont ce mot est un autre nom."))
        return redirect(returns.place(request, reverse("skill_suggestions")))
    skill = form.cleaned_data["skill"]
    return told(
        request,
        lambda: skills.attach(form.cleaned_data["word"], skill, by=request.user),
        _("« {word} » est maintenant un synonyme de « {skill} »."),
        skill=skill.label,
    )


@coordinator_only
@require_POST
def ignore(request):
    word = request.POST.get("word", "")
    return told(request, lambda: skills.ignore(word, by=request.user), _("« {word} » n’est plus suggéré."))


def told(request, act, success, **words):
    """Handle a suggestion, and say what became of its word."""
    try:
        messages.success(request, success.format(word=act().word, **words))
    except NotAllowed as refusal:
        messages.error(request, str(refusal))
    return redirect(returns.place(request, reverse("skill_suggestions")))
