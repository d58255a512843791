"""« Personnes à accompagner »: what a mentor reads of people without a name, and what they may say."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.core.signing import BadSignature
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from applications.models import Application, Profile
from applications.options import Kind
from matching.forms import DismissForm, InterestForm, SuggestionFilter
from matching.models import MatchingSettings, Proposal
from matching.options import Closed
from matching.services import browsing, exclusions, letters, tokens
from matching.services import interests as service
from mentoring.audit import saw
from mentoring.forms import posted
from mentoring.models import NotAllowed, Programme

from .header import done

PER_PAGE = 20
Mode = Programme.Mode


def own_profile(request):
    """The reader's profile of approved mentor, or 404."""
    profiles = Profile.objects.of(request.user, Kind.MENTOR).filter(
        state__in=[Profile.State.AVAILABLE, Profile.State.PAUSED],
        application__state=Application.State.APPROVED,
    )
    return get_object_or_404(profiles.select_related("person", "application"))


def two_sides(request, token):
    """(the reader's profile, the person the token stands for), or 404."""
    mentor = own_profile(request)
    try:
        return mentor, tokens.mentee_of(mentor, token)
    except BadSignature as error:
        raise Http404 from error


@require_safe
def suggestions(request):
    mentor = own_profile(request)
    form = SuggestionFilter(request.GET)
    context = browsing.listing(mentor, form.filters())
    context |= {"filter": form, "is_filtered": bool(form.filters()), "dismissed": dismissed(request, mentor)}
    return render(request, "matching/suggestions.html", context)


def dismissed(request, mentor):
    """The token of the person just set aside, "" when there is nothing to take back."""
    token = request.GET.get("ecartee", "")
    try:
        return token if token and browsing.dismissal(mentor, tokens.mentee_of(mentor, token)) else ""
    except BadSignature:
        return ""


@require_safe
def suggestion(request, token):
    mentor, mentee = two_sides(request, token)
    try:
        context = browsing.sheet(mentor, mentee)
    except NotAllowed as refusal:
        messages.error(request, str(refusal))
        return redirect("suggestions")
    if context["question"]:
        return redirect(letters.path_of(context["question"]))
    saw(request.user, mentee.person, "suggestion")
    return render(request, "matching/suggestion.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def interest(request, token):
    """« Je souhaite l’accompagner »: two optional words; the programme's mode decides who is asked next."""
    mentor, mentee = two_sides(request, token)
    programme = Programme.current()
    form = InterestForm(posted(request), mentor=mentor, mode=programme.mode)
    if request.method == "POST" and form.is_valid():
        is_said = done(
            request,
            lambda: service.express(mentor, mentee, by=request.user, **form.cleaned_data),
            what_follows(programme),
        )
        return redirect("interests" if is_said else "suggestions")
    try:
        context = browsing.sheet(mentor, mentee)
    except NotAllowed as refusal:
        messages.error(request, str(refusal))
        return redirect("suggestions")
    if context["interest"] or context["refusal"]:
        return redirect("suggestion", token)
    context |= {"form": form, "what_follows": what_follows(programme)}
    return render(request, "matching/suggestion_interest.html", context)


def what_follows(programme):
    """Who looks at an interest next, and how long it takes."""
    if programme.mode == Mode.MENTOR_CHOICE:
        days = MatchingSettings.current().proposal_days
        return ngettext(
            "La personne reçoit votre proposition. Elle a {n} jour pour répondre.",
            "La personne reçoit votre proposition. Elle a {n} jours pour répondre.",
            days,
        ).format(n=days)
    return _("L’équipe vérifie et propose le binôme à la personne. Réponse sous 3 jours ouvrés.")


@require_http_methods(["GET", "HEAD", "POST"])
def dismiss(request, token):
    """« Pas pour moi »: why, and ninety days without this person."""
    mentor, mentee = two_sides(request, token)
    form = DismissForm(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            exclusions.not_for_me(mentor, mentee, by=request.user, **form.cleaned_data)
        except NotAllowed as refusal:
            messages.error(request, str(refusal))
            return redirect("suggestions")
        return redirect(f"{reverse('suggestions')}?ecartee={token}")
    return render(request, "matching/suggestion_dismiss.html", {"form": form, "token": token})


@require_POST
def restore(request, token):
    """« Annuler » after « Pas pour moi »."""
    mentor, mentee = two_sides(request, token)
    if found := browsing.dismissal(mentor, mentee):
        exclusions.lift(found, by=request.user)
    messages.success(request, _("C’est annulé : cette personne peut de nouveau vous être suggérée."))
    return redirect("suggestions")


@require_safe
def interests(request):
    """« Mes intérêts » and where each stands."""
    mentor = own_profile(request)
    page = Paginator(browsing.interests_of(mentor), PER_PAGE).get_page(request.GET.get("page"))
    rows = browsing.interest_rows(mentor, list(page.object_list))
    context = {"page": page, "rows": rows, **browsing.limits(mentor)}
    return render(request, "matching/interests.html", context)


@require_POST
def withdraw(request, reference):
    """« Retirer mon intérêt »; a second click finds it done."""
    proposal = get_object_or_404(Proposal, mentor=own_profile(request), reference=reference)
    if proposal.is_interest and proposal.close_reason != Closed.WITHDRAWN:
        done(request, lambda: service.withdraw(proposal, by=request.user), _("Votre intérêt est retiré."))
    return redirect("interests")
