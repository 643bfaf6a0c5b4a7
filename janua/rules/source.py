"""Reading law files: the tree of each, and the rules it defines; nothing is run."""

import ast
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from janua.rules import language
from janua.rules.errors import LawError, nearest
from janua.rules.types import Type
from janua.values import PeriodUnit

PARAMETER_DAYS = {"PERIOD_FIRST": "period_first", "EVENT": "event", "APPLIED": "applied", "ON": "on"}
IF_NOT = {"NOT_ELIGIBLE": "not_eligible", "NEEDS_WAIVER": "needs_waiver", "BOARD_DECIDES": "board_decides"}
_ANY_RULE = {"since", "until", "mark", "of", "citation"}
_ALLOWED = {
    "rule": _ANY_RULE,
    "condition": _ANY_RULE | {"if_not", "waiver"},
    "alternative": _ANY_RULE,
    "amount": _ANY_RULE,
    "exception_to": _ANY_RULE | {"when"},
}


@dataclass(frozen=True, slots=True)
class Programme:
    """What `programme(…)` says at the head of a law file."""

    code: str
    file: str
    unit: str
    parameters: str
    period: PeriodUnit
    currency: str
    citation: str
    title: str
    line: int


@dataclass(slots=True, eq=False)
class RuleVersion:
    """One function of a law file: a rule as it stands between two days."""

    file: str
    name: str
    kind: str  # rule, condition, alternative, amount, exception
    of: str  # unit or person
    citation: str
    since: date | None
    until: date | None
    mark: str
    meaning: str
    source: str
    path: str
    line: int
    arguments: tuple[tuple[str, str | None], ...]
    body: list[ast.stmt] = field(repr=False)
    if_not: str = "not_eligible"
    waiver: str = ""
    base: str = ""
    when: str = ""
    type: Type | None = None
    bits: int = 64

    @property
    def key(self) -> str:
        return f"{self.file}.{self.name}"

    @property
    def since_day(self) -> int:
        return self.since.toordinal() if self.since else 1

    @property
    def until_day(self) -> int:
        return self.until.toordinal() if self.until else date.max.toordinal()

    def in_force_on(self, day: int) -> bool:
        return self.since_day <= day <= self.until_day


@dataclass(slots=True)
class LawFile:
    """One file of law: its programme, its imports of other rules, its rules."""

    name: str
    path: str
    text: str
    programme: Programme | None = None
    imports: dict[str, tuple[str, str, int]] = field(default_factory=dict)  # here → (file, name there, line)
    rules: list[RuleVersion] = field(default_factory=list)


