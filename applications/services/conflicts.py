"""Two coordinators on one file: who comes second reads what the first one did, and changes nothing."""

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mentoring.models import Event, NotAllowed
from mentoring.templatetags.dates import date_courte

DONE = {
    "approve": gettext_lazy("{name} a validé cette candidature {when}."),
    "ask_info": gettext_lazy("{name} a demandé une précision {when}."),
    "hold": gettext_lazy("{name} a mis cette candidature en attente {when}."),
    "reject": gettext_lazy("{name} a refusé cette candidature {when}."),
    "reopen": gettext_lazy("{name} a rouvert cette candidature {when}."),
    "resume": gettext_lazy("{name} a remis cette candidature à lire {when}."),
    "undo": gettext_lazy("{name} a annulé la décision {when}."),
    "edit_excerpt": gettext_lazy("{name} a modifié le texte présenté sans nom {when}."),
    "answer": gettext_lazy("{name} a répondu à la question {when}."),
    "ask_review": gettext_lazy("{name} a demandé une relecture {when}."),
    "withdraw": gettext_lazy("{name} a retiré cette candidature {when}."),
}


class Conflict(NotAllowed):
    """The page was older than the file. Its text says what happened meanwhile."""


def refuse_stale(application, by, version):
    """Raise Conflict unless `version` (a number, or what was posted) is that of the locked `application`."""
    if str(application.version) != str(version):
        raise Conflict(what_happened(application.reference, by))


def what_happened(reference, by):
    """« Julien a validé cette candidature à 10:42. »"""
    event = Event.objects.about(reference).filter(transition__in=DONE).first()
    if event is None or event.actor is None:
        return _("Cette candidature a changé depuis que vous l’avez ouverte.")
    if event.actor == by:
        return _("Vous avez changé cette candidature dans un autre onglet {when}.").format(
            when=when(event.at)
        )
    return str(DONE[event.transition]).format(name=event.actor.get_short_name(), when=when(event.at))


def when(moment):
    local = timezone.localtime(moment)
    time = f"{local:%H:%M}"
    if local.date() == timezone.localdate():
        return _("à {time}").format(time=time)
    return _("le {date} à {time}").format(date=date_courte(moment), time=time)
