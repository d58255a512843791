"""« Équipe », among the settings: who coordinates, and since when they were last here."""

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mentoring import returns, team
from mentoring.access import superuser_only
from mentoring.forms import helper, posted, refusals_in
from mentoring.models import NotAllowed

PER_PAGE = 25


class InvitationForm(forms.Form):
    email = forms.EmailField(
        label=gettext_lazy("Adresse e-mail"),
        max_length=254,
        help_text=gettext_lazy("La personne se connectera par un code reçu à cette adresse"),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
        error_messages={
            "required": gettext_lazy("Indiquez l’adresse e-mail de votre collègue"),
            "invalid": gettext_lazy("Indiquez une adresse complète, par exemple prenom@exemple.fr"),
        },
    )
    helper = helper()


@superuser_only
def team_page(request):
    form = InvitationForm(posted(request))
    if request.method == "POST" and form.is_valid():
        with refusals_in(form, {NotAllowed: "email"}):
            person = team.invite(form.cleaned_data["email"], by=request.user)
            messages.success(
                request, _("{email} coordonne le programme. Un e-mail le lui dit.").format(email=person.email)
            )
            return redirect(request.get_full_path())
    page = Paginator(team.members(), PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "team/team.html", {"form": form, "page": page})


@superuser_only
def team_withdraw(request, public_id):
    """What it means, then it is done."""
    person = get_object_or_404(team.members(), public_id=public_id)
    if request.method != "POST":
        return render(request, "team/withdraw.html", {"person": person})
    try:
        team.withdraw(person, by=request.user)
    except NotAllowed as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("{name} ne coordonne plus le programme.").format(name=person))
    return redirect(returns.place(request, reverse("team")))
