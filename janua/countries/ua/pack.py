"""Ukraine's pack: one `Country` object."""

from pathlib import Path

from janua.countries.ua.attributes import ATTRIBUTES
from janua.countries.ua.identifiers import IDENTIFIER_RULES
from janua.countries.ua.listed import LISTED
from janua.countries.ua.questionnaire import QUESTIONNAIRE
from janua.countries.ua.situations import check_situation, event_of
from janua.countries.ua.units import RELATIONSHIP_KINDS, UNITS
from janua.pack.country import Country
from janua.pack.messages import load_messages

_FOLDER = Path(__file__).parent
_LANGUAGES = ("uk", "en")


COUNTRY = Country(
    code="ua",
    names={"en": "Ukraine", "uk": "Україна"},
    languages=_LANGUAGES,
    currency="UAH",
    law_folder=_FOLDER / "law",
    attributes=ATTRIBUTES,
    units=UNITS,
    messages=load_messages(_FOLDER / "messages", _LANGUAGES),
    event_of=event_of,
    relationship_kinds=RELATIONSHIP_KINDS,
    check_situation=check_situation,
    questionnaire=QUESTIONNAIRE,
    listed=LISTED,
    identifier_rules=IDENTIFIER_RULES,
)
