"""« Nouvelles du programme »: write, read as it will be read, send once."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from followup.forms.news import NewsForm
from followup.models import NewsCampaign
from followup.services import news
from mentoring import returns
from mentoring.access import coordinator_only
from mentoring.forms import posted, refusals_in
from mentoring.models import NotAllowed

PER_PAGE = 25


@coordinator_only
def campaigns(request):
    """What was written, under the form of another."""
    form = NewsForm(posted(request))
    if request.method == "POST" and form.is_valid():
        return redirect("news_campaign", news.draft(**form.cleaned_data, by=request.user).reference)
    page = Paginator(NewsCampaign.objects.all(), PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "followup/news.html", {"form": form, "page": page})


def page_of(request, reference):
    """The page of the campaign, which leads back to the list as it was."""
    return returns.place(request, reverse("news_campaign", args=[reference]))


@coordinator_only
def campaign(request, reference):
    """One of them as it will be read, and its words again while it is a draft."""
    found = get_object_or_404(NewsCampaign.objects.select_related("by"), reference=reference)
    words = {name: getattr(found, name) for name in NewsForm.base_fields}
    form = NewsForm(posted(request), initial=words)
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            news.change(found, **form.cleaned_data, by=request.user)
            return redirect(page_of(request, reference))
    context = {
        "form": form,
        "campaign": found,
        "preview": news.preview(found, request.user),
        "count": news.recipients(found.audience).count(),
    }
    return render(request, "followup/news_campaign.html", context)


@coordinator_only
@require_POST
def campaign_act(request, reference, action):
    found = get_object_or_404(NewsCampaign, reference=reference)
    try:
        {"envoyer": news.send, "reprendre": news.take_back, "supprimer": news.throw_away}[action](
            found, by=request.user
        )
    except NotAllowed as refusal:
        messages.error(request, str(refusal))
        return redirect(page_of(request, reference))
    messages.success(request, DONE[action]())
    if action == "supprimer":
        return redirect(returns.place(request, reverse("news")))
    return redirect(page_of(request, reference))


DONE = {
    "envoyer": lambda: _("La nouvelle part dans quelques minutes. Vous pouvez encore la reprendre."),
    "reprendre": lambda: _("La nouvelle ne part pas : c’est de nouveau un brouillon."),
    "supprimer": lambda: _("Le brouillon est supprimé."),
}
