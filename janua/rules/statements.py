"""Lowering one rule: its statements become one expression, with the assigned names beside it."""

import ast
from typing import TYPE_CHECKING

from janua.rules.algebra import Value, choose, const
from janua.rules.calendar import FOR_EVER
from janua.rules.errors import nearest
from janua.rules.expressions import Expressions
from janua.rules.nodes import BuiltIn, Local, LocalName, Node, Return, Self, Single
from janua.rules.scope import (
    GIVEN_DOMAINS,
    Binding,
    FactName,
    LoweredRule,
    ParameterName,
    PersonName,
    RoleName,
    RuleName,
    WindowName,
)
from janua.rules.source import RuleVersion
from janua.rules.types import ANY_PERIOD, DATE, RATE_STEPS
from janua.rules.units import ONE

if TYPE_CHECKING:
    from janua.rules.lowering import Lowering

DAYS = (1, FOR_EVER)


class RuleLowering(Expressions):
    """Works through one function; every name it uses is recorded."""

    def __init__(self, law: "Lowering", version: RuleVersion) -> None:
        super().__init__(law, version)
        returns = [node for statement in version.body for node in ast.walk(statement) if isinstance(node, ast.Return)]
        self.numbers = {id(node): number for number, node in enumerate(returns, start=1)}

    def lower(self) -> LoweredRule:
        """The version in the lowered form.

        Raises   LawError for the first fault; Broken where it needs a rule that has one
        """
        version = self.version
        given = []
        for name, annotation in version.arguments:
            if annotation is None:
                self.env[name] = self._dependency(name)
            else:
                given.append(name)
                self.env[name] = self._given(annotation)
        value = self.block(version.body, version.line)
        steps = self.at_line(version.line, lambda: value.steps)
        if version.kind in ("condition", "alternative") and value.type.kind != "bool":
            raise self.error(
                version.line, f"{version.name} gives {value.type}, a {version.kind} gives yes or no", "a comparison"
            )
        when = self._case() if version.kind == "exception" else None
        return LoweredRule(
            when=when,
            version=version,
            body=value.node,
            type=value.type,
            steps=steps,
            slots=self.slots,
            returns=max(len(self.numbers), 1),
            locals=tuple(self.locals),
            given=tuple(given),
            rules=frozenset(self.used_rules),
            parameters=frozenset(self.used_parameters),
            attributes=frozenset(self.used_attributes),
            roles=frozenset(self.used_roles),
        )

    def _case(self) -> Node:
        """The yes/no rule or attribute that an exception depends on."""
        value = self.as_value(self._dependency(self.version.when), self.version.body[0])
        if value.type.kind != "bool":
            raise self.error(
                self.version.line, f"{self.version.when} gives {value.type}", "when= a yes/no rule or attribute"
            )
        return value.node

    def _given(self, annotation: str) -> Binding:
        slot = self.new_slot()
        kind = self.law.given_type(self.version, annotation)
        if kind.kind == "window":
            return WindowName(Local(slot))
        lo, hi = GIVEN_DOMAINS[kind.kind]
        return Value(kind, Local(slot, lo=lo, hi=hi), const(RATE_STEPS if kind.kind == "rate" else 1))

    def _dependency(self, name: str) -> Binding:
        """What a bare argument is: a rule, a role, an attribute or a built-in name."""
        line = self.version.line
        found = self.law.find(self.version.file, name)
        if found is not None:
            return self.rule_of(found, line)
        if name in self.law.roles:
            self.used_roles.add(name)
            return PersonName(Single(name), name) if self.law.roles[name] == ONE else RoleName(name)
        if name in self.law.attributes:
            return self._attribute(name, line)
        if name == "p":
            return ParameterName(())
        if name == "period":
            return WindowName(BuiltIn(name))
        if name in ("on", "applied_on", "event_on"):
            return Value(DATE, BuiltIn(name, lo=DAYS[0], hi=DAYS[1]))
        hint = nearest(name, self.law.names_of(self.version.file))
        raise self.error(
            line,
            f"{self.version.name} needs {name}, which is no rule, role or attribute{hint}",
            "a rule, a role of the unit, an attribute (declared in attributes.py, or given by the unit), p, period, "
            "on, applied_on or event_on",
        )

    def rule_of(self, key: tuple[str, str], line: int) -> RuleName:
        signature = self.law.signature(*key, self.version.path, line)
        self.used_rules.add(key)
        if signature.of == "person" and self.version.of == "unit":
            # Said only when used bare: children.weeks_paid reaches it by a person.
            raise self.error(
                line,
                f"{signature.name} is of a person",
                f"claimant.{signature.name}, or member.{signature.name} for each member of a role",
            )
        return RuleName(signature, Self() if signature.of == "person" else None)

    def _attribute(self, name: str, line: int) -> FactName:
        attribute = self.law.attributes[name]
        self.used_attributes.add(name)
        if attribute.entity not in ("person", "member"):
            return FactName(attribute, None)
        if self.version.of == "unit":
            raise self.error(
                line, f"{name} is of a person", f"claimant.{name}, or member.{name} for each member of a role"
            )
        return FactName(attribute, Self())

    # Statements

    def block(self, statements: list[ast.stmt], line: int) -> Value:
        """What a list of statements returns."""
        for at, statement in enumerate(statements):
            rest = statements[at + 1 :]
            if isinstance(statement, ast.Assign):
                self._assign(statement)
            elif isinstance(statement, ast.Return):
                if rest:
                    raise self.error(rest[0].lineno, "this is never reached", "nothing after return")
                return self._return(statement)
            elif isinstance(statement, ast.If):
                value = self._if(statement, rest)
                if value is not None:
                    return value
            else:
                kind = type(statement).__name__.lower()
                raise self.error(statement.lineno, f"{kind} is no statement of law", "an assignment, if or return")
        raise self.error(
            line, f"{self.version.name} does not return on every path: a missing branch", "return on every path"
        )

    def _return(self, statement: ast.Return) -> Value:
        if statement.value is None:
            raise self.error(statement.lineno, "return gives nothing", "return with a value")
        value = self.value(statement.value)
        if value.type.kind in ("table", "choices"):
            raise self.error(
                statement.lineno,
                f"a rule cannot give {value.type}",
                "a number, money, a day, a window, a choice or yes/no",
            )
        if value.type.per == ANY_PERIOD:
            raise self.error(statement.lineno, "money of any period leaves the rule", "per(PERIOD, …)")
        number = self.numbers[id(statement)]
        node: Node = Return(number, value.node, lo=value.node.lo, hi=value.node.hi)
        return Value(value.type, node, const(self.at_line(statement.lineno, lambda: value.steps)))

    def _assign(self, statement: ast.Assign) -> None:
        target = statement.targets[0]
        if len(statement.targets) != 1 or not isinstance(target, ast.Name):
            raise self.error(statement.lineno, "one name is assigned at a time", "name = …")
        if any(target.id == name for name, _ in self.version.arguments):
            raise self.error(statement.lineno, f"{target.id} is what the rule is given", "another name")
        self.env[target.id] = self._named(target.id, self.value(statement.value), statement.lineno)
        self.forget(target.id)

    def _named(self, name: str, value: Value, line: int) -> Binding:
        steps = self.at_line(line, lambda: value.steps)
        slot = self.new_slot()
        self.locals.append(LocalName(slot, name, value.node, value.type, steps))
        local = Local(slot, lo=value.node.lo, hi=value.node.hi)
        return WindowName(local) if value.type.kind == "window" else Value(value.type, local, const(steps))

    def _if(self, statement: ast.If, rest: list[ast.stmt]) -> Value | None:
        """The value where a branch returns; None where the branches only assign."""
        test = self.yes_no(statement.test)
        body_ends, else_ends = _ends(statement.body), _ends(statement.orelse)
        if not body_ends and not else_ends:
            if _returns(statement.body) or _returns(statement.orelse):
                raise self.error(
                    statement.lineno,
                    "this branch returns only sometimes: a missing branch",
                    "return on all paths of the branch, or on none",
                )
            self._merge(statement, test)
            return None
        if body_ends and else_ends and rest:
            raise self.error(rest[0].lineno, "this is never reached", "nothing after branches that all return")
        body = statement.body if body_ends else [*statement.body, *rest]
        other = statement.orelse if else_ends else [*statement.orelse, *rest]
        before, proved = dict(self.env), set(self.proved)
        self.learn(statement.test, holds=True)
        yes = self.block(body, statement.lineno)
        self.env, self.proved = dict(before), set(proved)
        self.learn(statement.test, holds=False)
        no = self.block(other, statement.lineno)
        self.env, self.proved = before, proved
        return self.at_line(statement.lineno, lambda: choose(test.node, yes, no))

    def _merge(self, statement: ast.If, test: Value) -> None:
        before = dict(self.env)
        branches = []
        for holds, statements in ((True, statement.body), (False, statement.orelse)):
            self.env, proved = dict(before), set(self.proved)
            self.learn(statement.test, holds=holds)
            for inner in statements:
                if isinstance(inner, ast.Assign):
                    self._assign(inner)
                elif isinstance(inner, ast.If):
                    self._merge(inner, self.yes_no(inner.test))
                else:
                    raise self.error(
                        inner.lineno,
                        f"{type(inner).__name__.lower()} is no statement of law",
                        "an assignment, if or return",
                    )
            branches.append(self.env)
            self.proved = proved
        yes, no = branches
        self.env = before
        for name in sorted({name for name in (*yes, *no) if yes.get(name) is not no.get(name)}):
            if name not in yes or name not in no:
                raise self.error(
                    statement.lineno,
                    f"{name} is assigned in one branch only: a missing branch",
                    f"{name} = … in every branch, or before",
                )
            a, b = self.as_value(yes[name], statement), self.as_value(no[name], statement)
            merged = self.at_line(statement.lineno, lambda a=a, b=b: choose(test.node, a, b))  # type: ignore[misc]
            self.env[name] = self._named(name, merged, statement.lineno)
            self.forget(name)

    def yes_no(self, node: ast.expr) -> Value:
        value = self.value(node)
        if value.type.kind != "bool":
            raise self.error(node.lineno, f"{value.type} is neither yes nor no", "a comparison")
        return value


def _ends(statements: list[ast.stmt]) -> bool:
    """Does every path through these return?"""
    if not statements:
        return False
    last = statements[-1]
    return (
        isinstance(last, ast.Return)
        or (isinstance(last, ast.If) and _ends(last.body) and _ends(last.orelse))
        or any(isinstance(statement, ast.Return) for statement in statements)
    )


def _returns(statements: list[ast.stmt]) -> bool:
    return any(isinstance(node, ast.Return) for statement in statements for node in ast.walk(statement))
