"""« Binômes »: the coordination's table of pairs, the page of one, and what is done to it from there."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from applications.forms import NoteForm
from followup.forms.alerts import WriteForm
from followup.forms.pair import ChannelForm
from followup.forms.pair_desk import DeskEndForm, DeskPauseForm, PairFilterForm
from followup.models import Alert, Mentorship, PairNote
from followup.services import channels, endings, following, pair_list, pair_notes, pauses, review_list
from followup.services import pair_desk as desk
from followup.services import pairs as services
from followup.services.alerts import handling
from followup.services.sessions import Refused
from followup.views.writing import leaves_soon
from matching.views.header import done
from mentoring import returns
from mentoring.access import coordinator_only
from mentoring.audit import saw
from mentoring.forms import posted, refusals_in
from mentoring.models import NotAllowed
from mentoring.tables import columns, page_of

PER_PAGE = 25
# The columns of the table, each with the word that sorts by it; "" is what stands in no order.
COLUMNS = (
    ("binome", lambda: _("Binôme")),
    ("", lambda: _("État")),
    ("", lambda: _("Alerte")),
    ("depuis", lambda: _("Depuis")),
    ("derniere", lambda: _("Dernière séance")),
    ("prochaine", lambda: _("Prochaine séance")),
    ("tenues", lambda: _("Tenues / attendues")),
    ("utilite", lambda: _("Utilité")),
    ("", lambda: _("Suivi par")),
)


def desk_of(request, reference):
    """The page of the pair, which leads back to the table as it was."""
    return returns.place(request, reverse("pair_desk", args=[reference]))


def one(reference):
    """The pair of an address, with its people, or 404."""
    beside = ("coordinator", "mentor__campus", "mentee__campus", "mentee__formation")
    return get_object_or_404(Mentorship.objects.with_people().select_related(*beside), reference=reference)


@coordinator_only
@require_safe
def pairs(request):
    """The table. A reference that is searched for leads to its pair."""
    form = PairFilterForm(request.GET)
    chosen = form.chosen()
    if reference := pair_list.named(chosen.get("q", "")):
        return redirect("pair_desk", reference)
    found = pair_list.listing(request.user, chosen)
    page = page_of(found, PER_PAGE, request.GET.get("page"))
    context = {
        "form": form,
        "page": page,
        "rows": pair_list.rows(page.object_list),
        "columns": columns(COLUMNS, chosen),
        "alerts": Alert.objects.open().count(),
        "reviews": review_list.number_to_read(),
        "is_any": page.paginator.count or pair_list.is_any(),
    }
    return render(request, "followup/desk/pairs.html", context)


@coordinator_only
@require_safe
def pair(request, reference):
    return show(request, one(reference), NoteForm())


def show(request, mentorship, note_form):
    for person in mentorship.people:
        saw(request.user, person, "pair_desk")
    is_whole = request.GET.get("histoire") == "tout"
    context = desk.of(mentorship, request.user, timezone.now(), is_whole=is_whole)
    return render(request, "followup/desk/pair.html", context | {"note_form": note_form, "form": note_form})


@coordinator_only
@require_http_methods(["GET", "HEAD", "POST"])
def note(request, reference):
    mentorship = one(reference)
    form = NoteForm(posted(request))
    if request.method == "POST" and form.is_valid():
        with refusals_in(form, {NotAllowed: "text"}):
            pair_notes.add(mentorship, by=request.user, text=form.cleaned_data["text"])
            messages.success(request, _("La note est ajoutée."))
            return redirect(desk_of(request, reference))
    return show(request, mentorship, form)


@coordinator_only
@require_POST
def note_remove(request, reference, pk):
    found = get_object_or_404(PairNote, mentorship=one(reference), pk=pk)
    done(request, lambda: pair_notes.remove(found, by=request.user), _("La note est supprimée."))
    return redirect(desk_of(request, reference))


@coordinator_only
@require_POST
def follow(request, reference):
    done(request, lambda: following.follow(one(reference), by=request.user), _("Vous suivez ce binôme."))
    return redirect(desk_of(request, reference))


@coordinator_only
@require_http_methods(["GET", "HEAD", "POST"])
def write(request, reference):
    """A review read in its list is answered from there."""
    mentorship = one(reference)
    back = returns.place(request, reverse("pair_desk", args=[reference]), "closing_reviews")
    form = WriteForm(posted(request), mentorship=mentorship, side=request.GET.get("a", ""))
    if request.method == "POST" and form.is_valid():
        handling.write(mentorship, by=request.user, to=form.chosen(), text=form.cleaned_data["text"])
        leaves_soon(request, mentorship)
        return redirect(back)
    return render(request, "followup/desk/write.html", {"form": form, "pair": mentorship, "back": back})


@coordinator_only
@require_http_methods(["GET", "HEAD", "POST"])
def channel(request, reference):
    mentorship = one(reference)
    initial = {"channel": mentorship.channel, "link": mentorship.channel_link}
    form = ChannelForm(posted(request), initial=initial)
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            services.choose_channel(mentorship, by=request.user, **form.cleaned_data)
            messages.success(request, _("Le canal est changé. Prévenez les deux personnes."))
            return redirect(desk_of(request, reference))
    context = {"form": form, "pair": mentorship, "common": channels.common(mentorship)}
    return render(request, "followup/desk/channel.html", context)


@coordinator_only
@require_http_methods(["GET", "HEAD", "POST"])
def pause(request, reference):
    mentorship = one(reference)
    form = DeskPauseForm(posted(request), planned=pauses.planned_before(mentorship))
    if request.method == "POST" and form.is_valid():
        with refusals_in(form, {Refused: "until"}):
            pauses.pause(mentorship, by=request.user, **form.cleaned_data)
            messages.success(request, _("Le binôme est en pause. Les deux personnes reçoivent un e-mail."))
            return redirect(desk_of(request, reference))
    return render(request, "followup/desk/pause.html", {"form": form, "pair": mentorship})


@coordinator_only
@require_POST
def resume(request, reference):
    success = _("Le binôme reprend. Les deux personnes reçoivent un e-mail.")
    done(request, lambda: pauses.resume(one(reference), by=request.user), success)
    return redirect(desk_of(request, reference))


@coordinator_only
@require_http_methods(["GET", "HEAD", "POST"])
def end(request, reference):
    """Why, then what each of the two will read, then the end."""
    mentorship = one(reference)
    form = DeskEndForm(posted(request), mentorship=mentorship)
    context = {"form": form, "pair": mentorship}
    if request.method != "POST" or not form.is_valid():
        return render(request, "followup/desk/end.html", context)
    said = form.said()
    if request.POST.get("confirme") != "oui":
        letters = endings.announced(mentorship, by=request.user, reason=said["reason"], words=said["words"])
        return render(request, "followup/desk/end_confirm.html", context | {"letters": letters})
    success = _("Le binôme est à son bilan. Les deux personnes reçoivent un e-mail.")
    done(request, lambda: endings.request_end(mentorship, by=request.user, **said), success)
    return redirect(desk_of(request, reference))