class Reader:
    """Reads one file; every fault is given to `report`, and reading goes on."""

    def __init__(self, path: Path, shown_path: str, report: Callable[[LawError], None]) -> None:
        self.file = LawFile(path.stem, shown_path, path.read_text(encoding="utf-8"))
        self.report = report

    def fault(self, node: ast.AST, what: str, instead: str) -> None:
        self.report(LawError(self.file.path, getattr(node, "lineno", 1), what, instead))

    def read(self) -> LawFile:
        """Everything the file says."""
        try:
            tree = ast.parse(self.file.text)
        except SyntaxError as error:
            self.report(LawError(self.file.path, error.lineno or 1, f"this is no Python: {error.msg}", "valid Python"))
            return self.file
        for statement in tree.body:
            try:
                self._statement(statement)
            except LawError as error:
                self.report(error)
        return self.file

    def _statement(self, statement: ast.stmt) -> None:
        if isinstance(statement, ast.FunctionDef):
            self.file.rules.append(self._rule(statement))
        elif isinstance(statement, ast.ImportFrom):
            self._import(statement)
        elif isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant):
            if not isinstance(statement.value.value, str):
                self.fault(statement, "a bare value says nothing", "a docstring")
        elif isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Call):
            self._programme(statement.value)
        else:
            kind = type(statement).__name__.lower()
            self.fault(
                statement, f"a law file holds no {kind} at its top", "imports, programme(…) and decorated functions"
            )

    def _import(self, statement: ast.ImportFrom) -> None:
        if statement.level == 1 and statement.module:
            for alias in statement.names:
                self.file.imports[alias.asname or alias.name] = (statement.module, alias.name, statement.lineno)
        elif statement.module == "janua.rules.language":
            for alias in statement.names:
                if not language.knows(alias.name):
                    hint = nearest(alias.name, language.FUNCTIONS | language.CONSTANTS | language.DECORATORS)
                    self.fault(
                        statement,
                        f"the law language has no word {alias.name}{hint}",
                        "a word of docs/rules-language.md",
                    )
        else:
            self.fault(
                statement,
                "law imports nothing of Python",
                "from janua.rules.language import … or from .other_law_file import …",
            )

    def _programme(self, call: ast.Call) -> None:
        if not (isinstance(call.func, ast.Name) and call.func.id == "programme"):
            raise self._error(call, "only programme(…) is called at the top of a law file", "programme(…)")
        if self.file.programme is not None:
            raise self._error(call, "a second programme(…) in one file", "one programme a file")
        words = {keyword.arg: keyword.value for keyword in call.keywords}
        needed = {"unit", "parameters", "period", "currency", "citation"}
        if len(call.args) != 1 or not needed <= set(words) or set(words) - needed - {"title"}:
            raise self._error(
                call,
                "programme(…) lacks or has too many words",
                'programme("CODE", unit=…, parameters=…, period=…, currency=…, citation=…, title=…)',
            )
        self.file.programme = Programme(
            code=self._text(call.args[0]),
            file=self.file.name,
            unit=self._text(words["unit"]),
            parameters=self._one_of(words["parameters"], PARAMETER_DAYS),
            period=PeriodUnit(self._one_of(words["period"], language.PERIOD_NAMES)),
            currency=self._currency(words["currency"]),
            citation=self._text(words["citation"]),
            title=self._text(words["title"]) if "title" in words else "",
            line=call.lineno,
        )

    def _rule(self, function: ast.FunctionDef) -> RuleVersion:
        decorator = function.decorator_list[0] if len(function.decorator_list) == 1 else None
        if not (isinstance(decorator, ast.Call) and isinstance(decorator.func, ast.Name)):
            raise self._error(
                function, f"{function.name} has no decorator of law", '@rule("citation"), @condition(…) or @amount(…)'
            )
        kind = decorator.func.id
        if kind not in _ALLOWED:
            raise self._error(
                decorator,
                f"@{kind} is no decorator of law{nearest(kind, _ALLOWED)}",
                "@" + ", @".join(sorted(_ALLOWED)),
            )
        words = self._words(decorator, kind)
        if kind in ("condition", "amount") and "of" in words and self._one_of(words["of"], {"UNIT": "", "PERSON": "p"}):
            raise self._error(
                decorator,
                f"a {kind} is of the unit, not of a person",
                "a @rule(of=PERSON), and say here how persons count",
            )
        version = self._version(function, decorator, kind, words)
        self._dates(decorator, version)
        return version

    def _version(
        self, function: ast.FunctionDef, decorator: ast.Call, kind: str, words: dict[str, ast.expr]
    ) -> RuleVersion:
        base, when = "", ""
        positional = [
            self._name(argument) if kind == "exception_to" else self._text(argument) for argument in decorator.args
        ]
        if kind == "exception_to":
            if not positional or "when" not in words:
                raise self._error(
                    decorator,
                    "an exception names its rule and its case",
                    "@exception_to(rule, when=yes_no_rule, citation=…)",
                )
            base, when = positional[0], self._name(words["when"])
        citation = (
            self._text(words["citation"]) if "citation" in words else "" if base or not positional else positional[0]
        )
        if not citation.strip():
            raise self._error(decorator, f"{function.name} cites no law", '@rule("Act, article")')
        return RuleVersion(
            file=self.file.name,
            name=function.name,
            kind="exception" if base else kind,
            of=self._one_of(words["of"], {"UNIT": "unit", "PERSON": "person"}) if "of" in words else "unit",
            citation=citation,
            since=self._day(words.get("since")),
            until=self._day(words.get("until")),
            mark=self._mark(words.get("mark")),
            meaning=" ".join((ast.get_docstring(function) or "").split()),
            source=ast.get_source_segment(self.file.text, function) or "",
            path=self.file.path,
            line=function.lineno,
            arguments=self._arguments(function),
            body=_without_docstring(function.body),
            if_not=self._one_of(words["if_not"], IF_NOT) if "if_not" in words else "not_eligible",
            waiver=self._text(words["waiver"]) if "waiver" in words else "",
            base=base,
            when=when,
        )

    def _words(self, decorator: ast.Call, kind: str) -> dict[str, ast.expr]:
        words = {keyword.arg or "**": keyword.value for keyword in decorator.keywords}
        unknown = sorted(set(words) - _ALLOWED[kind])
        if unknown:
            raise self._error(
                decorator,
                f"@{kind} has no {unknown[0]}={nearest(unknown[0], _ALLOWED[kind])}",
                ", ".join(f"{word}=" for word in sorted(_ALLOWED[kind])),
            )
        return words

    def _arguments(self, function: ast.FunctionDef) -> tuple[tuple[str, str | None], ...]:
        given = function.args
        if given.vararg or given.kwarg or given.kwonlyargs or given.posonlyargs or given.defaults:
            raise self._error(
                function, "arguments are plain names of what the rule needs", f"def {function.name}(income, p)"
            )
        arguments = []
        for argument in given.args:
            annotation = argument.annotation
            name = annotation.id if isinstance(annotation, ast.Name) else None
            if annotation is not None and name not in language.ANNOTATIONS:
                raise self._error(
                    argument,
                    f"{argument.arg} is given as no type of law",
                    "one of " + ", ".join(sorted(language.ANNOTATIONS)),
                )
            arguments.append((argument.arg, name))
        return tuple(arguments)

    def _dates(self, decorator: ast.Call, version: RuleVersion) -> None:
        if version.since and version.until and version.until < version.since:
            raise self._error(decorator, f"{version.name} ends before it begins", "until= on or after since=")
        if version.if_not == "needs_waiver" and not version.waiver:
            raise self._error(decorator, f"{version.name} does not say whose waiver", 'waiver="the Director"')

    def _mark(self, node: ast.expr | None) -> str:
        return "" if node is None else self._one_of_texts(node, ("S", "N", "D", "G", "A"))

    def _one_of_texts(self, node: ast.expr, allowed: tuple[str, ...]) -> str:
        text = self._text(node)
        if text not in allowed:
            raise self._error(node, f"{text!r} is not among {', '.join(allowed)}", f'"{allowed[0]}"')
        return text

    def _currency(self, node: ast.expr) -> str:
        name = self._name(node)
        if not language.is_currency(name):
            raise self._error(node, f"{name} is no currency", "EUR")
        return name

    def _one_of(self, node: ast.expr, allowed: dict[str, str]) -> str:
        name = self._name(node)
        if name not in allowed:
            raise self._error(node, f"{name} is not known here{nearest(name, allowed)}", " or ".join(allowed))
        return allowed[name]

    def _name(self, node: ast.expr) -> str:
        if not isinstance(node, ast.Name):
            raise self._error(node, "a name is needed here", "a name without quotes")
        return node.id

    def _text(self, node: ast.expr) -> str:
        if not (isinstance(node, ast.Constant) and isinstance(node.value, str)):
            raise self._error(node, "a text is needed here", "a text in quotes")
        return node.value

    def _day(self, node: ast.expr | None) -> date | None:
        if node is None:
            return None
        try:
            return date.fromisoformat(self._text(node))
        except ValueError:
            raise self._error(node, "this is no day", '"2026-01-01"') from None

    def _error(self, node: ast.AST, what: str, instead: str) -> LawError:
        return LawError(self.file.path, getattr(node, "lineno", 1), what, instead)


def _without_docstring(body: list[ast.stmt]) -> list[ast.stmt]:
    first = body[0]
    has = isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant) and isinstance(first.value.value, str)
    return body[1:] if has else body
