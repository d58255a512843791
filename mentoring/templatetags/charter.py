from django import template

from mentoring import charter, charter_marks
from mentoring.models import Programme

register = template.Library()


@register.simple_tag
def charter_sections(text=""):
    """{% charter_sections text as sections %}: the parts of these words, or of those in force."""
    programme = Programme.current()
    return charter_marks.sections(text or charter.text_of(programme.charter_version), programme)
