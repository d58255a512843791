from django import template

from mentoring import charter, charter_marks
from mentoring.models import Programme

register = template.Library()


@register.simple_tag(takes_context=True)
def charter_sections(context):
    """{% charter_sections as sections %}: the parts of `charter_words`, or of the charter in force."""
    programme = Programme.current()
    words = context.get("charter_words") or charter.text_of(programme.charter_version)
    return charter_marks.sections(words, programme)
