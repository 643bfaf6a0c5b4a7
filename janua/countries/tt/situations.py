"""What the pack of Trinidad and Tobago adds to a written situation: the event of a claim, and what cannot be."""

from datetime import date

from janua.rules import Situation, SituationError

PARENT_KINDS = ("parent", "adoptive_parent")


def event_of(_programme: str, _situation: Situation, _on: date) -> date | None:
    """No programme of this country is about an event that the law would have to find by itself."""
    return None


def check_situation(situation: Situation) -> None:
    """Refuse a parent who is younger than the child: the relationship was written the wrong way round.

    Raises   SituationError
    """
    for number, relation in enumerate(situation.relationships):
        if relation.kind in PARENT_KINDS:
            older, younger = _born_on(situation, relation.of), _born_on(situation, relation.to)
            if older is not None and younger is not None and older >= younger:
                raise SituationError(
                    f"relationships[{number}]: {relation.of} was born on {older} and cannot be {relation.kind} of "
                    f"{relation.to}, born on {younger}; `of` is the parent, `to` is the child"
                )


def _born_on(situation: Situation, person: str) -> date | None:
    items = situation.plain_items(person, "date_of_birth")
    value = items[0].value if items else None
    return date.fromisoformat(value) if isinstance(value, str) else None
