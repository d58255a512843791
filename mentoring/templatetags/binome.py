"""The components every template may use. Builtins: no {% load %} is needed."""

import functools
import itertools
import re

import phonenumbers
from django import template
from django.conf import settings
from django.utils.html import format_html
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mentoring import french

register = template.Library()
_clip_ids = itertools.count(1)

FRANCE = 33
ARCH = "M1 27V13a12 12 0 0 1 24 0v14h-7V13a5 5 0 0 0-10 0v14z"
SECOND_ARCH = "M15 27V13a12 12 0 0 1 24 0v14h-7V13a5 5 0 0 0-10 0v14z"
BIG_ARCH = "M20 270V165a105 105 0 0 1 210 0v105h-56V165a49 49 0 0 0-98 0v105z"
SECOND_BIG_ARCH = "M190 270V165a105 105 0 0 1 210 0v105h-56V165a49 49 0 0 0-98 0v105z"


@functools.cache
def icon_source(name):
    """The SVG of `static/icons/<name>.svg`, made decorative. Raises FileNotFoundError for an unknown one."""
    path = settings.BASE_DIR / "static" / "icons" / f"{name}.svg"
    svg = re.sub(r"<!--.*?-->", "", path.read_text(), flags=re.DOTALL)
    inner = re.search(r"<svg[^>]*>(.*)</svg>", svg, re.DOTALL)[1]
    return (
        '<svg class="bn-icone" viewBox="0 0 16 16" fill="currentColor" aria-hidden="true" focusable="false">'
        f"{inner.strip()}</svg>"
    )


@register.simple_tag
def icon(name):
    """{% icon "inbox" %}: always beside a word, never instead of one."""
    return mark_safe(icon_source(name))  # noqa: S308  our own files, read once


@register.simple_tag
def logo():
    number = next(_clip_ids) % 1_000_000
    return format_html(
        '<svg class="bn-logo" viewBox="0 0 40 28" width="40" height="28" aria-hidden="true" '
        'focusable="false">'
        '<clipPath id="bn-a{0}"><path d="{1}"/></clipPath>'
        '<path fill="var(--bn-sapin)" d="{1}"/><path fill="var(--bn-figue)" d="{2}"/>'
        '<path fill="var(--bn-safran)" clip-path="url(#bn-a{0})" d="{2}"/></svg>',
        number,
        ARCH,
        SECOND_ARCH,
    )


@register.simple_tag
def arches():
    """The two arches of the home page."""
    number = next(_clip_ids) % 1_000_000
    return format_html(
        '<svg viewBox="0 0 420 300" aria-hidden="true" focusable="false">'
        '<clipPath id="bn-h{0}"><path d="{1}"/></clipPath>'
        '<circle cx="210" cy="46" r="30" fill="var(--bn-safran)"/>'
        '<path fill="var(--bn-sapin)" d="{1}"/><path fill="var(--bn-figue)" d="{2}"/>'
        '<path fill="var(--bn-safran)" clip-path="url(#bn-h{0})" d="{2}"/>'
        '<path d="M4 274h412" stroke="var(--bn-encre)" stroke-width="8" stroke-linecap="round"/></svg>',
        number,
        BIG_ARCH,
        SECOND_BIG_ARCH,
    )


ARCH_STEPS = {
    1: '<path class="bn-pas__trace" d="{first}"/>',
    2: '<path fill="var(--bn-sapin)" d="{first}"/>',
    3: (
        '<path fill="var(--bn-sapin)" d="{first}"/>'
        '<path class="bn-pas__trace bn-pas__trace--figue" d="{second}"/>'
    ),
}
ARCH_STEPS_MET = (
    '<clipPath id="bn-p{number}"><path d="{first}"/></clipPath><path fill="var(--bn-sapin)" d="{first}"/>'
    '<path fill="var(--bn-figue)" d="{second}"/>'
    '<path fill="var(--bn-safran)" clip-path="url(#bn-p{number})" d="{second}"/>'
)
SUN = '<circle cx="20" cy="-5" r="4" fill="var(--bn-safran)"/>'


