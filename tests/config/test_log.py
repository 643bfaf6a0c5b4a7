"""What a log line says of an error."""

import logging
import sys

import psycopg
import pytest

from janua.config.log import UtcFormatter
from tests.database import RunningDatabase


def _written(error: BaseException) -> str:
    try:
        try:
            raise error
        except type(error) as first:
            raise LookupError("Kanarju as well") from first
    except LookupError:
        record = logging.LogRecord("janua", logging.ERROR, __file__, 1, "It failed.", (), sys.exc_info())
    # Another handler may have written the error down before.
    record.exc_text = "Kanarju"
    return UtcFormatter("%(levelname)s %(message)s").format(record)


def test_write_an_error_by_kind_and_place_without_its_words() -> None:
    written = _written(ValueError("'Kanarju' is no number"))

    assert "Kanarju" not in written
    assert written.splitlines()[0] == "ERROR It failed."
    assert [line for line in written.splitlines()[1:] if not line.startswith("  File")] == [
        "builtins.LookupError",
        "caused by:",
        "builtins.ValueError",
    ]
    assert "in _written" in written


def test_write_a_refusal_of_the_database_by_its_constraint(real_database: RunningDatabase) -> None:
    row = (
        "INSERT INTO registers_person (id, given_names, other_names, family_name, script, found_by, identifier,"
        " language, restricted, registered_at)"
        " VALUES (gen_random_uuid(), '', '', 'Kanarju', 'Latn', '', '', '', null, now())"
    )
    with pytest.raises(psycopg.Error, match="Kanarju") as refused:
        real_database.connect("postgres").execute(row)

    written = _written(refused.value)

    assert "Kanarju" not in written
    assert "psycopg.errors.NotNullViolation 23502 registers_person" in written


def test_write_no_link_that_is_still_good() -> None:
    record = logging.LogRecord("django.request", 30, __file__, 1, "%s: %s", ("Gone", "/set-up/s3cr-et_/"), None)

    assert UtcFormatter("%(message)s").format(record) == "Gone: /set-up/…/"
