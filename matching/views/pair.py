"""One mentor and one mentee: compare, propose, pin, exclude."""

from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from applications.models import Profile
from applications.options import Kind
from matching.forms import ExcludeForm, ProposeForm
from matching.models import Proposal
from matching.reasons import of_proposal
from matching.services import comparing, costs, exclusions, proposals
from mentoring import reasons, returns
from mentoring.access import coordinator_only
from mentoring.audit import saw
from mentoring.forms import posted

from .header import badge_of, done
from .proposals import the_list


def two_profiles(mentor, mentee):
    """The two profiles of an address, or 404."""
    profiles = Profile.objects.select_related("person", "application", "formation", "campus").exclude(
        state=Profile.State.ARCHIVED
    )
    return (
        get_object_or_404(profiles, public_id=mentor, kind=Kind.MENTOR),
        get_object_or_404(profiles, public_id=mentee, kind=Kind.MENTEE),
    )


def place(request, mentor, mentee):
    """Where the pair was acted on: where it is compared, or a list it stands in."""
    compared = reverse("compare", args=[mentor.public_id, mentee.public_id])
    return returns.place(request, compared, *lists_of(mentor, mentee))


def lists_of(mentor, mentee):
    """The candidates of each of the two, and the pages where pairs stand one below the other."""
    sheets = [reverse("board_person", args=[profile.public_id]) for profile in (mentor, mentee)]
    return (*sheets, "board", "run", "proposals", "exclusions")


def open_between(mentor, mentee):
    return Proposal.objects.open().filter(mentor=mentor, mentee=mentee).first()


@coordinator_only
@require_safe
def compare(request, mentor, mentee):
    mentor, mentee = two_profiles(mentor, mentee)
    for profile in (mentor, mentee):
        saw(request.user, profile.person, "comparer")
    view = comparing.compare(mentor, mentee, seen_from=request.GET.get("pour", Kind.MENTEE))
    labels = reasons.labels()
    history = [
        {"proposal": one, "badge": badge_of(one), "reason": of_proposal(one, labels)} for one in view.past
    ]
    chosen = mentor if view.seen_from == Kind.MENTOR else mentee
    back = returns.place(request, reverse("board_person", args=[chosen.public_id]), "board")
    values = {
        "view": view,
        "history": history,
        "back": back,
        "along": returns.leaving(back),
        "badge": badge_of(view.proposal) if view.proposal else None,
        "place": costs.in_last_proposal(
            mentor,
            mentee,
            view.explained.explanation.q,
            is_interested=bool(view.proposal and view.proposal.is_interest),
            days=view.days,
        ),
    }
    return render(request, "matching/compare.html", values)


@coordinator_only
@require_http_methods(["GET", "HEAD", "POST"])
def propose(request, mentor, mentee):
    """Who is asked first, until when, the e-mail as it will be read; then the sending."""
    mentor, mentee = two_profiles(mentor, mentee)
    form = ProposeForm(posted(request), people=(mentor.person, mentee.person))
    is_preview = "apercu" in request.POST
    if request.method == "POST" and form.is_valid() and not is_preview:
        line = form.cleaned_data["team_line"]
        if done(
            request,
            lambda: proposals.propose(mentor, mentee, by=request.user, team_line=line),
            _("C’est noté : l’e-mail part dans dix minutes. D’ici là, vous pouvez reprendre la proposition."),
        ):
            return redirect(the_list(request))
        return redirect(request.get_full_path())
    for profile in (mentor, mentee):
        saw(request.user, profile.person, "proposer")
    line = form.cleaned_data.get("team_line", "") if form.is_bound else ""
    preview = comparing.preview(mentor, mentee, by=request.user, team_line=line)
    values = {"form": form, "preview": preview, "back": place(request, mentor, mentee)}
    return render(request, "matching/propose.html", values)


@coordinator_only
@require_POST
def pin(request, mentor, mentee):
    mentor, mentee = two_profiles(mentor, mentee)
    done(
        request,
        lambda: proposals.stage(mentor, mentee, by=request.user),
        _("Binôme épinglé : les calculs le gardent, et personne n’est prévenu."),
    )
    return redirect(place(request, mentor, mentee))


@coordinator_only
@require_POST
def unpin(request, mentor, mentee):
    mentor, mentee = two_profiles(mentor, mentee)
    proposal = get_object_or_404(Proposal, mentor=mentor, mentee=mentee, state=Proposal.State.DRAFT)
    done(request, lambda: proposals.discard(proposal, by=request.user), _("Épingle retirée."))
    return redirect(place(request, mentor, mentee))


@coordinator_only
@require_http_methods(["GET", "HEAD", "POST"])
def exclude(request, mentor, mentee):
    mentor, mentee = two_profiles(mentor, mentee)
    form = ExcludeForm(posted(request))
    if request.method == "POST" and form.is_valid():
        done(
            request,
            lambda: exclusions.exclude(mentor, mentee, by=request.user, note=form.cleaned_data["note"]),
            _("Paire exclue. Vous pourrez lever l’exclusion à tout moment."),
        )
        sheet = reverse("board_person", args=[mentee.public_id])
        return redirect(returns.place(request, sheet, *lists_of(mentor, mentee)))
    values = {"form": form, "mentor": mentor, "mentee": mentee, "proposal": open_between(mentor, mentee)}
    values["back"] = place(request, mentor, mentee)
    return render(request, "matching/exclude.html", values)
