"""« Modèles d’e-mail »: what each message says, and other words for it."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from mentoring.access import coordinator_only
from mentoring.forms import posted, refusals_in
from mentoring.models import NotAllowed

from . import catalogue, texts, trials, wordings
from .forms import EmailTextForm
from .models import Email

MOST_VERSIONS = 20


@coordinator_only
@require_safe
def email_texts(request):
    newest = texts.newest_versions()
    names = trials.names(newest, reader=request.user)
    rows = {topic: [] for topic in wordings.TOPICS}
    for wording in wordings.everything():
        version = newest.get(wording.code)
        row = {
            "wording": wording,
            "class_label": class_of(wording),
            "edited": version if version and not version.is_original else None,
            "subject": names[wording.code],
        }
        rows[wording.topic].append(row)
    topics = [
        {"label": label, "rows": rows[topic], "edited": sum(bool(row["edited"]) for row in rows[topic])}
        for topic, label in wordings.TOPICS.items()
    ]
    return render(request, "mail/texts.html", {"topics": topics})


@coordinator_only
@require_http_methods(["GET", "HEAD", "POST"])
def email_text(request, code):
    """The text in force in a form. It is sent to be seen, to be received or to be saved."""
    wording = editable_or_404(code)
    seen = texts.seen(wording)
    version, subject, body = texts.current(wording)
    form = EmailTextForm(
        posted(request),
        wording=wording,
        reader=request.user,
        initial={"subject": subject, "body": body, "seen": seen},
    )
    shown = (subject, body)
    if request.method == "POST" and form.is_valid():
        shown = form.words()
        if "essai" in request.POST:
            trials.send(wording, *shown, by=request.user)
            messages.success(request, _("L’essai part à votre adresse, et à elle seule."))
        elif "apercu" not in request.POST:
            with refusals_in(form):
                texts.save(wording, *shown, by=request.user, seen=form.cleaned_data["seen"])
                messages.success(request, _("Le texte est enregistré. Il sert dès le prochain message."))
                return redirect("email_text", code)
            seen, version = texts.seen(wording), texts.history(wording).first()
            form.catch_up(seen)
    context = page_of(request, wording, version, form, shown)
    return render(request, "mail/text.html", context | {"seen": seen})


def page_of(request, wording, version, form, shown):
    history = list(texts.history(wording)[: MOST_VERSIONS + 1])
    return {
        "wording": wording,
        "class_label": class_of(wording),
        "version": version,
        "form": form,
        "samples": trials.words_offered(wording),
        "preview": trials.preview(wording, *shown, reader=request.user),
        "is_faulty": bool(form.errors) and not form.non_field_errors(),
        "history": history[:MOST_VERSIONS],
        "previous": history[1].pk if len(history) > 1 and not history[1].is_original else 0,
    }


@coordinator_only
@require_POST
def email_text_restore(request, code, number):
    """An older version in force again; 0 is the original text."""
    wording = editable_or_404(code)
    try:
        texts.restore(wording, number, by=request.user, seen=request.POST.get("seen", ""))
    except NotAllowed as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("C’est de nouveau le texte qui part."))
    return redirect("email_text", code)


def class_of(wording):
    return Email.Category(catalogue.get(wording.kind).category).label


def editable_or_404(code):
    try:
        wording = wordings.get(code)
    except KeyError:
        raise Http404 from None
    if wording.fixed:
        raise Http404
    return wording
