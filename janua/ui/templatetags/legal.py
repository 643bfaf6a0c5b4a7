"""`{% legal %}`: a sentence with legal weight, with the English beside it until its translation has been reviewed."""

import re

from django import template
from django.template.base import FilterExpression, Node, Parser, Token, token_kwargs
from django.utils.safestring import SafeString

from janua.ui.legal import legal as legal_text

register = template.Library()
_SENTENCE = re.compile(r"""_\((["'])(.*)\1\)""")


class LegalNode(Node):
    """A sentence of the catalogues; values fill its places in both languages."""

    def __init__(self, message: str, values: dict[str, FilterExpression]) -> None:
        self.message, self.values = message, values

    def render(self, context: template.Context) -> SafeString:
        """Draw the sentence."""
        values = {name: value.resolve(context) for name, value in self.values.items()}
        page = context.template.engine.get_template("ui/legal/legal.html")  # type: ignore[union-attr]
        return page.render(template.Context({"legal": legal_text(self.message, **values)}))


@register.tag
def legal(parser: Parser, token: Token) -> LegalNode:
    """`{% legal _("Nobody sees your data without a reason.") %}`, with `name=value` for each place."""
    _, sentence, *rest = token.split_contents()
    literal = _SENTENCE.fullmatch(sentence)
    if literal is None:
        raise template.TemplateSyntaxError('legal takes a sentence of its own: {% legal _("…") %}')
    return LegalNode(literal[2], token_kwargs(rest, parser))
