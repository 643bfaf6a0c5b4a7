"""Words with legal weight: where nobody who speaks the language has read them, the English stands beside them."""

from typing import Any

from django import template
from django.template.base import FilterExpression, Node, NodeList, Parser, Token, token_kwargs
from django.utils.translation import get_language, gettext, pgettext

register = template.Library()
# What a compiled catalogue answers for a reviewed message: tools/catalogues.py.
REVIEW_CONTEXT, REVIEWED = "is reviewed", "yes"


def is_reviewed(message: str) -> bool:
    """Whether a speaker of the page's language has read this message; English is the source itself."""
    return (get_language() or "en") == "en" or pgettext(REVIEW_CONTEXT, message) == REVIEWED


class LegalNode(Node):
    """A sentence in the page's language, and in English where its translation has not been reviewed."""

    child_nodelists = ()

    def __init__(self, message: str, values: dict[str, FilterExpression]) -> None:
        self.message, self.values = message, values
        self.nodelist = NodeList()

    def render(self, context: template.Context) -> Any:
        """Draw the sentence; values fill its places in both."""
        values = {name: value.resolve(context) for name, value in self.values.items()}
        translated = gettext(self.message)
        beside = "" if is_reviewed(self.message) or translated == self.message else self.message
        page = context.template.engine.get_template("ui/legal/legal.html")  # type: ignore[union-attr]
        return page.render(
            template.Context({"text": translated % values, "english": beside % values if beside else ""})
        )


@register.tag
def legal(parser: Parser, token: Token) -> LegalNode:
    """`{% legal _("You have %(days)s days to ask again.") days=service.challenge_days %}`."""
    _, sentence, *rest = token.split_contents()
    expression = parser.compile_filter(sentence)
    literal = getattr(expression.var, "literal", None) if getattr(expression.var, "translate", False) else None
    if not isinstance(literal, str):
        raise template.TemplateSyntaxError('legal takes a sentence of its own: {% legal _("…") %}')
    return LegalNode(literal, token_kwargs(rest, parser))
