"""Malta's pack: one `Country` object."""

from datetime import date
from pathlib import Path

from janua.countries.mt.attributes import ATTRIBUTES
from janua.countries.mt.proactive import PROACTIVE
from janua.countries.mt.registers import REGISTERS
from janua.countries.mt.services import SERVICES
from janua.countries.mt.units import CUSTODY_KINDS, MARRIED_KINDS, PARENT_KINDS, UNITS
from janua.pack.country import Country
from janua.pack.messages import load_messages
from janua.rules import Situation, SituationError

_FOLDER = Path(__file__).parent
_LANGUAGES = ("mt", "en")


def event_of(programme: str, situation: Situation, on: date) -> date | None:
    """For the birth bonus: the latest birth or adoption by the claimant that is not after the day, else the day itself.

    Every other programme is about no event.
    """
    if programme != "MT-BB":
        return None
    came = [
        day
        for relation in situation.relationships
        if relation.of == situation.claimant and relation.kind in PARENT_KINDS
        for day in [_came_on(situation, relation.to, adopted=relation.kind == "adoptive_parent")]
        if day is not None and day <= on
    ]
    return max(came, default=on)


def check_situation(situation: Situation) -> None:
    """Refuse a parent who is younger than the child: the relationship was written the wrong way round.

    Raises   SituationError
    """
    for number, relation in enumerate(situation.relationships):
        if relation.kind in PARENT_KINDS:
            older = _came_on(situation, relation.of, adopted=False)
            younger = _came_on(situation, relation.to, adopted=False)
            if older is not None and younger is not None and older >= younger:
                raise SituationError(
                    f"relationships[{number}]: {relation.of} was born on {older} and cannot be {relation.kind} of "
                    f"{relation.to}, born on {younger}; `of` is the parent, `to` is the child"
                )


def _came_on(situation: Situation, child: str, *, adopted: bool) -> date | None:
    items = situation.plain_items(child, "date_of_adoption" if adopted else "date_of_birth")
    value = items[0].value if items else None
    return date.fromisoformat(value) if isinstance(value, str) else None


COUNTRY = Country(
    code="mt",
    names={"en": "Malta", "mt": "Malta"},
    languages=_LANGUAGES,
    currency="EUR",
    law_folder=_FOLDER / "law",
    attributes=ATTRIBUTES,
    units=UNITS,
    messages=load_messages(_FOLDER / "messages", _LANGUAGES),
    event_of=event_of,
    registers=REGISTERS,
    services=SERVICES,
    proactive=PROACTIVE,
    relationship_kinds=(*CUSTODY_KINDS, "foster_parent", "carer", *MARRIED_KINDS, "cohabitant"),
    check_situation=check_situation,
)
