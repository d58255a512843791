"""Small drawings of figures that stand in words beside them."""

import itertools

from django import template
from django.utils.html import format_html
from django.utils.translation import gettext as _

register = template.Library()
_pattern_ids = itertools.count(1)
WIDTH, HEIGHT, MARGIN = 120, 36, 4


@register.simple_tag
def sparkline(values, label):
    """A line through `values`, the last one marked; read aloud as `label` and the values."""
    highest, steps = max([*values, 1]), max(len(values) - 1, 1)
    points = [
        (
            MARGIN + (WIDTH - 2 * MARGIN) * number / steps,
            HEIGHT - MARGIN - (HEIGHT - 2 * MARGIN) * value / highest,
        )
        for number, value in enumerate(values)
    ]
    x, y = points[-1]
    return format_html(
        '<svg class="bn-courbe" viewBox="0 0 {} {}" role="img" aria-label="{}"><path d="M0 {}h{}"/>'
        '<polyline points="{}"/><circle cx="{}" cy="{}" r="4"/></svg>',
        WIDTH,
        HEIGHT,
        _("{label} : {values}").format(label=label, values=", ".join(map(str, values))),
        HEIGHT - 1,
        WIDTH,
        " ".join(f"{left:.1f},{top:.1f}" for left, top in points),
        f"{x:.1f}",
        f"{y:.1f}",
    )


@register.simple_tag
def paired_bars(first, second, most):
    """Two bars on one scale, plain for what is offered, hatched for what is asked."""
    number = next(_pattern_ids) % 1_000_000
    one, other = (f"{100 * value / most if most else 0:.1f}%" for value in (first, second))
    return format_html(
        '<svg class="bn-paire" aria-hidden="true" focusable="false"><defs><pattern id="bn-hachures{0}" '
        'width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
        '<rect width="6" height="6" fill="var(--bn-figue-fond)"/>'
        '<rect width="3" height="6" fill="var(--bn-figue)"/></pattern></defs>'
        '<rect width="{1}" height="9" rx="2" fill="var(--bn-sapin)"/>'
        '<rect y="12" width="{2}" height="9" rx="2" fill="url(#bn-hachures{0})" stroke="var(--bn-figue)"/>'
        '<path d="M.5 0v21" stroke="var(--bn-bord-fort)"/></svg>',
        number,
        one,
        other,
    )
