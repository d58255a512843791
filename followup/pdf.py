"""Certificates as files: one tagged page of A4, set by Typst from `templates/pdf/certificate.typ`.

Everything said reaches the template as JSON, so that a name is a piece of text there whatever it holds.
"""

import datetime
import functools
import json

import typst
from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from followup.services import certificate_words as words
from mentoring.french import de
from mentoring.models import Programme
from mentoring.sharing import qr_modules
from mentoring.templatetags.dates import date_complete

ROOT = settings.BASE_DIR / "templates" / "pdf"


def certificate(row):
    """The bytes of this certificate's file: the same at each asking, set in some twenty milliseconds."""
    programme = Programme.current()
    said = {
        "role": row.role,
        "language": get_language(),
        "title": words.title(row),
        "author": programme.name,
        "description": _("{title} {of_name}").format(title=words.title(row), of_name=de(row.full_name)),
        "programme": programme.name,
        "motto": _("Le mentorat Simplon, bénévole et gratuit"),
        "before": _("L’équipe {name} atteste que").format(name=programme.name),
        "name": row.full_name,
        "after": words.part(row, programme.name),
        "facts": words.facts(row),
        "issued": _("Délivrée le {date}.").format(date=date_complete(row.issued_on)),
        "qr": qr_code(words.address(row)),
        "qr_words": _("QR code vers {address}").format(address=words.address(row)),
        "check": _("Vérifier cette attestation"),
        "how": _("Scannez ce QR code, ou saisissez le code ci-dessous sur :"),
        "address": words.address(row),
        "site": words.site(),
        "code": row.code,
    }
    issued = datetime.datetime.combine(row.issued_on, datetime.time(), datetime.UTC)
    return set_page(json.dumps(said), int(issued.timestamp()))


def set_page(said, stamp):
    page = {"input": str(ROOT / "certificate.typ"), "root": str(ROOT), "sys_inputs": {"said": said}}
    try:
        return typst.compile(**page, font_paths=fonts(), pdf_standards=["ua-1"], timestamp=stamp)
    except typst.TypstError:
        # PDF/UA promises a glyph for each letter: a name in Chinese takes what fonts the machine has, keeps
        # its tags and loses the promise.
        return typst.compile(**page, font_paths=fonts(with_the_machines=True), timestamp=stamp)


@functools.cache
def fonts(*, with_the_machines=False):
    """Ours and those of the wheel, so that a page is the same everywhere."""
    return typst.Fonts(include_system_fonts=with_the_machines, font_paths=[str(ROOT / "fonts")])


def qr_code(address):
    side, dark = qr_modules(address)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}" shape-rendering="crispEdges">'
        f'<path d="{dark}"/></svg>'
    )
