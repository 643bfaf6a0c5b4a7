"""The pack of Trinidad and Tobago: one `Country` object."""

from pathlib import Path

from janua.countries.tt.attributes import ATTRIBUTES
from janua.countries.tt.identifiers import IDENTIFIER_RULES
from janua.countries.tt.listed import LISTED
from janua.countries.tt.questionnaire import QUESTIONNAIRE
from janua.countries.tt.situations import check_situation, event_of
from janua.countries.tt.units import UNITS
from janua.pack.country import Country
from janua.pack.messages import load_messages

_FOLDER = Path(__file__).parent
_LANGUAGES = ("en",)


COUNTRY = Country(
    code="tt",
    names={"en": "Trinidad and Tobago"},
    languages=_LANGUAGES,
    currency="TTD",
    law_folder=_FOLDER / "law",
    attributes=ATTRIBUTES,
    units=UNITS,
    messages=load_messages(_FOLDER / "messages", _LANGUAGES),
    event_of=event_of,
    relationship_kinds=("parent", "adoptive_parent", "guardian", "carer", "spouse", "cohabitant", "relative"),
    check_situation=check_situation,
    questionnaire=QUESTIONNAIRE,
    listed=LISTED,
    identifier_rules=IDENTIFIER_RULES,
)
