"""Malta's pack: one `Country` object."""

from datetime import time
from pathlib import Path

from janua.countries.mt.attributes import ATTRIBUTES
from janua.countries.mt.bank import BANK, BUDGET_LINES
from janua.countries.mt.calendar import CALENDAR
from janua.countries.mt.guides import GUIDANCE
from janua.countries.mt.identifiers import IDENTIFIER_RULES
from janua.countries.mt.identity import IDENTITY
from janua.countries.mt.letters import LETTERS
from janua.countries.mt.listed import LISTED
from janua.countries.mt.proactive import PROACTIVE
from janua.countries.mt.questionnaire import QUESTIONNAIRE
from janua.countries.mt.records import ACCOUNT_FACTS, RECORDS
from janua.countries.mt.registers import REGISTERS
from janua.countries.mt.retention import RETENTION
from janua.countries.mt.services import SERVICES
from janua.countries.mt.situations import check_situation, event_of
from janua.countries.mt.units import CUSTODY_KINDS, MARRIED_KINDS, UNITS
from janua.pack.country import Country
from janua.pack.messages import load_messages
from janua.pack.watching import Watching

_FOLDER = Path(__file__).parent
_LANGUAGES = ("mt", "en")


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
    payment_calendar=CALENDAR,
    payment_bank=BANK,
    budget_lines=BUDGET_LINES,
    incomes=dict.fromkeys(("MT-CA", "MT-CAS"), "childrens_allowance.reckonable_income"),
    letter_templates=LETTERS,
    identity_provider=IDENTITY,
    guidance=GUIDANCE,
    questionnaire=QUESTIONNAIRE,
    listed=LISTED,
    identifier_rules=IDENTIFIER_RULES,
    notices=load_messages(_FOLDER / "notices", _LANGUAGES),
    records=RECORDS,
    retention=RETENTION,
    account_facts=ACCOUNT_FACTS,
    # Nobody's published hours: wide enough that whoever comes early or stays late is not remarked upon.
    watching=Watching(opens=time(7, 0), closes=time(18, 0)),
    relationship_kinds=(*CUSTODY_KINDS, "foster_parent", "carer", *MARRIED_KINDS, "cohabitant"),
    check_situation=check_situation,
)
