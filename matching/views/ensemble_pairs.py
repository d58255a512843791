"""The lines of a global proposal: remove, change the mentor, propose the ticked ones, take the sending
back."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from matching.models import RunPair
from matching.services import alternatives, comparing, results, runs, sending
from mentoring import returns
from mentoring.access import coordinator_only
from mentoring.audit import saw

from .ensemble import one
from .header import done

RELATED = ("run__version", "mentor__person", "mentee__person", "mentee__application", "mentor__application")


def run_of(request, reference):
    """The result, on the page of it that was read."""
    return returns.place(request, reverse("run", args=[reference]))


def line_of(reference, mentee):
    """A line by its run and its mentee, or 404."""
    return get_object_or_404(
        RunPair.objects.select_related(*RELATED), run__reference=reference, mentee__public_id=mentee
    )


@coordinator_only
@require_POST
def remove(request, reference, mentee):
    pair = line_of(reference, mentee)
    done(
        request,
        lambda: runs.remove(pair, by=request.user),
        _("Binôme retiré. Le prochain calcul fera sans."),
    )
    return redirect(run_of(request, reference))


@coordinator_only
@require_POST
def restore(request, reference, mentee):
    pair = line_of(reference, mentee)
    done(request, lambda: runs.restore(pair, by=request.user), _("Binôme remis dans la liste."))
    return redirect(run_of(request, reference))


@coordinator_only
@require_safe
def others(request, reference, mentee):
    """« Changer de mentor »: the best others, with what each costs the whole."""
    pair = line_of(reference, mentee)
    saw(request.user, pair.mentee.person, "proposition d’ensemble")
    values = {"line": results.line(pair.run, pair), "alternatives": alternatives.alternatives(pair)}
    return render(request, "matching/run_others.html", values)


@coordinator_only
@require_POST
def replace(request, reference, mentee, mentor):
    """Pin another mentor in the place of the line's: the line is removed, and a new calculation keeps the
    pin."""
    pair = line_of(reference, mentee)
    chosen = get_object_or_404(alternatives.mentors(), public_id=mentor)
    if done(
        request,
        lambda: alternatives.replace(pair, chosen, by=request.user),
        _("Binôme épinglé à la place. Recalculez pour voir l’effet sur les autres."),
    ):
        return redirect(run_of(request, reference))
    return redirect(returns.place(request, reverse("run_others", args=[reference, mentee])))


@coordinator_only
@require_http_methods(["GET", "HEAD", "POST"])
def propose(request, reference):
    """What the ticked lines would send; then the sending."""
    run = one(reference)
    wanted = (request.POST if request.method == "POST" else request.GET).getlist("mentee")
    pairs = list(
        run.pairs.filter(mentee__public_id__in=wanted[: sending.MOST_AT_ONCE], removed_at=None)
        .select_related("mentor__person", "mentee__person", "proposal")
        .order_by("-score", "pk")
    )
    if not pairs:
        messages.error(request, _("Cochez au moins un binôme."))
        return redirect(run_of(request, reference))
    if request.method == "POST":
        return send(request, run, pairs)
    lines = results.lines(run, pairs)
    ready = [line for line in lines if line.can_be_sent]
    preview = (
        comparing.preview(ready[0].pair.mentor, ready[0].pair.mentee, by=request.user) if ready else None
    )
    values = {
        "run": run,
        "back": run_of(request, reference),
        "ready": ready,
        "stuck": [line for line in lines if not line.can_be_sent],
        "left": run.pairs.filter(removed_at=None, sent_at=None).count() - len(ready),
        "preview": preview,
    }
    return render(request, "matching/run_send.html", values)


def send(request, run, pairs):
    """A second click finds nothing left to ask, and says so once."""
    pairs = [pair for pair in pairs if not pair.sent_at]
    if not pairs:
        messages.info(request, _("Ces binômes ont déjà été proposés."))
    sent = sending.send(pairs, by=request.user)
    if sent.asked:
        messages.success(request, sending.told(sent))
    for pair, sentence in sent.refused:
        words = _("{mentor} et {mentee} : {sentence}")
        messages.error(
            request, words.format(mentor=pair.mentor.person, mentee=pair.mentee.person, sentence=sentence)
        )
    return redirect(run_of(request, run.reference))


@coordinator_only
@require_POST
def take_back(request, reference):
    number, refused = sending.take_back(one(reference), by=request.user)
    if number:
        words = ngettext(
            "{n} envoi annulé : aucun e-mail n’est parti.",
            "{n} envois annulés : aucun e-mail n’est parti.",
            number,
        )
        messages.success(request, words.format(n=number))
    for pair, sentence in refused:
        messages.error(request, f"{pair.mentee.person} : {sentence}")
    if not number and not refused:
        messages.error(
            request,
            _("Rien à reprendre : dix minutes ont passé, ou les envois ne sont pas les vôtres."),
        )
    return redirect(run_of(request, reference))
