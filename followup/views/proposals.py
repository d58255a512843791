"""A proposal, read and answered in confidence by each of the two people."""

from django.contrib import messages
from django.db.models import Q
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from followup.forms.pair import DeclineForm, HeardForm
from followup.services import pairs, proposal_page
from matching.models import Proposal
from matching.services import answers
from matching.views.header import badge_of
from matching.views.proposals import the_list
from mentoring.access import coordinator_only
from mentoring.forms import posted, refusals_in
from mentoring.models import NotAllowed
from mentoring.moves import no_longer

State = Proposal.State


def own_proposal(request, reference):
    """A proposal the reader knows of: the mentor once asked or interested, the mentee once asked."""
    known = Q(mentor__person=request.user) & (Q(is_interest=True) | Q(answer_by__isnull=False))
    asked = ~Q(state__in=[State.INTEREST, State.DRAFT, State.AWAITING_MENTOR])
    known |= Q(mentee__person=request.user, mentor_accepted_at__isnull=False) & asked
    rows = Proposal.objects.filter(known).select_related(
        "mentor__person", "mentee__person", "mentor__application", "mentee__application"
    )
    return get_object_or_404(rows, reference=reference)


@require_safe
def proposal(request, reference):
    found = own_proposal(request, reference)
    return render(request, "followup/proposal.html", proposal_page.of(found, request.user))


@require_POST
def proposal_accept(request, reference):
    found = own_proposal(request, reference)
    try:
        if found.mentor.person_id == request.user.pk:
            answers.mentor_accept(found, by=request.user)
            messages.success(request, _("Merci. Nous demandons maintenant l’accord de la personne."))
            return redirect("proposal", reference)
        mentorship = pairs.start(found, by=request.user)
        messages.success(request, _("C’est oui des deux côtés : votre binôme est formé."))
        return redirect("pair", mentorship.reference)
    except NotAllowed as refusal:
        messages.error(request, str(refusal))
        return redirect("proposal", reference)


def proposal_decline(request, reference):
    found = own_proposal(request, reference)
    is_mentor = found.mentor.person_id == request.user.pk
    form = DeclineForm(posted(request), is_mentor=is_mentor)
    if request.method == "POST" and form.is_valid():
        decline = answers.mentor_decline if is_mentor else answers.mentee_decline
        with refusals_in(form):
            decline(found, by=request.user, **form.cleaned_data)
            messages.success(request, _("Votre réponse est enregistrée. Merci de l’avoir dit simplement."))
            return redirect("space")
    return render(request, "followup/proposal_decline.html", {"form": form, "proposal": found})


@coordinator_only
def agreement_heard(request, reference):
    """« Accord recueilli autrement »: a coordinator says who agreed, and how she heard it.

    The form names the yes it was opened for: sent twice, or after that person answered, it never stands for
    the other one's.
    """
    rows = Proposal.objects.select_related("mentor__person", "mentee__person")
    found = get_object_or_404(rows, reference=reference)
    is_mentor = found.state == State.AWAITING_MENTOR
    is_stale = request.method == "POST" and request.POST.get("asked") != found.state
    if is_stale or found.state not in Proposal.AWAITING:
        messages.error(request, str(no_longer(found)))
        return redirect(the_list(request))
    form = HeardForm(posted(request), initial={"asked": found.state})
    if request.method == "POST" and form.is_valid():
        accept = answers.mentor_accept if is_mentor else pairs.start
        with refusals_in(form):
            accept(found, by=request.user, note=form.cleaned_data["note"])
            messages.success(request, _("L’accord est enregistré."))
            return redirect(the_list(request))
    person = (found.mentor if is_mentor else found.mentee).person
    context = {"form": form, "proposal": found, "person": person, "is_mentor": is_mentor}
    return render(request, "followup/agreement.html", context | {"badge": badge_of(found)})
