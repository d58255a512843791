"""Pages anyone may read. They hold words; what changes comes from `Programme` and `PublicFigures`."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from mentoring import faq
from mentoring import home as home_page
from mentoring.models import Programme, PublicFigures, Quote
from mentoring.sharing import invitation_mail, qr_code

PAGES_IN_SITEMAP = (
    "home",
    "become_mentor",
    "find_mentor",
    "charter",
    "questions",
    "discord_guide",
    "discord_workshops",
    "privacy",
    "legal",
    "accessibility_statement",
)
PRIVATE_PATHS = ("/admin/", "/compte/", "/connexion/", "/pilotage/", "/espace/", "/candidature/", "/binomes/")
# Fewer ready mentors than this is not a sentence to be proud of.
FEWEST_READY_MENTORS = 3


def figures():
    """The newest public figures, or None before the first hour of the programme."""
    return PublicFigures.objects.order_by("-computed_at").first()


@login_not_required
@require_safe
def home(request):
    programme, newest = Programme.current(), figures()
    has_proof = newest is not None and newest.pairs_formed >= programme.proof_threshold
    is_starting = newest is not None and not has_proof and newest.ready_mentors >= FEWEST_READY_MENTORS
    shown = [item for item in faq.filled(programme) if item["is_on_home"]]
    context = {"programme": programme, "figures": newest, "has_proof": has_proof}
    context |= {"is_starting": is_starting, "questions": shown}
    context["quotes"] = Quote.objects.select_related("author")
    context |= home_page.parts()
    return render(request, "public/home.html", context)


@login_not_required
@require_safe
def become_mentor(request):
    address = settings.SITE_URL + reverse("become_mentor")
    return render(
        request,
        "public/become_mentor.html",
        {"address": address, "mailto": invitation_mail(address), "qr_code": qr_code(address)},
    )


@login_not_required
@require_safe
def find_mentor(request):
    newest = figures()
    median = newest.median_days_to_pair if newest else None
    return render(request, "public/find_mentor.html", {"median_days": median})


@login_not_required
@require_safe
def charter(request):
    return render(request, "public/charter.html")


@login_not_required
@require_safe
def questions(request):
    return render(request, "public/questions.html", {"questions": faq.filled(Programme.current())})


@login_not_required
@require_safe
def privacy(request):
    return render(request, "public/privacy.html")


@login_not_required
@require_safe
def legal(request):
    return render(request, "public/legal.html", {"site_url": settings.SITE_URL})


@login_not_required
@require_safe
def accessibility_statement(request):
    return render(request, "public/accessibility.html", {"site_url": settings.SITE_URL})


@login_not_required
@require_safe
@cache_control(max_age=86400)
def robots(request):
    lines = [
        "User-agent: *",
        *(f"Disallow: {path}" for path in ("/admin/", "/compte/", "/connexion/", "/pilotage/")),
    ]
    lines.append(f"Sitemap: {settings.SITE_URL}{reverse('sitemap')}")
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@login_not_required
@require_safe
@cache_control(max_age=86400)
def sitemap(request):
    addresses = [settings.SITE_URL + reverse(name) for name in PAGES_IN_SITEMAP]
    return render(request, "public/sitemap.xml", {"addresses": addresses}, content_type="application/xml")


@login_not_required
@require_safe
@cache_control(max_age=86400)
def favicon(request):
    """Browsers ask for this address whatever the page says."""
    response = HttpResponse(status=302)
    response["Location"] = static("favicon.ico")
    return response
