from django.utils.functional import SimpleLazyObject

from mentoring.models import Programme


def programme(request):
    """The programme's settings, read only by pages that show them."""
    return {"programme": SimpleLazyObject(Programme.current)}


def navigation(request):
    return {}
