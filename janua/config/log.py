"""Log lines without personal data: what may stand in one is listed, and everything else is left out.

One JSON object a line where machines read, one line of words where people do; both are made of the same fields. What
comes with a record is trusted as far as it cannot name anybody:

* our own sentences, since they are constants (a linter refuses any other), with numbers and kinds filled in;
* words that our code knows (names of jobs, loops, pages, alarms, registers), and no others; the id of a row, which
  says nothing to whoever may not read that row;
* of other libraries' records their pattern without what fills it; where they filled it in themselves, only its place;
* of an error its kind and place, of a refusal of the database its constraint; never the message, which quotes values.
"""

import json
import logging
import sys
import threading
import time
import traceback
from collections.abc import Iterator
from enum import Enum
from types import TracebackType
from typing import Any
from uuid import UUID

import psycopg

from janua.exchange.request_id import current_id

LEFT_OUT = "…"
_KNOWN: set[str] = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "OTHER", "none", "static", ""}
# Why a sign-in by the identity provider was refused (exchange/oidc.py).
_REASONS = {"code_refused", "no_id_token", "signature", "keys_unreadable", "answer_unreadable"}
_REASONS |= {"provider_has_no_description", "discovery_names_another_issuer"}
_REASONS |= {
    f"claim_{name}" for name in ("sub", "acr", "azp", "auth_time", "exp", "iat", "nonce", "aud", "iss", "missing")
}
_ACTORS = ("citizen", "staff", "system", "nobody")


def know_words() -> None:
    """Learn which words are our own: the names of jobs, loops, alarms, measures, pages and partners."""
    from django.conf import settings
    from django.urls import get_resolver

    from janua.base.health.queries import all_alarms, all_measures
    from janua.base.jobs.registry import JOBS, LOOPS
    from janua.pack.installed import country

    _KNOWN.update(_REASONS, JOBS, LOOPS, settings.JANUA_PARTNERS, settings.JANUA_DISKS)
    for register in country().registers:
        _KNOWN.update((register.code, *register.questions, *getattr(register, "subscriptions", ())))
    _KNOWN.update(alarm.name for alarm in all_alarms())
    _KNOWN.update(measure.name for measure in all_measures())
    _KNOWN.update(_names_of_pages(get_resolver(), ""))


def fields_of(record: logging.LogRecord) -> dict[str, Any]:
    """Everything that may be said of a record, in the order in which it is written."""
    fields: dict[str, Any] = {
        "at": time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(record.created)) + f".{int(record.msecs):03d}Z",
        "level": record.levelname,
        "logger": record.name,
        "message": _message(record),
    }
    if current_id():
        fields["request"] = current_id()
    actor = getattr(record, "actor", "") or _actor_now()
    if actor in _ACTORS:
        fields["actor"] = actor
    if record.exc_info and record.exc_info[1] is not None:
        fields["error"] = "\n".join(_told(record.exc_info[1]))
    return fields


class JsonFormatter(logging.Formatter):
    """One JSON object a line."""

    def format(self, record: logging.LogRecord) -> str:
        """Write a record."""
        return json.dumps(fields_of(record), ensure_ascii=False)


class LineFormatter(logging.Formatter):
    """One line of words, the places of an error below it."""

    def format(self, record: logging.LogRecord) -> str:
        """Write a record."""
        fields = fields_of(record)
        about = " ".join(f"{name}={fields[name]}" for name in ("request", "actor") if name in fields)
        words = [fields["at"], fields["level"], fields["logger"], fields["message"], about and f"[{about}]"]
        line = " ".join(word for word in words if word)
        return f"{line}\n{fields['error']}" if "error" in fields else line


def tell_all_by_log() -> None:
    """Have what Python itself would print with its words (an error nobody caught, a warning) go through the log."""
    logger = logging.getLogger("janua.config.log")
    # What cannot be written is dropped: the library would print the record with all that fills it.
    logging.raiseExceptions = False
    logging.captureWarnings(capture=True)

    def uncaught(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        logger.critical("The process ends by an error.", exc_info=(kind, error, trace))

    def in_thread(told: threading.ExceptHookArgs) -> None:
        error = told.exc_value or told.exc_type()
        logger.critical("A thread ends by an error.", exc_info=(told.exc_type, error, told.exc_traceback))

    sys.excepthook = uncaught
    threading.excepthook = in_thread


def _message(record: logging.LogRecord) -> str:
    pattern = record.msg if isinstance(record.msg, str) else LEFT_OUT
    arguments = record.args if isinstance(record.args, tuple) else ()
    if record.name.partition(".")[0] == "janua":
        try:
            return pattern % tuple(_plain(one) for one in arguments) if arguments else pattern
        except (TypeError, ValueError):
            return pattern
    # Another library may have filled its values in before it told us.
    return pattern if record.args else f"{record.module}.{record.funcName}:{record.lineno}"


def _plain(value: object) -> object:
    if isinstance(value, bool | int | float | UUID):
        return value
    if isinstance(value, type):
        return value.__qualname__
    if isinstance(value, BaseException):
        return type(value).__qualname__
    if isinstance(value, Enum):
        return value.value if isinstance(value.value, str | int) else value.name
    return value if isinstance(value, str) and value in _KNOWN else LEFT_OUT


def _actor_now() -> str:
    from janua.base.actors import NoActor, current_actor

    try:
        return current_actor().kind
    except NoActor:
        return ""


def _told(error: BaseException) -> Iterator[str]:
    """Which errors led to which, and where each was raised: a constraint's DETAIL quotes the row, so no message."""
    following: BaseException | None = error
    while following is not None:
        yield from _frames(following.__traceback__)
        yield _kind(following)
        following = following.__cause__ or (None if following.__suppress_context__ else following.__context__)
        if following is not None:
            yield "caused by:"


def _frames(trace: TracebackType | None) -> Iterator[str]:
    for frame in traceback.extract_tb(trace):
        yield f'  File "{frame.filename}", line {frame.lineno}, in {frame.name}'


def _kind(error: BaseException) -> str:
    kind = f"{type(error).__module__}.{type(error).__qualname__}"
    if isinstance(error, psycopg.Error):
        told = (error.sqlstate, error.diag.table_name, error.diag.constraint_name)
        return " ".join([kind, *(word for word in told if word)])
    return kind


def _names_of_pages(resolver: Any, spaces: str) -> Iterator[str]:
    for entry in resolver.url_patterns:
        if hasattr(entry, "url_patterns"):
            yield from _names_of_pages(entry, f"{spaces}{entry.namespace}:" if entry.namespace else spaces)
        elif entry.name:
            yield f"{spaces}{entry.name}"
