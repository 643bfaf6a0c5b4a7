"""Loading the population into the registers by COPY.

COPY cannot write where row security holds, so each batch is copied into tables of the session and moved on by one
INSERT a table, as the owner under the name of the system actor loader: policies and triggers see every row.
"""

import json
from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime
from typing import Any

from psycopg import Connection, Cursor, sql

from demo.population.people import Family
from demo.population.rows import COLUMNS, Country, Row, Rows

# Columns that the database works out on the way, as registers_refresh_persons does.
_WORKED_OUT = {("registers_person", "found_by"): "lower(unaccent(found_by))"}


def load_population(
    connection: Connection[Any],
    families: Iterable[Family],
    *,
    country: Country,
    sources: frozenset[str],
    today: date,
    known_from: datetime | None = None,
    batch: int = 2_000,
    progress: Callable[[int], None] = lambda _: None,
) -> dict[str, int]:
    """Load areas, offices and families; give the number of rows by table.

    connection   signed in as the owner, outside a transaction
    sources      the registers whose statements become facts
    known_from   since when all this is known; now where None
    batch        persons a transaction; memory does not grow beyond one batch
    progress     told the number of persons after each batch
    """
    counts = dict.fromkeys(COLUMNS, 0)
    rows = Rows(country, sources, known_from or datetime.now(UTC))
    with connection.transaction(), connection.cursor() as cursor:
        _become_loader(cursor, today)
        _place(cursor, country)
        for table, columns in COLUMNS.items():
            cursor.execute(_make_staging(table, columns))
    waiting = 0
    for family in families:
        rows.add(family)
        waiting += len(family.persons)
        if waiting >= batch:
            _write(connection, rows.take(), today, counts)
            progress(waiting)
            waiting = 0
    _write(connection, rows.take(), today, counts)
    progress(waiting)
    with connection.transaction(), connection.cursor() as cursor:
        for table in COLUMNS:
            cursor.execute(sql.SQL("DROP TABLE {}").format(_staging(table)))
    return counts


def _write(connection: Connection[Any], tables: dict[str, list[Row]], today: date, counts: dict[str, int]) -> None:
    with connection.transaction(), connection.cursor() as cursor:
        _become_loader(cursor, today)
        for table, rows in tables.items():
            _copy(cursor, table, rows)
        for table in sorted(tables, key=_ORDER.index):
            cursor.execute(_move_on(table))
            counts[table] += cursor.rowcount


_ORDER = sorted(COLUMNS, key=lambda table: (table not in {"registers_dwelling", "registers_person"}, table))


def _become_loader(cursor: Cursor[Any], today: date) -> None:
    cursor.execute(
        "SELECT set_config('janua.actor', 'system:loader', true), set_config('janua.purpose', %s, true),"
        " set_config('janua.today', %s, true)",
        ["load the fictional population", today.isoformat()],
    )


def _place(cursor: Cursor[Any], country: Country) -> None:
    """Put areas and offices in place; again changes nothing."""
    paths: dict[int, list[int]] = {}
    for area in country.areas:
        paths[area.id] = [*(paths[area.parent] if area.parent else []), area.id]
        cursor.execute(
            "INSERT INTO areas_area (id, code, kind, names, parent_id, path) VALUES (%s, %s, %s, %s, %s, %s)"
            " ON CONFLICT (id) DO NOTHING",
            [area.id, area.code, area.kind, json.dumps(area.names), area.parent, paths[area.id]],
        )
    for office in country.offices:
        cursor.execute(
            "INSERT INTO areas_office (id, code, names, area_id, opens_on) VALUES (%s, %s, %s, %s, %s)"
            " ON CONFLICT (id) DO NOTHING",
            [office.id, office.code, json.dumps(office.names), office.area, date(2000, 1, 1)],
        )


def _copy(cursor: Cursor[Any], table: str, rows: list[Row]) -> None:
    columns = sql.SQL(", ").join(map(sql.Identifier, COLUMNS[table]))
    with cursor.copy(sql.SQL("COPY {} ({}) FROM STDIN").format(_staging(table), columns)) as copy:
        for row in rows:
            copy.write_row(row)


def _staging(table: str) -> sql.Identifier:
    return sql.Identifier("pg_temp", f"loading_{table}")


def _make_staging(table: str, columns: tuple[str, ...]) -> sql.Composed:
    chosen = sql.SQL(", ").join(map(sql.Identifier, columns))
    statement = "CREATE TEMP TABLE {} ON COMMIT DELETE ROWS AS SELECT {} FROM {} WITH NO DATA"
    name = sql.Identifier(f"loading_{table}")
    return sql.SQL(statement).format(name, chosen, sql.Identifier(table))


def _move_on(table: str) -> sql.Composed:
    columns = COLUMNS[table]
    values = [
        sql.SQL(_WORKED_OUT[table, column]) if (table, column) in _WORKED_OUT else sql.Identifier(column)
        for column in columns
    ]
    return sql.SQL("INSERT INTO {} ({}) SELECT {} FROM {}").format(
        sql.Identifier(table),
        sql.SQL(", ").join(map(sql.Identifier, columns)),
        sql.SQL(", ").join(values),
        _staging(table),
    )
