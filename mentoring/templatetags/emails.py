"""What an e-mail's template names, so that the coordination can write around it: facts and passages.

{% passage objectifs %}…{% endpassage %} prints its content; {% fact date %}…{% endfact %} prints nothing and
keeps it under that name for what follows. While a text is made editable (`is_outline` in the context) either
stands as its own name between braces, unread; otherwise what it said goes to the dictionary `recorded`, if
there is one.
"""

from django import template

from mentoring.mail import wordings

register = template.Library()


class Part(template.Node):
    def __init__(self, name, nodelist, *, is_printed):
        self.name, self.nodelist, self.is_printed = name, nodelist, is_printed

    def render(self, context):
        if context.get("is_outline"):
            said = f"{{{{ {self.name} }}}}"
        else:
            said = self.nodelist.render(context).strip()
        if "recorded" in context:
            context["recorded"][self.name] = said
        if self.is_printed:
            return said
        context[self.name] = said
        return ""


def part(parser, token, *, is_printed):
    tag, name = token.split_contents()
    nodelist = parser.parse((f"end{tag}",))
    parser.delete_first_token()
    return Part(name, nodelist, is_printed=is_printed)


@register.filter
def email_kind(key):
    """« L’équipe met une demande en attente »: what the coordination calls a kind."""
    return wordings.label_of(key)


@register.tag
def passage(parser, token):
    return part(parser, token, is_printed=True)


@register.tag
def fact(parser, token):
    return part(parser, token, is_printed=False)
