"""What a log line says, and what it never says, whoever wrote it."""

import json
import logging
import sys
from typing import Any

import psycopg
import pytest

from janua.config.log import JsonFormatter, LineFormatter, know_words, tell_all_by_log
from janua.exchange.request_id import carrying
from janua.values import uuid7
from tests.database import RunningDatabase


def _record(name: str, message: object, *arguments: object, error: Any = None) -> logging.LogRecord:
    return logging.LogRecord(name, logging.ERROR, __file__, 12, message, arguments, error, func="somewhere")


def _written(error: BaseException) -> str:
    try:
        try:
            raise error
        except type(error) as first:
            raise LookupError("Kanarju as well") from first
    except LookupError:
        record = _record("janua", "It failed.", error=sys.exc_info())
    # Another handler may have written the error down before.
    record.exc_text = "Kanarju"
    return LineFormatter().format(record)


def test_write_an_error_by_kind_and_place_without_its_words() -> None:
    written = _written(ValueError("'Kanarju' is no number"))

    assert "Kanarju" not in written
    assert written.splitlines()[0].endswith("ERROR janua It failed.")
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


def test_write_for_machines_one_object_a_line() -> None:
    claim = uuid7()
    record = _record("janua.casework", "claim %s cannot be assessed", claim)
    record.created, record.msecs = 1_700_000_000.0, 7.0

    with carrying() as request:
        line = JsonFormatter().format(record)

    assert "\n" not in line
    assert json.loads(line) == {
        "at": "2023-11-14T22:13:20.007Z",
        "level": "ERROR",
        "logger": "janua.casework",
        "message": f"claim {claim} cannot be assessed",
        "request": request,
    }


def test_write_numbers_kinds_and_words_of_our_own_and_nothing_else() -> None:
    know_words()
    loop = "janua.base.audit.jobs.seal_audit"
    pattern = "%s %d %s %s %s %s"
    record = _record("janua", pattern, loop, 3, ValueError("Kanarju"), ValueError, "Kanarju", ["Kanarju"])

    written = JsonFormatter().format(record)

    assert json.loads(written)["message"] == f"{loop} 3 ValueError ValueError … …"


@pytest.mark.parametrize(
    ("record", "message"),
    [
        (_record("django.request", "Not Found: %s", "/persons/?name=Kanarju"), "Not Found: %s"),
        (_record("django.security.DisallowedHost", "Invalid HTTP_HOST header: 'Kanarju'"), "test_log.somewhere:12"),
        (_record("procrastinate.worker", f"Job failed {'Kanarju'}"), "test_log.somewhere:12"),
        (_record("django.db.backends", "(%.3f) %s; args=%s", 0.1, "SELECT", ("Kanarju",)), "(%.3f) %s; args=%s"),
        (_record("janua", {"name": "Kanarju"}), "…"),
        (_record("janua", "%d of %d", "Kanarju"), "%d of %d"),
    ],
)
def test_write_of_what_others_say_the_pattern_or_the_place_alone(record: logging.LogRecord, message: str) -> None:
    # What they hang on a record besides is not ours to show.
    record.request, record.args_of_job, record.actor = "Kanarju", {"name": "Kanarju"}, "Kanarju"

    written = json.loads(JsonFormatter().format(record))

    assert {name: written[name] for name in written if name != "at"} == {
        "level": "ERROR",
        "logger": record.name,
        "message": message,
    }


def test_tell_by_log_what_python_would_print(monkeypatch: Any, caplog: Any) -> None:
    import threading

    for holder, name in ((sys, "excepthook"), (threading, "excepthook"), (logging, "raiseExceptions")):
        monkeypatch.setattr(holder, name, getattr(holder, name))
    tell_all_by_log()
    logging.captureWarnings(capture=False)

    sys.excepthook(ValueError, ValueError("Kanarju"), None)
    threading.excepthook(threading.ExceptHookArgs((ValueError, ValueError("Kanarju"), None, None)))

    written = [json.loads(JsonFormatter().format(record)) for record in caplog.records]
    assert [(line["message"], line["error"]) for line in written] == [
        ("The process ends by an error.", "builtins.ValueError"),
        ("A thread ends by an error.", "builtins.ValueError"),
    ]
    assert logging.raiseExceptions is False
