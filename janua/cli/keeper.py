"""What an operator does at the machine: as the keeper, and in the trail under the operator's name."""

import getpass
from collections.abc import Callable
from typing import Any, TypeVar
from uuid import UUID

_Made = TypeVar("_Made")


def as_keeper(act: Callable[[], _Made]) -> _Made:
    """Do one thing as the keeper, in a transaction of its own."""
    from janua.base.actors import acting_as, system_actor

    with acting_as(system_actor("keeper"), purpose="keys"):
        return act()


def record_for_operator(action: str, details: dict[str, Any], *, object_type: str, object_id: UUID | None) -> None:
    """Leave a row in the trail that names who ran the command."""
    from janua.base.audit import record

    record(action, object_type=object_type, object_id=object_id, details={**details, "by": operator()})


def operator() -> str:
    """Who runs the command, as a code that the trail takes."""
    name = "".join(sign for sign in getpass.getuser() if sign.isalnum() or sign in "_.-")
    return f"operator:{name}"[:80]
