"""Planning, moving, cancelling and noting sessions."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from followup import ics
from followup.forms.sessions import CancelForm, LogForm, NewPlanForm, NotesForm, PlanForm, local_start
from followup.models import MentoringSession, Mentorship
from followup.services import channels, feedback, sessions, slots
from followup.views.scope import own_pair, own_session
from mentoring.forms import posted, refusals_in


def plan(request, reference):
    mentorship = own_pair(request, reference)
    profile = mentorship.profile_of(request.user)
    other = mentorship.other_of(request.user).person
    initial = {
        "minutes": mentorship.session_minutes,
        "channel": mentorship.channel,
        "place": mentorship.channel_link,
        "is_repeated": "",
        **chosen(request),
    }
    form = NewPlanForm(posted(request), person=request.user, other=other, initial=initial)
    if request.method == "POST" and form.is_valid():
        planned = save(form, sessions.plan, mentorship, by=request.user, **form.details())
        if planned:
            messages.success(request, said_planned(planned))
            return redirect("pair", reference)
    context = {
        "form": form,
        "pair": mentorship,
        "other": other,
        "dates": slots.free_dates(mentorship, profile),
        "here": reverse("session_plan", args=[reference]),
    }
    return render(request, "followup/session_plan.html", context)


def chosen(request):
    """The date and the time of the chip that led here."""
    found = {"date": request.GET.get("date"), "time": request.GET.get("heure")}
    return {name: value for name, value in found.items() if value}


def said_planned(planned):
    if len(planned) == 1:
        return _("La séance est prévue. Vous la recevez tous les deux par e-mail.")
    return _("Les {number} séances sont prévues. Vous les recevez tous les deux par e-mail.").format(
        number=len(planned)
    )


def log(request, reference):
    mentorship = own_pair(request, reference)
    initial = {"minutes": mentorship.session_minutes, "channel": mentorship.channel}
    form = LogForm(posted(request), person=request.user, initial=initial)
    if request.method == "POST" and form.is_valid():
        noted = save(form, sessions.log, mentorship, by=request.user, **form.details())
        if noted:
            if not feedback.may_give(noted):
                messages.success(request, _("La séance est notée."))
                return redirect("pair", reference)
            messages.success(
                request, _("La séance est notée. Dites-nous en un mot ce qu’elle vous a apporté.")
            )
            return redirect("session_feedback", reference, noted.public_id)
    return render(request, "followup/session_log.html", {"form": form, "pair": mentorship})


@require_safe
def session(request, reference, public_id):
    mentoring_session = own_session(request, reference, public_id)
    return show(request, mentoring_session, NotesForm(initial={"notes": mentoring_session.notes}))


def session_move(request, reference, public_id):
    """Another moment: « Déplacer » for whoever chose this one, « Ça ne me convient pas » for the other."""
    mentoring_session = own_session(request, reference, public_id)
    if request.method != "POST" and not is_open(mentoring_session):
        return redirect("session", reference, public_id)
    mentorship = mentoring_session.mentorship
    other = mentorship.other_of(request.user).person
    initial = local_start(mentoring_session, request.user) | {
        name: getattr(mentoring_session, name) for name in ("minutes", "channel", "place", "agenda")
    }
    form = PlanForm(posted(request), person=request.user, other=other, initial=initial | chosen(request))
    if (
        request.method == "POST"
        and form.is_valid()
        and save(form, sessions.change, mentoring_session, by=request.user, **form.details())
    ):
        messages.success(request, _("La séance est déplacée. Vous la recevez tous les deux par e-mail."))
        return redirect("session", reference, public_id)
    context = {
        "form": form,
        "mentoring_session": mentoring_session,
        "pair": mentorship,
        "other": other,
        "dates": slots.free_dates(mentorship, mentorship.profile_of(request.user)),
        "here": reverse("session_move", args=[reference, public_id]),
    }
    return render(request, "followup/session_move.html", context)


def is_open(mentoring_session):
    """Is it still to come, so that it may be moved or cancelled?"""
    is_planned = mentoring_session.state == MentoringSession.State.PLANNED
    return is_planned and mentoring_session.starts_at > timezone.now()


def show(request, mentoring_session, notes_form):
    mentorship = mentoring_session.mentorship
    context = {
        "notes_form": notes_form,
        "mentoring_session": mentoring_session,
        "pair": mentorship,
        "other": mentorship.other_of(request.user).person,
        "is_live": mentorship.state in Mentorship.LIVE,
        "is_open": is_open(mentoring_session),
        "needs_link": is_open(mentoring_session) and channels.needs_link(mentoring_session),
        "may_give": feedback.may_give(mentoring_session),
        "is_given": mentoring_session.feedback.filter(author=request.user).exists(),
    }
    return render(request, "followup/session.html", context)


def save(form, service, *args, **details):
    """What the service answers, or None with its refusal shown beside the date."""
    with refusals_in(form, {sessions.Refused: "date"}):
        return service(*args, **details)
    return None


def session_notes(request, reference, public_id):
    """« À retenir », shared by the two. Its own address shows the session's page, with what was typed."""
    mentoring_session = own_session(request, reference, public_id)
    notes_form = NotesForm(posted(request), initial={"notes": mentoring_session.notes})
    if request.method == "POST" and notes_form.is_valid():
        with refusals_in(notes_form):
            sessions.write_notes(mentoring_session, by=request.user, **notes_form.cleaned_data)
            messages.success(request, _("Vos notes sont partagées."))
            return redirect("session", reference, public_id)
    return show(request, mentoring_session, notes_form)


def session_cancel(request, reference, public_id):
    mentoring_session = own_session(request, reference, public_id)
    if request.method != "POST" and not is_open(mentoring_session):
        return redirect("session", reference, public_id)
    form = CancelForm(posted(request))
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            sessions.cancel(mentoring_session, by=request.user, **form.cleaned_data)
            messages.success(request, _("La séance est annulée. Proposez tout de suite une autre date."))
            return redirect("session_plan", reference)
    mentorship = mentoring_session.mentorship
    context = {
        "form": form,
        "mentoring_session": mentoring_session,
        "pair": mentorship,
        "other": mentorship.other_of(request.user).person,
    }
    return render(request, "followup/session_cancel.html", context)


@require_safe
def session_ics(request, reference, public_id):
    mentoring_session = own_session(request, reference, public_id)
    answer = HttpResponse(ics.calendar(mentoring_session, request.user), content_type=ics.MIME)
    answer["Content-Disposition"] = 'attachment; filename="seance.ics"'
    return answer