@register.simple_tag
def arch_step(step):
    """The sign being built, one drawing for each of the five steps of the home page."""
    inner = ARCH_STEPS.get(step, ARCH_STEPS_MET) + (SUN if step == 5 else "")
    return format_html(
        '<svg class="bn-pas" viewBox="-1 -11 42 38" aria-hidden="true" focusable="false">' + inner + "</svg>",
        first=ARCH,
        second=SECOND_ARCH,
        number=next(_clip_ids) % 1_000_000,
    )


TOKENS = {"mentor": "mentor", "mentee": "mentore", "team": "equipe", "": "neutre"}


@register.simple_tag
def token(person, role):
    """A person's square: initials, its sharp corner towards the other side. `role` is mentor or mentee, team
    for the coordination, or "" for whoever has none."""
    side = TOKENS.get(role, "neutre")
    if not person:
        drawing = format_html(
            '<svg viewBox="0 0 40 28" aria-hidden="true" focusable="false">'
            '<path transform="translate(7 0)" fill="currentColor" d="{}"/></svg>',
            ARCH,
        )
        return format_html(
            '<span class="bn-jeton bn-jeton--{} bn-jeton--anonyme" aria-hidden="true">{}</span>',
            side,
            drawing,
        )
    return format_html(
        '<span class="bn-jeton bn-jeton--{}" aria-hidden="true">{}</span>', side, person.initials
    )


@register.simple_tag
def badge(tone, icon_name, label):
    """{% badge "ok" "check" "Validée" %}: an icon and a word on the tone's ground."""
    return format_html(
        '<span class="badge-etat badge-etat--{}">{} {}</span>',
        tone,
        mark_safe(icon_source(icon_name)),  # noqa: S308  our own files
        label,
    )


@register.simple_tag
def score_ring(score):
    """A score out of 100 as a ring; the coordination's pages only."""
    circumference = 2 * 3.14159 * 20
    arc = circumference * max(0, min(100, score)) / 100
    return format_html(
        '<svg class="bn-anneau" viewBox="0 0 48 48" role="img" aria-label="{}">'
        '<circle cx="24" cy="24" r="20"/>'
        '<circle cx="24" cy="24" r="20" stroke-dasharray="{} {}" transform="rotate(-90 24 24)"/>'
        '<text x="24" y="29" text-anchor="middle" aria-hidden="true">{}</text></svg>',
        _("{score} sur 100").format(score=score),
        f"{arc:.1f}",
        f"{circumference:.1f}",
        score,
    )


@register.simple_tag
def bar(points, maximum):
    """Points of a criterion as a bar; the figure stands beside it in words."""
    share = 0 if not maximum else max(0.0, min(1.0, float(points) / float(maximum)))
    return format_html(
        '<svg class="bn-jauge" viewBox="0 0 128 9" preserveAspectRatio="none" aria-hidden="true" '
        'focusable="false"><rect x=".5" y=".5" width="127" height="8" rx="4"/>'
        '<rect width="{}" height="9" rx="4"/></svg>',
        f"{128 * share:.1f}",
    )


