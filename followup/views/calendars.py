"""« Vos séances dans votre agenda »: the secret address, and what answers there."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import conditional_page, require_POST, require_safe

from followup import ics
from followup.models import CalendarFeed
from followup.services import calendars


@require_safe
def calendar(request):
    feed, context = CalendarFeed.objects.filter(person=request.user).first(), {}
    if feed:
        address = settings.SITE_URL + reverse("calendar_feed", args=[feed.token])
        context = {"address": address, "webcal": "webcal" + address[address.index("://") :]}
    return render(request, "followup/calendar.html", context)


@require_POST
def calendar_act(request, action):
    if action == "arreter":
        calendars.stop(request.user)
        messages.success(request, _("C’est arrêté : l’adresse ne répond plus."))
    elif action == "changer":
        calendars.renew(request.user)
        messages.success(request, _("Voici votre nouvelle adresse. L’ancienne ne répond plus."))
    else:
        calendars.open_feed(request.user)
        messages.success(request, _("Votre adresse est prête. Donnez-la à votre agenda."))
    return redirect("calendar")


@login_not_required
@require_safe
@conditional_page
@cache_control(private=True, no_cache=True)
def calendar_feed(request, token):
    content = calendars.read(token)
    if content is None:
        raise Http404
    headers = {"Content-Disposition": 'inline; filename="seances.ics"', "X-Robots-Tag": "noindex"}
    return HttpResponse(content, content_type=ics.MIME, headers=headers)
