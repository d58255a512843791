"""Controls Django does not bring as browsers want them."""

from django import forms


def date_input(**attrs):
    """The browser's own date picker; it reads ISO dates only, whatever the page's language."""
    return forms.DateInput(format="%Y-%m-%d", attrs={"type": "date", **attrs})


def time_input(**attrs):
    """The browser's own time picker, in steps of a quarter of an hour."""
    return forms.TimeInput(format="%H:%M", attrs={"type": "time", "step": "900", **attrs})
