"""What Ukraine's pack adds to a written situation: the event a claim is about, and what cannot be."""

from datetime import date

from janua.countries.ua.units import CARE_KINDS, CHILD_KINDS
from janua.rules import Situation, SituationError


def event_of(programme: str, situation: Situation, on: date) -> date | None:
    """The latest birth, adoption or start of guardianship that is not after the day, else the day itself.

    Only for the aid at birth; any other claim is about no event.
    """
    if programme != "UA-BIRTH":
        return None
    came = [
        day
        for relation in situation.relationships
        if relation.of == situation.claimant and relation.kind in CARE_KINDS
        for day in [came_on(situation, relation.to, adopted=relation.kind == "adoptive_parent")]
        if day is not None and day <= on
    ]
    return max(came, default=on)


def came_on(situation: Situation, child: str, *, adopted: bool) -> date | None:
    """The birth of a child, or the day on which the adoption took effect."""
    items = situation.plain_items(child, "date_of_adoption" if adopted else "date_of_birth")
    value = items[0].value if items else None
    return date.fromisoformat(value) if isinstance(value, str) else None


def check_situation(situation: Situation) -> None:
    """Refuse a parent who is younger than the child: the relationship was written the wrong way round.

    Raises   SituationError
    """
    for number, relation in enumerate(situation.relationships):
        if relation.kind in CHILD_KINDS:
            older = came_on(situation, relation.of, adopted=False)
            younger = came_on(situation, relation.to, adopted=False)
            if older is not None and younger is not None and older >= younger:
                raise SituationError(
                    f"relationships[{number}]: {relation.of} was born on {older} and cannot be {relation.kind} of "
                    f"{relation.to}, born on {younger}; `of` is the parent, `to` is the child"
                )
