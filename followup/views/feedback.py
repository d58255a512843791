"""After a session: the whole feedback, and its first two questions from the link of an e-mail."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.signing import BadSignature
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from followup.forms.feedback import FeedbackForm, FirstWordsForm
from followup.models import Goal, MentoringSession, SessionFeedback
from followup.services import feedback, letters
from followup.views.scope import own_session
from mentoring import accounts
from mentoring.forms import posted, refusals_in

TookPlace = SessionFeedback.TookPlace


def session_feedback(request, reference, public_id):
    mentoring_session = own_session(request, reference, public_id)
    given = mentoring_session.feedback.filter(author=request.user).first()
    may_write = feedback.may_give(mentoring_session) and (not given or feedback.may_edit(given))
    form = FeedbackForm(
        posted(request),
        goals=mentoring_session.mentorship.goals.filter(state__in=Goal.OPEN),
        asks_about_fit=feedback.asks_about_fit(mentoring_session, request.user),
        initial=initial_of(given, mentoring_session, request.user),
    )
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            written = feedback.give(
                mentoring_session,
                by=request.user,
                took_place=form.cleaned_data["took_place"],
                goal_states=form.goal_states(),
                minutes=form.cleaned_data["minutes"],
                channel=form.cleaned_data["channel"],
                **form.said(),
            )
            return after(request, mentoring_session, written)
    context = {
        "form": form,
        "given": given,
        "may_write": may_write,
        "is_to_come": mentoring_session.ends_at > timezone.now(),
        "mentoring_session": mentoring_session,
        "pair": mentoring_session.mentorship,
    }
    return render(request, "followup/feedback.html", context)


def initial_of(given, mentoring_session, person):
    """The form as it was last filled, or the session as it was planned; whoever noted it afterwards need not
    say again that it was held."""
    start = {"minutes": mentoring_session.minutes, "channel": mentoring_session.channel}
    if given is None:
        is_own_note = mentoring_session.was_noted and mentoring_session.planned_by_id == person.pk
        return start | ({"took_place": TookPlace.YES} if is_own_note else {})
    names = ("took_place", "absent", "utility", "shared_text", "team_text", "is_contact_wanted", "fit")
    return start | {name: getattr(given, name) for name in names}


def after(request, mentoring_session, written):
    """Where a feedback leads: a new date, kind words, or the pair's page."""
    reference = mentoring_session.mentorship.reference
    if written.took_place == TookPlace.MOVED:
        messages.success(request, _("C’est noté. Fixez la nouvelle date."))
        return redirect("session_plan", reference)
    if written.fit == SessionFeedback.Fit.NO:
        coordinator = mentoring_session.mentorship.coordinator
        name = coordinator.first_name if coordinator else ""
        return render(
            request, "followup/feedback_change.html", {"name": name, "pair": mentoring_session.mentorship}
        )
    messages.success(request, _("Merci pour votre retour."))
    return redirect("pair", reference)


@login_not_required
@never_cache
def feedback_by_link(request, token):
    """Questions 1 and 2 without signing in. A GET shows; only the button answers, once."""
    mentoring_session, person = read(token)
    given = mentoring_session.feedback.filter(author=person).first()
    reference = mentoring_session.mentorship.reference
    whole_url = reverse("session_feedback", args=[reference, mentoring_session.public_id])
    initial = {"took_place": request.GET.get("lieu", TookPlace.YES), "utility": request.GET.get("utilite")}
    form = FirstWordsForm(posted(request), initial=initial)
    if request.method == "POST" and not given and form.is_valid():
        with refusals_in(form):
            feedback.give_first(mentoring_session, by=person, **form.cleaned_data)
            is_moved = form.cleaned_data["took_place"] == TookPlace.MOVED
            next_url = reverse("session_plan", args=[reference]) if is_moved else whole_url
            context = {"next_url": next_url, "is_moved": is_moved}
            return render(request, "followup/feedback_thanks.html", context)
    context = {
        "form": form,
        "given": given,
        "may_give": feedback.may_give(mentoring_session),
        "mentoring_session": mentoring_session,
        "whole_url": whole_url,
    }
    return render(request, "followup/feedback_link.html", context)


def read(token):
    """(session, person) of a link that is whole, alive and of the session as it is planned now; else 404."""
    try:
        public_id, sequence, person_id = letters.read_feedback_token(token)
    except (BadSignature, ValueError, TypeError):
        raise Http404 from None
    rows = MentoringSession.objects.select_related("mentorship__mentor", "mentorship__mentee")
    mentoring_session = get_object_or_404(rows, public_id=public_id, sequence=sequence)
    person = accounts.behind(person_id)
    if person is None or person.pk not in (
        mentoring_session.mentorship.mentor.person_id,
        mentoring_session.mentorship.mentee.person_id,
    ):
        raise Http404
    return mentoring_session, person
