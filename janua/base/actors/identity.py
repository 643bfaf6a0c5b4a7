"""The actor itself, as Python and the database see it."""

from dataclasses import dataclass
from typing import Literal
from uuid import UUID

ActorKind = Literal["citizen", "staff", "system"]


class NoActor(RuntimeError):
    """Somebody asked who acts, and nobody does: wrap the work in `acting_as(…)`."""


class ActorConflict(RuntimeError):
    """A transaction belongs to one actor: end the outer `acting_as` before another begins."""


@dataclass(frozen=True)
class Actor:
    """One who acts: an account of a citizen or of staff, or a machine step with a name."""

    kind: ActorKind
    account_id: UUID | None
    name: str

    def __post_init__(self) -> None:
        """Refuse an actor that the database could not tell apart from another."""
        if (self.kind == "system") != (self.account_id is None):
            raise ValueError("A system actor has a name and no account; every other actor has an account.")
        if not self.name:
            raise ValueError("An actor has a name.")

    @property
    def setting(self) -> str:
        """The value of `janua.actor`: the account's uuid, or `system:` and the name."""
        return f"system:{self.name}" if self.account_id is None else str(self.account_id)
