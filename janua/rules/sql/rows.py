"""One rule at work in one relation: its loop variables, its assigned names, and what it shares with the rows above."""

from typing import TYPE_CHECKING

from janua.rules.nodes import Const, Local, Node, Self
from janua.rules.scope import LoweredRule
from janua.rules.sql.relations import Column, Relation
from janua.rules.sql.text import YES_NO, BandRow, Said, Span, Text, column

if TYPE_CHECKING:
    from janua.rules.sql.law import LawText


class Rows:
    """The place where a rule's nodes are said: the rule's own relation, or the rows of a loop below it.

    slots    what is bound here: arguments given, or the variable of a loop
    person   the person whom the rule is about, in the rule's own relation
    """

    def __init__(
        self,
        law: "LawText",
        rule: LoweredRule | None,
        relation: Relation,
        slots: dict[int, Said],
        person: Text | None = None,
        above: "Rows | None" = None,
    ) -> None:
        self.law, self.rule, self.relation, self.slots = law, rule, relation, slots
        self.person, self.above = person, above
        self.facts_of = ""  # text of the member whose facts stand in the source of these rows
        self.order: Column | None = None  # by which the rows of a loop follow each other, where it is no key
        self.only: Text | None = None  # which of the rows the loop goes through, where not all
        self._said: dict[int, Said] = {}
        self.names = {local.slot: local for local in (rule.locals if rule is not None else ())}

    @property
    def own(self) -> "Rows":
        """The rule's own rows, outside its loops."""
        return self.above.own if self.above is not None else self

    def say(self, node: Node) -> Said:
        """The value of a node, said where it need not be said again and again."""
        found = self._said.get(id(node))
        if found is None:
            if self.above is not None and not isinstance(node, Const) and not self._moves(node):
                found = self.bring(self.above.say(node))
            elif isinstance(node, Local):
                found = self._local(node)
            elif isinstance(node, Self):
                assert self.person is not None  # only persons' rules say it, and it is brought from above
                found = self.person
            else:
                found = self.law.say(self, node)
            self._said[id(node)] = found
        return found

    def text(self, node: Node) -> Text:
        """The value of a node that is one number or a yes or no."""
        found = self.say(node)
        assert isinstance(found, Text)  # windows and bands are taken apart before
        return found

    def atom(self, node: Node) -> Text:
        return self.keep(self.text(node))

    def keep(self, text: Text) -> Text:
        """As a column, so that it can be said again."""
        if (text.is_fixed and text.atom) or is_column(text):
            return text
        sql = text.sql if text.type == YES_NO else f"CAST({text.sql} AS {text.type})"
        found = self.relation.worked(sql, text.needs, known=text.known, falling=text.falling)
        return column(found, text.type)

    def kept(self, said: Said) -> Said:
        """The same of a window or a band."""
        if isinstance(said, Text):
            return self.keep(said)
        if isinstance(said, Span):
            number = self.keep(said.number) if said.number is not None else None
            return Span(self.keep(said.first), self.keep(said.last), number)
        return BandRow(self.keep(said.number), self.keep(said.part), self.keep(said.value))

    def bring(self, said: Said) -> Said:
        """What was said above, carried into these rows."""
        assert self.above is not None  # there is something above
        said = self.above.kept(said)
        if isinstance(said, Text):
            return self._carry(said)
        if isinstance(said, Span):
            number = self._carry(said.number) if said.number is not None else None
            return Span(self._carry(said.first), self._carry(said.last), number)
        return BandRow(self._carry(said.number), self._carry(said.part), self._carry(said.value))

    def _carry(self, text: Text) -> Text:
        if text.is_fixed:
            return text
        (only,) = text.needs
        assert self.above is not None  # it comes from there
        if self.relation.above is self.above.relation:
            return column(self.relation.carried(only), text.type)
        return column(self.relation.looked(only, ("unit",), (self.relation.keys[0],), known=True), text.type)

    def _local(self, node: Local) -> Said:
        if node.slot in self.slots:
            return self.slots[node.slot]
        local = self.names[node.slot]  # an assigned name: it stands in the rule's own rows
        return self.kept(self.say(local.node))

    def _moves(self, node: Node) -> bool:
        """Does it hang on the loop of these rows?"""
        return any(isinstance(part, Local) and part.slot in self.slots for part in node.walk())


def is_column(text: Text) -> bool:
    """Is it nothing but a column?"""
    return len(text.needs) == 1 and next(iter(text.needs)).name == text.sql
