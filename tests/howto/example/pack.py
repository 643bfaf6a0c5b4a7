"""The pack of a country that does not exist: what every pack has, and nothing that one benefit can do without."""

from datetime import date
from pathlib import Path

from janua.pack.country import Country
from janua.pack.messages import load_messages
from janua.rules import Situation
from tests.howto.example.attributes import ATTRIBUTES
from tests.howto.example.questionnaire import QUESTIONNAIRE
from tests.howto.example.services import SERVICES
from tests.howto.example.units import UNITS

_FOLDER = Path(__file__).parent
_LANGUAGES = ("en",)


def event_of(_programme: str, _situation: Situation, on: date) -> date | None:
    """The school year begins on 1 September of the year asked about."""
    return date(on.year, 9, 1)


def check_situation(_situation: Situation) -> None:
    """Nothing that may be written is impossible here."""


COUNTRY = Country(
    code="zz",
    names={"en": "Example"},
    languages=_LANGUAGES,
    currency="EUR",
    law_folder=_FOLDER / "law",
    attributes=ATTRIBUTES,
    units=UNITS,
    messages=load_messages(_FOLDER / "messages", _LANGUAGES),
    event_of=event_of,
    relationship_kinds=("parent", "spouse", "cohabitant"),
    check_situation=check_situation,
    services=SERVICES,
    questionnaire=QUESTIONNAIRE,
)
