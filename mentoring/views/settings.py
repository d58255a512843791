"""« Réglages »: every page of settings with its last change, and « Programme »."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from mentoring import changes, navigation
from mentoring import programme as service
from mentoring.access import coordinator_only
from mentoring.context_processors import address
from mentoring.forms import posted, refusals_in
from mentoring.forms_settings import ProgrammeForm
from mentoring.models import Event, NotAllowed, Programme

PER_PAGE = 10


@coordinator_only
@require_safe
def settings(request):
    lines = navigation.settings_for(request.user)
    newest = Event.objects.newest({name for line in lines for name in line.transitions})
    rows = [
        (line, url, last_of(line, newest)) for line in lines if (url := address(line.url_name, *line.args))
    ]
    return render(request, "settings/settings.html", {"rows": rows})


def last_of(line, newest):
    """The event of this line's last change, or None."""
    events = [newest[name] for name in line.transitions if name in newest]
    return max(events, key=lambda event: event.at, default=None)


@coordinator_only
@require_http_methods(["GET", "HEAD", "POST"])
def programme(request):
    initial = service.values(Programme.current()) | {"seen": service.seen()}
    form = ProgrammeForm(posted(request), initial=initial)
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            service.save(form.values(), by=request.user, seen=form.cleaned_data["seen"])
            messages.success(request, _("Les réglages du programme sont enregistrés."))
            return redirect("programme_settings")
        form.catch_up(service.seen())
    page = Paginator(service.history(), PER_PAGE).get_page(request.GET.get("page"))
    context = {"form": form, "page": page, "history": changes.entries(Programme, page)}
    context |= {"way_back": changes.way_back(Programme, page), "seen": initial["seen"]}
    return render(request, "settings/programme.html", context)


@coordinator_only
@require_POST
def programme_back(request):
    try:
        service.step_back(by=request.user, seen=request.POST.get("seen", ""))
        messages.success(request, _("La version précédente est rétablie."))
    except NotAllowed as refusal:
        messages.error(request, str(refusal))
    return redirect("programme_settings")
