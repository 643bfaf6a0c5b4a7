"""What Egypt's pack adds to a written situation: the event a claim is about, and what cannot be."""

from datetime import date

from janua.countries.eg.units import PARENT_KINDS
from janua.rules import Situation, SituationError


def event_of(_programme: str, _situation: Situation, on: date) -> date | None:
    """The day asked about, where no event is named: a child is placed or returned on that day."""
    return on


def check_situation(situation: Situation) -> None:
    """Refuse a parent who is not older than the child: the relationship was written the wrong way round.

    Raises   SituationError
    """
    for number, relation in enumerate(situation.relationships):
        if relation.kind in PARENT_KINDS:
            older, younger = _born(situation, relation.of), _born(situation, relation.to)
            if older is not None and younger is not None and older >= younger:
                raise SituationError(
                    f"relationships[{number}]: {relation.of} was born on {older} and cannot be {relation.kind} of "
                    f"{relation.to}, born on {younger}; `of` is the parent, `to` is the child"
                )


def _born(situation: Situation, person: str) -> date | None:
    items = situation.plain_items(person, "date_of_birth")
    value = items[0].value if items else None
    return date.fromisoformat(value) if isinstance(value, str) else None
