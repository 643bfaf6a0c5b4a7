"""The row in the access log that every page with a person leaves, whatever status the page has."""

from collections.abc import Iterable
from uuid import UUID

from janua.base.actors import if_rolled_back
from janua.base.audit import log_access

PURPOSE = "casework"


def looked_at(persons: Iterable[UUID], *, page: str) -> None:
    """Leave one row: the officer was shown these persons on this page.

    A page that says no (a form with a mistake) is rolled back; its look is not.
    """
    shown = sorted(set(persons))
    log_access(shown, page, PURPOSE)
    if_rolled_back(lambda: log_access(shown, page, PURPOSE))
