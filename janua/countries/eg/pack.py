"""Egypt's pack: one `Country` object."""

from pathlib import Path

from janua.countries.eg.attributes import ATTRIBUTES
from janua.countries.eg.identifiers import IDENTIFIER_RULES
from janua.countries.eg.listed import LISTED
from janua.countries.eg.questionnaire import QUESTIONNAIRE
from janua.countries.eg.situations import check_situation, event_of
from janua.countries.eg.units import MARRIED_KINDS, OTHER_KINDS, PARENT_KINDS, UNITS, WARD_KINDS
from janua.pack.country import Country
from janua.pack.messages import load_messages

_FOLDER = Path(__file__).parent
_LANGUAGES = ("ar", "en")

COUNTRY = Country(
    code="eg",
    names={"en": "Egypt", "ar": "مصر"},
    languages=_LANGUAGES,
    currency="EGP",
    law_folder=_FOLDER / "law",
    attributes=ATTRIBUTES,
    units=UNITS,
    messages=load_messages(_FOLDER / "messages", _LANGUAGES),
    event_of=event_of,
    relationship_kinds=(*PARENT_KINDS, *WARD_KINDS, *MARRIED_KINDS, *OTHER_KINDS),
    check_situation=check_situation,
    identifier_rules=IDENTIFIER_RULES,
    listed=LISTED,
    questionnaire=QUESTIONNAIRE,
)
