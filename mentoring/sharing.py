"""What a page needs to be passed on: a ready e-mail and a QR code."""

from urllib.parse import quote

import segno
from django.utils.html import format_html
from django.utils.translation import gettext as _

# Readers need a quiet zone of four modules around the code.
QUIET_ZONE = 4


def invitation_mail(address):
    """A `mailto:` link that tells a colleague about the programme."""
    subject = _("Devenir mentor à Simplon : quelques heures, à votre rythme")
    body = _(
        "Bonjour,\n\nSimplon cherche des mentors bénévoles pour des personnes qui apprennent un métier du "
        "numérique. On choisit son rythme, la durée et le nombre de personnes.\n\n"
        "Tout est expliqué ici :\n{address}\n"
    ).format(address=address)
    return f"mailto:?subject={quote(subject)}&body={quote(body)}"


def qr_code(address):
    """The address as an inline SVG, dark on white whatever the reader's colours, or cameras miss it."""
    side, dark = qr_modules(address)
    return format_html(
        '<svg class="bn-qr" viewBox="0 0 {0} {0}" role="img" aria-label="{1}" shape-rendering="crispEdges">'
        '<path fill="#fff" d="M0 0h{0}v{0}H0z"/><path fill="#000" d="{2}"/></svg>',
        side,
        _("QR code vers {address}").format(address=address),
        dark,
    )


def qr_modules(address):
    """(modules a side, the dark ones as an SVG path), quiet zone included."""
    rows = list(segno.make(address, error="m").matrix_iter(border=QUIET_ZONE))
    dark = "".join(
        f"M{x} {y}h1v1h-1z" for y, row in enumerate(rows) for x, is_dark in enumerate(row) if is_dark
    )
    return len(rows), dark
