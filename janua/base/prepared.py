"""Hot reads: written as querysets, built once a process, run as prepared statements.

Building and compiling a queryset costs several times what running it costs, and Django's own cursors put the
parameters into the text, so that the server plans each time anew: under row security that is about a millisecond
a query. A plan depends on the role, which PostgreSQL knows, and not on the actor, who is looked up when it runs.
"""

import inspect
import operator
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

import psycopg
from django.db import connection
from django.db.models import Expression, Field, ForeignKey, Lookup, QuerySet
from django.db.models.query import FlatValuesListIterable, ModelIterable, ValuesListIterable, get_related_populators
from psycopg.pq import Format

_Row = TypeVar("_Row")
# Statements that a connection keeps; beyond them the oldest is forgotten.
KEPT = 400


def fetch(statement: str, parameters: Mapping[str, Any] | Sequence[Any]) -> list[tuple[Any, ...]]:
    """Run one of our statements, prepared on this connection at the first use, and give its rows."""
    return _run(statement, parameters, Format.BINARY)


class Given(Expression):
    """A value that each call of a prepared query gives, by its name."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.name = name

    def as_sql(self, compiler: object, connection: object) -> tuple[str, tuple[Any, ...]]:
        """A place for it, with itself as the parameter."""
        return "%s", (self,)


@ForeignKey.register_lookup
@Field.register_lookup
class Among(Lookup):
    """One of the values of a list: as `in`, but the same statement however many there are."""

    lookup_name = "among"

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        """The column, and an array beside it."""
        column, of_column = self.process_lhs(compiler, connection)
        values, of_values = self.process_rhs(compiler, connection)
        return f"{column} = ANY({values})", (*of_column, *of_values)


@dataclass(frozen=True)
class _Built:
    """A queryset as it was built: its text, the names of its parameters in their order, and how a row is read."""

    statement: str
    names: tuple[str, ...]
    converters: tuple[tuple[int, Callable[[Any, Any], Any]], ...]
    read: Callable[[list[Any]], Any]


class Prepared(Generic[_Row]):
    """A queryset that is built once; called with its values it gives the rows.

    Each parameter of the function that writes it stands for a value and may only be compared with (`=`, `__lt`,
    `__among` …); None is no value. Nothing else may depend on the call, for what was built first is kept.
    """

    def __init__(self, write: Callable[..., QuerySet[Any, _Row]]) -> None:
        self._write = write
        self._built: _Built | None = None

    def __call__(self, **values: object) -> list[_Row]:
        """Every row."""
        if self._built is None:
            self._built = _build(self._write)
        built = self._built
        rows = _run(built.statement, [values[name] for name in built.names], Format.TEXT)
        return [built.read(row) for row in _converted(rows, built.converters)]

    def first(self, **values: object) -> _Row | None:
        """The first row; the queryset says that it wants one."""
        return next(iter(self(**values)), None)


def prepared(write: Callable[..., QuerySet[Any, _Row]]) -> Prepared[_Row]:
    """Have a queryset built once: of models, with what it selects beside them, or of `values_list`."""
    return Prepared(write)


def _build(write: Callable[..., QuerySet[Any, Any]]) -> _Built:
    queryset = write(**{name: Given(name) for name in inspect.signature(write).parameters})
    compiler: Any = queryset.query.get_compiler(using=queryset.db)
    text, parameters = compiler.as_sql()
    expressions = [select[0] for select in compiler.select[: compiler.col_count]]
    converters = tuple(
        (place, _bound(converter, expression))
        for place, (found, expression) in compiler.get_converters(expressions).items()
        for converter in found
    )
    # What is no value of the call is part of the text: a plan may then use the indexes that are made for it.
    places = ["%s" if isinstance(one, Given) else _literal(one) for one in parameters]
    names = tuple(one.name for one in parameters if isinstance(one, Given))
    return _Built(_filled(text, places), names, converters, _reader(queryset, compiler))


def _filled(text: str, places: Sequence[str]) -> str:
    """The text with each `%s` replaced; a doubled per cent sign stays one for the driver."""
    pieces = text.split("%s")
    assert len(pieces) == len(places) + 1, text
    return "".join(piece + place for piece, place in zip(pieces, [*places, ""], strict=True))


def _literal(value: object) -> str:
    with connection.cursor() as cursor:
        text: str = cursor.mogrify("%s", [value])
    return text.replace("%", "%%")


def _bound(converter: Callable[[Any, Any, Any], Any], expression: Any) -> Callable[[Any, Any], Any]:
    return lambda value, on: converter(value, expression, on)


def _reader(queryset: Any, compiler: Any) -> Callable[[list[Any]], Any]:
    """How a row becomes what the queryset gives."""
    kind = queryset._iterable_class
    if kind is FlatValuesListIterable:
        return operator.itemgetter(0)
    if kind is ValuesListIterable:
        return tuple
    if kind is not ModelIterable:
        raise TypeError(f"{kind.__name__} cannot be prepared: ask for models or a values_list.")
    select, about, annotated = compiler.select, compiler.klass_info, compiler.annotation_col_map
    first, last = about["select_fields"][0], about["select_fields"][-1] + 1
    names = [column[0].target.attname for column in select[first:last]]
    related = get_related_populators(about, select, queryset.db)  # type: ignore[call-arg]  # not at our version
    model, db = about["model"], queryset.db

    def read(row: list[Any]) -> Any:
        found = model.from_db(db, names, row[first:last])
        for populator in related:
            populator.populate(row, found)
        for name, place in annotated.items():
            setattr(found, name, row[place])
        return found

    return read


def _converted(
    rows: list[tuple[Any, ...]], converters: tuple[tuple[int, Callable[[Any, Any], Any]], ...]
) -> Iterator[list[Any]]:
    for row in map(list, rows):
        for place, converter in converters:
            row[place] = converter(row[place], connection)
        yield row


def _run(statement: str, parameters: Mapping[str, Any] | Sequence[Any], form: Format) -> list[tuple[Any, ...]]:
    connection.ensure_connection()
    raw: psycopg.Connection[Any] = connection.connection
    raw.prepare_threshold, raw.prepared_max = 0, KEPT
    cursor: Any = psycopg.Cursor(raw)
    cursor.format = form
    wrapped = connection.make_debug_cursor(cursor) if connection.queries_logged else connection.make_cursor(cursor)
    with wrapped:
        wrapped.execute(statement, parameters)
        if connection.queries_logged:
            # The driver keeps no text of what it only names to the server; a log without text misleads.
            connection.queries_log[-1]["sql"] = statement.strip()
        return list(wrapped.fetchall())
