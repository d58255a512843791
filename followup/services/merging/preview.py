"""What the page says before two accounts become one: both side by side, what moves, what goes, what forbids
it."""

from dataclasses import dataclass

from allauth.account.models import EmailAddress
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from applications.models import Application, Profile
from followup.models import Mentorship
from followup.services import people_list
from matching.models import Proposal
from mentoring.audit import fingerprint
from mentoring.mail.models import Email
from mentoring.models import User
from mentoring.templatetags.binome import telephone
from mentoring.templatetags.dates import date_courte

from . import doubles, obstacles, relations
from .relations import APPLICATIONS, DISCORD, PROFILES, Outcome

MOVING = (Outcome.MOVES, Outcome.UNITED, Outcome.FOLLOWS, Outcome.APART)


@dataclass(frozen=True)
class Preview:
    """`rows` are (label, [what the kept account has], [what the absorbed one has]); `moves` and `goes` are
    (words, how many), `given` and `lost` are sentences. `mark` is what a form carries: another one once
    anything that counts has changed."""

    kept: User
    absorbed: User
    rows: list
    moves: list
    given: list
    goes: list
    lost: list
    obstacles: list
    mark: str


def of(kept, absorbed):
    stands, known = obstacles.find(kept, absorbed), facts(kept, absorbed)
    moves, given = moving(kept, absorbed), giving(kept, absorbed)
    goes, lost = going(kept, absorbed), losing(kept, absorbed)
    seen = [known, relations.steady(moves), given, goes, lost, stands, versions(kept, absorbed)]
    rows = [*known, *passing(kept, absorbed)]
    return Preview(kept, absorbed, rows, moves, given, goes, lost, stands, fingerprint(repr(seen)))


def moving(kept, absorbed):
    """[(words, how many)] of what the account that stays is given."""
    found = relations.told(kept, absorbed, *MOVING)
    for words, some in (
        (APPLICATIONS, doubles.drafts(kept, absorbed)),
        (PROFILES, doubles.spare_profiles(kept, absorbed)),
        (DISCORD, doubles.registrations(kept, absorbed)),
    ):
        found[words] -= sum(row.person_id == absorbed.pk for row in some)
    return in_words(found)


def going(kept, absorbed):
    """[(words, how many)] of what opened the absorbed account, and of what both have."""
    found = relations.told(kept, absorbed, Outcome.DROPPED)
    found.update(relations.left_out(kept, absorbed))
    found[DISCORD] += len(doubles.registrations(kept, absorbed))
    return in_words(found)


def in_words(counter):
    return [(str(words), number) for words, number in counter.items() if number > 0]


def giving(kept, absorbed):
    """[sentence] of what the account itself gives."""
    proven = EmailAddress.objects.filter(user=absorbed, verified=True).order_by("pk")
    said = _("L’adresse {email} : elle ouvre désormais le même compte.")
    found = [said.format(email=one.email) for one in proven]
    if absorbed.phone and not kept.phone:
        found.append(_("Le téléphone {number}.").format(number=telephone(absorbed.phone)))
    waiting = _("Les e-mails qui ne sont pas encore partis, s’il y en a : ils iront à {email}.")
    return [*found, waiting.format(email=kept.email)]


def losing(kept, absorbed):
    """[sentence] of what is lost for good and deserves more than a number."""
    found = [
        _("Le brouillon {reference}, jamais envoyé : une autre demande est plus avancée.").format(
            reference=draft.reference
        )
        for draft in doubles.drafts(kept, absorbed)
    ]
    found += [
        _(
            "Le profil de la candidature {reference}, jamais ouvert à la mise en relation : les réponses "
            "envoyées restent dans la candidature."
        ).format(reference=profile.application.reference)
        for profile in doubles.spare_profiles(kept, absorbed)
    ]
    unproven = EmailAddress.objects.filter(user=absorbed, verified=False).order_by("pk")
    found += [
        _("L’adresse {email}, jamais vérifiée : elle n’ouvrira aucun compte.").format(email=one.email)
        for one in unproven
    ]
    return found


def versions(kept, absorbed):
    """What a page does not show and a decision changes."""
    both = Q(person__in=[kept, absorbed])
    sent = Application.objects.filter(both).order_by("pk").values_list("pk", "version", "state_changed_at")
    return list(sent), list(Profile.objects.filter(both).order_by("pk").values_list("pk", "updated_at"))


def facts(kept, absorbed):
    """The rows that only somebody's act changes."""
    return [
        row(_("Nom"), lambda person: [person.get_full_name()], kept, absorbed),
        row(_("Adresses e-mail"), addresses_of, kept, absorbed),
        row(_("Téléphone"), lambda person: [telephone(person.phone)], kept, absorbed),
        row(_("Fuseau horaire"), lambda person: [person.timezone], kept, absorbed),
        row(_("Rôles"), roles_of, kept, absorbed),
        row(_("Candidatures"), applications_of, kept, absorbed),
        row(_("Profils"), profiles_of, kept, absorbed),
        row(_("Binômes"), pairs_of, kept, absorbed),
        row(_("Propositions en cours"), proposals_of, kept, absorbed),
        row(_("Inscription"), lambda person: [date_courte(person.date_joined)], kept, absorbed),
    ]


def passing(kept, absorbed):
    """The rows that change by themselves."""
    return [
        row(_("Dernière connexion"), last_seen, kept, absorbed),
        row(_("E-mails"), emails_of, kept, absorbed),
    ]


def row(label, read, kept, absorbed):
    said = ([text for text in map(str, read(person)) if text] for person in (kept, absorbed))
    return (label, *said)


def addresses_of(person):
    proven = dict(EmailAddress.objects.filter(user=person).values_list("email", "verified"))
    ours = [person.email, *sorted(set(proven) - {person.email})]
    return [
        _("{email} (vérifiée)").format(email=email)
        if proven.get(email)
        else _("{email} (non vérifiée)").format(email=email)
        for email in ours
    ]


def roles_of(person):
    return people_list.rows([person])[0].roles


def applications_of(person):
    rows = person.applications.order_by("-pk")
    return [f"{one.reference} · {one.get_kind_display()} · {one.get_state_display()}" for one in rows]


def profiles_of(person):
    rows = person.profiles.order_by("kind")
    return [f"{one.get_kind_display()} · {one.get_state_display()}" for one in rows]


def pairs_of(person):
    rows = Mentorship.objects.of(person).with_people().order_by("-started_on", "-pk")
    said = _("{reference} · avec {name} · {state}")
    return [
        said.format(reference=one.reference, name=one.other_of(person).person, state=one.get_state_display())
        for one in rows
    ]


def proposals_of(person):
    rows = Proposal.objects.open().of(person).order_by("-pk")
    return [f"{one.reference} · {one.get_state_display()}" for one in rows]


def last_seen(person):
    return [date_courte(person.last_login) or _("jamais")]


def emails_of(person):
    number = Email.objects.filter(recipient=person).count()
    return [ngettext("{n} message", "{n} messages", number).format(n=number)] if number else []
