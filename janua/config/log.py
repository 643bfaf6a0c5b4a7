"""Log lines: the instant in UTC, and of an error its kind and place, never its words, which quote personal values."""

import copy
import logging
import re
import time
import traceback
from collections.abc import Iterator
from types import TracebackType
from typing import Any

import psycopg

_SECRET_LINK = re.compile(r"(/set-up/)[^/\s]+")


class UtcFormatter(logging.Formatter):
    """Writes the instant as 2026-03-01T12:00:00Z, since the process's own zone moves with its country's summer."""

    converter = staticmethod(time.gmtime)
    default_time_format = "%Y-%m-%dT%H:%M:%SZ"
    default_msec_format = None

    def format(self, record: logging.LogRecord) -> str:
        """Write a record; a traceback that another handler wrote down is not taken over."""
        own = copy.copy(record)
        own.exc_text = None
        # The link of a colleague who sets up a sign-in is a secret until it is used.
        return _SECRET_LINK.sub(r"\1…", super().format(own))

    def formatException(self, ei: Any) -> str:  # noqa: N802  (the library's name)
        """Write which errors led to which, and where each was raised.

        A constraint's DETAIL quotes the row, a faulty fact its value: the message itself is left out.
        """
        error: BaseException | None = ei[1]
        lines: list[str] = []
        while error is not None:
            lines += [*_frames(error.__traceback__), _kind(error)]
            error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
            if error is not None:
                lines.append("caused by:")
        return "\n".join(lines)


def _frames(trace: TracebackType | None) -> Iterator[str]:
    for frame in traceback.extract_tb(trace):
        yield f'  File "{frame.filename}", line {frame.lineno}, in {frame.name}'


def _kind(error: BaseException) -> str:
    kind = f"{type(error).__module__}.{type(error).__qualname__}"
    if isinstance(error, psycopg.Error):
        told = (error.sqlstate, error.diag.table_name, error.diag.constraint_name)
        return " ".join([kind, *(word for word in told if word)])
    return kind
