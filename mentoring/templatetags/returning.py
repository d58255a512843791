"""The way back from what is done on a page (`mentoring/returns.py`). Builtins: no {% load %} is needed."""

from django import template
from django.urls import reverse
from django.utils.html import format_html

from mentoring import returns

register = template.Library()


@register.simple_tag(takes_context=True)
def return_to(context, page=""):
    """« ?retour=… », after the address of what is done from here; `page` where a refused form shows this page
    at another address."""
    request = context["request"]
    is_elsewhere = page and request.path != page
    return returns.leaving(returns.place(request, page) if is_elsewhere else request.get_full_path())


@register.simple_tag(takes_context=True)
def return_field(context, address=""):
    """The same in a form that asks (GET); without an address, what this page itself leads back to."""
    address = address or context["request"].GET.get(returns.WORD, "")
    return format_html('<input type="hidden" name="{}" value="{}">', returns.WORD, address) if address else ""


@register.simple_tag(takes_context=True)
def back_to(context, name, *args):
    """The address of this page, as the reader had it."""
    return returns.place(context["request"], reverse(name, args=args))