LEFT_ARCH = '<path d="M24 116V68a40 40 0 0 1 80 0v48M42 116V68a22 22 0 0 1 44 0v48"/>'
RIGHT_ARCH = '<path d="M76 116V68a40 40 0 0 1 80 0v48M94 116V68a22 22 0 0 1 44 0v48"{}/>'
DOTTED = ' stroke-dasharray=".1 7" stroke-linecap="round"'
EMPTY_DRAWINGS = {
    "arches": LEFT_ARCH
    + RIGHT_ARCH.format("")
    + '<circle cx="90" cy="15" r="10" fill="var(--bn-safran)" stroke="none"/>',
    "dotted": LEFT_ARCH
    + RIGHT_ARCH.format(DOTTED)
    + '<circle cx="90" cy="37" r="8" fill="var(--bn-safran)" stroke="none"/>',
    "door": (
        '<path fill="var(--bn-safran)" d="M66 116V64a24 24 0 0 1 48 0v52z"/>'
        '<path d="M45 116V64a45 45 0 0 1 90 0v52"/>'
        '<path fill="var(--bn-surface)" d="M66 116V56l-26 10v56l26-6"/>'
        '<path d="M47 92v5" stroke-linecap="round"/>'
    ),
    "calendar": LEFT_ARCH
    + (
        '<rect x="88" y="52" width="68" height="64" rx="7" fill="var(--bn-surface)"/><path d="M88 71h68"/>'
        '<path d="M106 45v13M138 45v13" stroke-linecap="round"/>'
        '<rect x="127" y="82" width="18" height="18" rx="4" fill="var(--bn-safran)" stroke="none"/>'
    ),
}


@register.simple_tag
def drawing(name):
    """One of the four line drawings of empty states: arches, dotted, door, calendar."""
    return mark_safe(  # noqa: S308  constants of this module
        '<svg class="bn-dessin" viewBox="0 0 180 126" fill="none" stroke="var(--bn-encre)" '
        'stroke-width="3.5" stroke-linejoin="round" aria-hidden="true" focusable="false">'
        f'{EMPTY_DRAWINGS[name]}<path d="M6 117h168" stroke-linecap="round"/></svg>'
    )


@functools.cache
def sketch_source(name):
    path = settings.BASE_DIR / "static" / "img" / "sketches" / f"{name}.svg"
    inner = re.search(r"<svg[^>]*>(.*)</svg>", path.read_text(), re.DOTALL)[1]
    return (
        '<svg class="bn-croquis" viewBox="0 0 160 100" fill="none" stroke="var(--bn-encre)" stroke-width="3" '
        'stroke-linejoin="round" stroke-linecap="round" aria-hidden="true" focusable="false">'
        f"{inner.strip()}</svg>"
    )


@register.simple_tag
def sketch(name):
    """The drawing of `static/img/sketches/<name>.svg`, in the page's own colours; the words beside it say
    the same."""
    return mark_safe(sketch_source(name))  # noqa: S308  our own files, read once


@register.simple_block_tag
def empty_state(content, drawing_name, title):
    """{% empty_state "arches" "Rien à lire." %}what to do{% endempty_state %}."""
    return format_html(
        '<div class="bn-vide">{}<h2 class="h3">{}</h2>{}</div>', drawing(drawing_name), title, content
    )


@register.filter
def liste_fr(values):
    """« a, b et c »."""
    words = [str(value) for value in values]
    if len(words) < 2:
        return "".join(words)
    return _("{first} et {last}").format(first=", ".join(words[:-1]), last=words[-1])


register.filter("de", french.de)
register.filter("que", french.que)


@register.filter
def telephone(number):
    """« 06 12 34 56 78 », or « +32 470 12 34 56 » from abroad."""
    try:
        parsed = phonenumbers.parse(number)
    except phonenumbers.NumberParseException:
        return number
    is_french = parsed.country_code == FRANCE
    style = phonenumbers.PhoneNumberFormat
    return phonenumbers.format_number(parsed, style.NATIONAL if is_french else style.INTERNATIONAL)


@register.filter
def jours(number):
    return ngettext("{n} jour", "{n} jours", number).format(n=number)


@register.inclusion_tag("binome/errors.html")
def error_summary(form):
    """The problems of a bound form, each linked to the first control of its question."""
    problems = [{"message": message, "target": ""} for message in form.non_field_errors()]
    for field in form:
        target = f"{field.auto_id}_0" if field.use_fieldset else field.auto_id
        if field.errors:
            problems.append({"message": field.errors[0], "target": target})
    return {"problems": problems}
