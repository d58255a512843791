"""The pair's page and what changes on it."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from followup.forms.pair import ChannelForm, GoalChangeForm, GoalForm
from followup.models import Goal, Mentorship
from followup.services import channels, goals, pair_page, pairs
from followup.views.scope import own_pair
from mentoring.access import is_coordination
from mentoring.audit import saw
from mentoring.forms import posted, refusals_in


@require_safe
def pair(request, reference):
    """For its two people; the coordination has a page of its own."""
    own = Mentorship.objects.of(request.user).filter(reference=reference)
    if is_coordination(request.user) and not own.exists():
        return redirect("pair_desk", reference)
    mentorship = own_pair(request, reference)
    saw(request.user, mentorship.other_of(request.user).person, "pair")
    return render(request, "followup/pair.html", pair_page.of(mentorship, request.user, timezone.now()))


@require_POST
def pair_step(request, reference, step):
    """A tick of the starter kit: « Se dire bonjour » done, or the whole kit put away."""
    mentorship = own_pair(request, reference)
    {"bonjour": pairs.greet, "fermer": pairs.dismiss_kit}[step](mentorship, by=request.user)
    return redirect("pair", reference)


def channel(request, reference):
    mentorship = own_pair(request, reference)
    initial = {"channel": mentorship.channel, "link": mentorship.channel_link}
    form = ChannelForm(posted(request), initial=initial)
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            pairs.choose_channel(mentorship, by=request.user, **form.cleaned_data)
            tell(request, mentorship)
            return redirect("pair", reference)
    context = {
        "form": form,
        "pair": mentorship,
        "common": channels.common(mentorship),
        "newcomers": channels.newcomers(mentorship),
        "me": mentorship.profile_of(request.user),
    }
    return render(request, "followup/channel.html", context)


def tell(request, mentorship):
    """The channel is kept; one the other person had not ticked is theirs to agree to."""
    messages.success(request, _("Votre canal est enregistré."))
    other = mentorship.other_of(request.user)
    if not channels.suits(other, mentorship.channel):
        text = _("{name} n’avait pas coché ce moyen : demandez-lui si cela lui convient.")
        messages.info(request, text.format(name=other.person.first_name))


def goal_list(request, reference):
    """`/objectifs/`: those there are, and room for another."""
    mentorship = own_pair(request, reference)
    form = GoalForm(posted(request), initial={"title": request.GET.get("titre", "")[:120]})
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            goals.add(mentorship, by=request.user, **form.cleaned_data)
            messages.success(request, _("Objectif ajouté."))
            return redirect("pair_goals", reference)
    rows = list(mentorship.goals.all())
    context = {
        "form": form,
        "pair": mentorship,
        "goals": rows,
        "is_live": mentorship.state in Mentorship.LIVE,
        "is_full": sum(row.state in Goal.OPEN for row in rows) >= Goal.MOST_OPEN,
    }
    return render(request, "followup/goals.html", context)


def goal(request, reference, pk):
    mentorship = own_pair(request, reference)
    found = get_object_or_404(mentorship.goals, pk=pk)
    initial = {"title": found.title, "success": found.success, "state": found.state}
    form = GoalChangeForm(posted(request), initial=initial)
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            goals.change(found, by=request.user, **form.cleaned_data)
            messages.success(request, _("Objectif mis à jour."))
            return redirect("pair", reference)
    context = {"form": form, "pair": mentorship, "goal": found, "history": goals.history(found)}
    return render(request, "followup/goal.html", context)
