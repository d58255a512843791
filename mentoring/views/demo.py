from allauth.account.internal.flows.login import record_authentication
from django.conf import settings
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from mentoring.demo_accounts import ACCOUNTS, DOMAIN
from mentoring.models import User


@login_not_required
@require_POST
def switch(request):
    """Take one of the demo's accounts; the page exists only while the demo banner is shown."""
    name = request.POST.get("account", "")
    if not (settings.ALLOW_DEMO and settings.SHOW_DEMO_BANNER) or name not in ACCOUNTS:
        raise Http404
    person = get_object_or_404(User, email=f"{name}@{DOMAIN}")
    login(request, person, backend=settings.AUTHENTICATION_BACKENDS[0])
    record_authentication(request, person, method="demo")
    return redirect(settings.LOGIN_REDIRECT_URL)
