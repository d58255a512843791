"""What a certificate says in words: the same on its paper, on the pages that show it and on a CV."""

from django.conf import settings
from django.template.defaultfilters import floatformat
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from applications.options import Kind
from mentoring.models import Programme
from mentoring.templatetags.dates import date_complete


def title(certificate):
    if certificate.role == Kind.MENTOR:
        return _("Attestation d’engagement bénévole")
    return _("Attestation de participation")


def part(certificate, programme):
    """What the person did, after their name."""
    if certificate.role == Kind.MENTOR:
        text = _(
            "a accompagné bénévolement une personne du réseau Simplon, dans le programme de mentorat {name}."
        )
    else:
        text = _("a participé au programme de mentorat {name}, avec un mentor bénévole.")
    return text.format(name=programme)


def facts(certificate):
    """[(label, value)], as the paper lists them."""
    domains = [(_("Domaines"), ", ".join(certificate.domains))] if certificate.domains else []
    return lived(certificate) + domains


def lived(certificate):
    return [
        (_("Période"), period(certificate)),
        (_("Séances tenues"), str(certificate.sessions)),
        (_("Temps consacré"), hours(certificate)),
    ]


def public_facts(certificate):
    """[(label, value)] for a stranger who compares a paper with them; the surname stays an initial."""
    return [
        (_("Remise à"), certificate.public_name),
        *lived(certificate),
        (_("Délivrée le"), date_complete(certificate.issued_on)),
    ]


def period(certificate):
    """« du 3 septembre 2025 au 12 mars 2026 », and whether the pair went on that day."""
    text = _("du {start} au {end}") if certificate.ended_on else _("du {start} au {end}, binôme en cours")
    return text.format(start=date_complete(certificate.started_on), end=date_complete(certificate.until))


def hours(certificate):
    """« 10,5 heures »."""
    number = floatformat(certificate.hours)
    return ngettext("{n} heure", "{n} heures", int(certificate.hours)).format(n=number)


def sentence(certificate):
    """One line for a CV."""
    programme = Programme.current().name
    if certificate.role == Kind.MENTOR:
        start = _("Mentor bénévole, programme {name} (Simplon)").format(name=programme)
    else:
        start = _("Programme de mentorat {name} (Simplon)").format(name=programme)
    met = ngettext("%(counter)s séance", "%(counter)s séances", certificate.sessions)
    return _("{start}, {period} : {sessions}, {hours}. Attestation {code} ({site}).").format(
        start=start,
        period=months(certificate),
        sessions=met % {"counter": certificate.sessions},
        hours=hours(certificate),
        code=certificate.code,
        site=site(),
    )


def months(certificate):
    """« septembre 2025 – mars 2026 », or the one month."""
    first, last = (date_format(day, "F Y") for day in (certificate.started_on, certificate.until))
    return first if first == last else f"{first} – {last}"


def address(certificate):
    """Where anybody who has the code reads that it is genuine."""
    return settings.SITE_URL + reverse("certificate_check", args=[certificate.code])


def site():
    """The page where a code is typed, as one writes it on paper."""
    return settings.SITE_URL.partition("://")[2] + reverse("certificate_search")
