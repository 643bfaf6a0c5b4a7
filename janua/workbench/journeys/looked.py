"""The row in the access log that every page with a person leaves, whatever status the page has."""

from collections.abc import Iterable
from uuid import UUID

from janua.base.audit import log_access, log_search

PURPOSE = "casework"


def looked_at(persons: Iterable[UUID], *, page: str) -> None:
    """Leave one row: the officer was shown these persons on this page."""
    log_access(persons, page, PURPOSE)


def searched(persons: Iterable[UUID], *, page: str) -> None:
    """Leave one row: the officer searched, and was shown these persons or nobody."""
    log_search(persons, page, PURPOSE)
