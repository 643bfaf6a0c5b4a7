"""What a look-up before somebody is registered answers: which office likely has them, and nothing else."""

from dataclasses import dataclass
from datetime import date

from janua.base.areas.models import Office
from janua.casework.queries import office_serving
from janua.registers.actions.look_up import look_up
from janua.workbench.journeys.named import in_language


@dataclass(frozen=True)
class Answer:
    """Whether somebody of the officer's own areas is likely the one, and which other offices hold a likely match."""

    is_here: bool
    offices: tuple[str, ...]


def answer(*, name: str, born_on: date | None, number: str, on: date) -> Answer:
    """Look somebody up.

    Raises   NotPermitted, TooLittleToLookUp, TooManyLookUps
    """
    found = look_up(name=name, born_on=born_on, number=number, on=on)
    offices = [_office(area, on=on) for area in found.elsewhere]
    return Answer(found.is_here, tuple(dict.fromkeys(offices)))


def _office(area: int, *, on: date) -> str:
    office: Office = office_serving(area_id=area, on=on)
    return in_language(office.names, office.code)
