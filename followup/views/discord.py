"""The express guide to Discord, its checklist, and what else one may use."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponseBadRequest
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from followup.forms.help import HelpForm, StepsForm
from followup.services import discord_guide, help_requests
from mentoring.forms import posted


@login_not_required
@require_safe
def guide(request):
    return render(request, "followup/discord/guide.html", discord_guide.page(request.user))


@require_POST
def steps(request):
    """Keep the ticks. A script gets how far the person is; without one, the page comes back."""
    form = StepsForm(request.POST)
    if not form.is_valid():
        return HttpResponseBadRequest()
    discord_guide.tick(request.user, form.cleaned_data["etapes"])
    if request.htmx:
        context = discord_guide.progress(request.user) | {"saved_at": timezone.localtime()}
        return render(request, "followup/discord/progress.html", context)
    messages.success(request, _("Vos étapes sont enregistrées."))
    return redirect("discord_guide")


@require_POST
def ease(request):
    """« Êtes-vous à l’aise avec Discord maintenant ? »"""
    if request.POST.get("reponse") == "oui":
        discord_guide.become_at_ease(request.user)
        messages.success(request, _("C’est noté : vous utilisez Discord. Votre profil est à jour."))
        return redirect("discord_guide")
    messages.info(request, _("Pas de souci. Un atelier ou une personne de l’équipe peut vous aider."))
    return redirect("discord_guide")


def help_form(request):
    """Ask for somebody's help, complete what was asked, and see what becomes of it."""
    context = help_requests.page(request.user)
    form = HelpForm(posted(request), person=request.user, initial=said(context["current"]))
    if request.method == "POST" and form.is_valid():
        help_requests.ask_about_discord(request.user, **form.cleaned_data)
        messages.success(request, _("Votre demande est notée. Nous vous répondons sous 2 jours ouvrés."))
        return redirect("discord_help")
    return render(request, "followup/discord/help.html", context | {"form": form})


def said(current):
    """The form as it was last filled."""
    return {name: getattr(current, name) for name in help_requests.ANSWERS} if current else {}


@require_POST
def help_withdraw(request):
    help_requests.withdraw(request.user)
    messages.success(request, _("Votre demande d’aide est annulée."))
    return redirect("discord_help")
