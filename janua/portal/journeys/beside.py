"""Of whom else a page tells: children, and adults who allowed it. Whoever guards a page leaves a row in their log.

A page asks here, and nowhere else, whom it may show beside its own person; so no page is forgotten in the log.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date
from uuid import UUID

from janua.registers.queries.shown import ShownPerson, shown_to

_told: ContextVar[set[UUID] | None] = ContextVar("janua_told_of", default=None)


@contextmanager
def telling() -> Iterator[set[UUID]]:
    """Collect of whom the page tells that is made inside."""
    told: set[UUID] = set()
    token = _told.set(told)
    try:
        yield told
    finally:
        _told.reset(token)


def tell_of(persons: Iterable[UUID]) -> None:
    """Note that the page tells of these persons."""
    told = _told.get()
    if told is not None:
        told.update(persons)


def shown_beside(*, person: UUID, on: date) -> tuple[ShownPerson, ...]:
    """The person, their minor children, and adults who let the person see, as the page tells of them."""
    shown = shown_to(person=person, on=on)
    tell_of(one.id for one in shown)
    return shown
