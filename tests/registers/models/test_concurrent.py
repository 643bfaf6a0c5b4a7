"""Two statements of one source about one person at one time, in real transactions of their own."""

from typing import Any
from uuid import UUID

import psycopg
import pytest

from janua.values import uuid7
from tests.database import RunningDatabase

_STATE = (
    "INSERT INTO registers_fact (id, subject_id, subject_kind, attribute, source, item, number, status, assurance,"
    " known_from) VALUES (%s, %s, 1, 'employment_income', 'revenue', '', %s, 0, 3, now())"
)


def _checker(database: RunningDatabase) -> psycopg.Connection[Any]:
    connection = database.connect("janua_work")
    connection.execute("SELECT set_config('janua.actor', 'system:checker', false)")
    return connection


@pytest.fixture
def person(real_database: RunningDatabase) -> UUID:
    id_ = uuid7()
    real_database.connect("postgres").execute(
        "INSERT INTO registers_person (id, given_names, other_names, family_name, script, found_by, identifier,"
        " language, restricted, registered_at) VALUES (%s, '', '', '', 'Latn', '', '', '', false, now())",
        [id_],
    )
    return id_


def test_second_statement_waits_for_the_first_and_is_refused(real_database: RunningDatabase, person: UUID) -> None:
    first, second = _checker(real_database), _checker(real_database)
    second.execute("SET lock_timeout = '200ms'")

    with first.transaction():
        first.execute(_STATE, [uuid7(), person, 1])
        with pytest.raises(psycopg.errors.LockNotAvailable):
            second.execute(_STATE, [uuid7(), person, 2])
    with pytest.raises(psycopg.errors.ExclusionViolation, match="contradicts itself"):
        second.execute(_STATE, [uuid7(), person, 2])

    held = real_database.connect("postgres").execute("SELECT number FROM registers_fact").fetchall()
    assert held == [(1,)]


def test_statement_in_repeatable_read_is_refused(real_database: RunningDatabase, person: UUID) -> None:
    connection = _checker(real_database)
    connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ

    with pytest.raises(psycopg.errors.ActiveSqlTransaction, match="repeatable read"), connection.transaction():
        connection.execute(_STATE, [uuid7(), person, 1])
