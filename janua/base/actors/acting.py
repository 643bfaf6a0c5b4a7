"""`acting_as`: one transaction that belongs to one actor."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field

from django.db import connection, transaction

from janua.base import clock
from janua.base.actors.identity import Actor, ActorConflict, NoActor


@dataclass(frozen=True)
class _Acting:
    actor: Actor
    purpose: str
    if_rolled_back: list[Callable[[], None]] = field(default_factory=list)


_acting: ContextVar[_Acting | None] = ContextVar("janua_acting", default=None)


@contextmanager
def acting_as(actor: Actor, *, purpose: str = "", savepoint: bool = True) -> Iterator[None]:
    """Do the work inside as `actor`, in one transaction, and tell the database so.

    Use inside another `acting_as` joins it where the actor is the same; its purpose stays. The settings end
    with the transaction, so the next user of the connection finds none.

    savepoint   whether joining sets one; reads that nobody tries again when they fail go without
    Raises   ActorConflict
    """
    outer = _acting.get()
    if outer is not None and connection.in_atomic_block:
        if outer.actor != actor:
            raise ActorConflict(f"{outer.actor.name} is acting; {actor.name} cannot join this transaction.")
        with transaction.atomic(savepoint=savepoint):
            yield
        return
    token = _acting.set(_Acting(actor, purpose))
    within = connection.in_atomic_block
    try:
        with transaction.atomic():
            _tell(actor=actor.setting, purpose=purpose, today=clock.today().isoformat())
            yield
            if within and not connection.needs_rollback:
                # A released savepoint keeps its settings: without this they would outlive the actor.
                _tell(actor="", purpose="", today="")
    finally:
        _acting.reset(token)


def current_actor() -> Actor:
    """Give the actor of this transaction.

    Raises   NoActor
    """
    acting = _acting.get()
    if acting is None:
        raise NoActor("Nobody acts: wrap this in janua.base.actors.acting_as(actor, purpose=…).")
    return acting.actor


def current_purpose() -> str:
    """Give the purpose of this transaction; empty where none was named.

    Raises   NoActor
    """
    acting = _acting.get()
    if acting is None:
        raise NoActor("Nobody acts: wrap this in janua.base.actors.acting_as(actor, purpose=…).")
    return acting.purpose


def if_rolled_back(write: Callable[[], None]) -> None:
    """Have `write` called in a second transaction of the same actor, should the response roll this one back.

    For rows that must stay though the page failed: the access log, rate limits.
    Raises   NoActor
    """
    acting = _acting.get()
    if acting is None:
        raise NoActor("Nobody acts: wrap this in janua.base.actors.acting_as(actor, purpose=…).")
    acting.if_rolled_back.append(write)


def pending_writes() -> list[Callable[[], None]]:
    """Give what `if_rolled_back` was asked to keep in this transaction."""
    acting = _acting.get()
    return [] if acting is None else acting.if_rolled_back


def _tell(*, actor: str, purpose: str, today: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT set_config('janua.actor', %s, true), set_config('janua.purpose', %s, true),"
            " set_config('janua.today', %s, true)",
            [actor, purpose, today],
        )
