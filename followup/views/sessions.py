"""Planning, moving, cancelling and noting sessions."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from followup import ics
from followup.forms import CancelForm, LogForm, NewPlanForm, NotesForm, PlanForm, local_start
from followup.models import MentoringSession
from followup.services import feedback, sessions, slots
from followup.views.scope import own_pair, own_session
from mentoring.models import NotAllowed


def plan(request, reference):
    mentorship = own_pair(request, reference)
    profile = mentorship.profile_of(request.user)
    initial = {
        "date": request.GET.get("date"),
        "time": request.GET.get("heure"),
        "minutes": mentorship.session_minutes,
        "channel": mentorship.channel,
        "place": mentorship.channel_link,
        "is_repeated": "",
    }
    form = NewPlanForm(request.POST or None, person=request.user, initial=initial)
    if request.method == "POST" and form.is_valid():
        details = form.details()
        planned = save(
            form,
            sessions.plan,
            mentorship,
            by=request.user,
            is_repeated=form.cleaned_data["is_repeated"],
            **details,
        )
        if planned:
            messages.success(request, _("La séance est prévue. Vous la recevez tous les deux par e-mail."))
            return redirect("pair", reference)
    context = {"form": form, "pair": mentorship, "dates": slots.next_dates(mentorship, profile)}
    return render(request, "followup/session_plan.html", context)


def log(request, reference):
    mentorship = own_pair(request, reference)
    initial = {"minutes": mentorship.session_minutes, "channel": mentorship.channel}
    form = LogForm(request.POST or None, person=request.user, initial=initial)
    if request.method == "POST" and form.is_valid():
        noted = save(form, sessions.log, mentorship, by=request.user, **form.details())
        if noted:
            messages.success(
                request, _("La séance est notée. Dites-nous en un mot ce qu’elle vous a apporté.")
            )
            return redirect("session_feedback", reference, noted.public_id)
    return render(request, "followup/session_log.html", {"form": form, "pair": mentorship})


def session(request, reference, public_id):
    """See, move, and write what to remember."""
    mentoring_session = own_session(request, reference, public_id)
    is_planned = mentoring_session.state == MentoringSession.State.PLANNED
    initial = local_start(mentoring_session, request.user) | {
        "minutes": mentoring_session.minutes,
        "channel": mentoring_session.channel,
        "place": mentoring_session.place,
        "agenda": mentoring_session.agenda,
    }
    form = PlanForm(request.POST or None, person=request.user, initial=initial)
    if (
        request.method == "POST"
        and form.is_valid()
        and save(form, sessions.change, mentoring_session, by=request.user, **form.details())
    ):
        messages.success(request, _("La séance est déplacée. Vous la recevez tous les deux par e-mail."))
        return redirect("session", reference, public_id)
    context = {
        "form": form,
        "notes_form": NotesForm(initial={"notes": mentoring_session.notes}),
        "mentoring_session": mentoring_session,
        "pair": mentoring_session.mentorship,
        "other": mentoring_session.mentorship.other_of(request.user).person,
        "is_planned": is_planned,
        "is_open": is_planned and mentoring_session.starts_at > timezone.now(),
        "may_give": feedback.may_give(mentoring_session),
    }
    return render(request, "followup/session.html", context)


def save(form, service, *args, **details):
    """What the service answers, or None with its refusal shown beside the date."""
    try:
        return service(*args, **details)
    except sessions.Refused as refusal:
        form.add_error("date", str(refusal))
    except NotAllowed as refusal:
        form.add_error(None, str(refusal))
    return None


@require_POST
def session_notes(request, reference, public_id):
    mentoring_session = own_session(request, reference, public_id)
    form = NotesForm(request.POST)
    if form.is_valid():
        sessions.write_notes(mentoring_session, by=request.user, notes=form.cleaned_data["notes"])
        messages.success(request, _("Vos notes sont partagées."))
    else:
        messages.error(request, " ".join(form.errors["notes"]))
    return redirect("session", reference, public_id)


def session_cancel(request, reference, public_id):
    mentoring_session = own_session(request, reference, public_id)
    form = CancelForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            sessions.cancel(mentoring_session, by=request.user, **form.cleaned_data)
            messages.success(request, _("La séance est annulée. Proposez tout de suite une autre date."))
            return redirect("session_plan", reference)
        except NotAllowed as refusal:
            form.add_error(None, str(refusal))
    context = {"form": form, "mentoring_session": mentoring_session, "pair": mentoring_session.mentorship}
    return render(request, "followup/session_cancel.html", context)


@require_safe
def session_ics(request, reference, public_id):
    mentoring_session = own_session(request, reference, public_id)
    answer = HttpResponse(ics.calendar(mentoring_session, request.user), content_type=ics.MIME)
    answer["Content-Disposition"] = 'attachment; filename="seance.ics"'
    return answer
