"""What the law of Trinidad and Tobago reads of people and claims: each with its question, registers and limits.

Registers: `elections` Elections and Boundaries Commission, `registrar` Registrar General, `immigration` Immigration
Division, `nib` National Insurance Board, `inland_revenue` Board of Inland Revenue, `health` Regional Health
Authorities and government medical officers, `education` Ministry of Education, `prisons` Prison Service, `housing`
Ministry of Housing and Land Settlement Agency, `corporations` municipal corporations, Fire Service and Police,
`department` the ministry's own records and officers, `banks` banks and credit unions.
"""

from janua.countries.tt.income import INCOME
from janua.pack.attributes import Attribute

_A_YEAR = 365
_A_QUARTER = 91

_IDENTITY = (
    Attribute(
        name="date_of_birth",
        entity="person",
        type="date",
        meaning="The day of birth. Ages are attained on the birthday; of 29 February on 1 March in other years.",
        questions={"en": "What is the date of birth?"},
        registers=("registrar", "elections"),
    ),
    Attribute(
        name="date_of_death",
        entity="person",
        type="date",
        meaning="The day of death; silence means that no death is registered.",
        registers=("registrar",),
    ),
    Attribute(
        name="in_country",
        entity="person",
        type="bool",
        repeats=True,
        meaning="Days in Trinidad and Tobago: one entry `true` for each stay, from the day of arrival (or birth) to "
        "the day of departure, both of which count as days inside. Absences and years of presence are derived from it.",
        questions={"en": "From when to when has this person been in Trinidad and Tobago?"},
        questions_to_you={"en": "From when to when have you been in Trinidad and Tobago?"},
        registers=("immigration",),
        fresh_for_days=_A_QUARTER,
    ),
    Attribute(
        name="years_in_country",
        entity="person",
        type="count",
        unit="years",
        maximum=150,
        meaning="Years lived in Trinidad and Tobago in all, where the record is kept in years and not in days.",
        registers=("immigration", "elections"),
        fresh_for_days=_A_QUARTER,
    ),
    Attribute(
        name="resides_in_country",
        entity="person",
        type="bool",
        repeats=True,
        meaning="Whether the person's home is in Trinidad and Tobago, even on a journey.",
        questions={"en": "Does this person live in Trinidad and Tobago now?"},
        questions_to_you={"en": "Do you live in Trinidad and Tobago now?"},
        registers=("elections", "department"),
        fresh_for_days=_A_QUARTER,
    ),
)

_CLAIM = (
    Attribute(
        name="approved_on",
        entity="claim",
        type="date",
        meaning="The day on which the claim was approved (read only if grants are switched to run from approval).",
        registers=("department",),
    ),
)

ATTRIBUTES: tuple[Attribute, ...] = (*_IDENTITY, *INCOME, *_CLAIM)
