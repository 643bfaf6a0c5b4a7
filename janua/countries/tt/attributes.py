"""What the law of Trinidad and Tobago reads of people and claims: each with its question, registers and limits.

Registers: `elections` Elections and Boundaries Commission, `registrar` Registrar General, `immigration` Immigration
Division, `nib` National Insurance Board, `inland_revenue` Board of Inland Revenue, `health` Regional Health
Authorities and government medical officers, `education` Ministry of Education, `prisons` Prison Service, `housing`
Ministry of Housing and Land Settlement Agency, `corporations` municipal corporations, Fire Service and Police,
`department` the ministry's own records and officers, `banks` banks and credit unions.
"""

from janua.countries.tt.care import CARE
from janua.countries.tt.income import INCOME
from janua.countries.tt.needs import NEEDS
from janua.pack.attributes import Attribute

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
        name="status_in_country",
        entity="person",
        type="choice",
        choices=("citizen", "legal_resident", "neither"),
        meaning="Whether the person is a citizen of Trinidad and Tobago or lawfully resident there.",
        questions={"en": "Is this person a citizen of Trinidad and Tobago or a legal resident?"},
        questions_to_you={"en": "Are you a citizen of Trinidad and Tobago or a legal resident?"},
        registers=("immigration", "registrar"),
        fresh_for_days=_A_QUARTER,
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

_GRANTS = (
    Attribute(
        name="grants_in_payment",
        entity="person",
        type="choice",
        repeats=True,
        choices=("pension", "public_assistance", "disability", "disability_of_a_minor", "food_support"),
        meaning="Monthly grants of the ministry paid to the person or for the child, with first and last day.",
        questions={"en": "Which grants of the ministry does this person get?"},
        questions_to_you={"en": "Which grants of the ministry do you get?"},
        registers=("department",),
        fresh_for_days=0,
        default=(),
    ),
    Attribute(
        name="covered_by_other_assistance",
        entity="person",
        type="bool",
        meaning="Whether somebody else's public assistance grant already covers the person.",
        registers=("department",),
        fresh_for_days=0,
        default=False,
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
    Attribute(
        name="means_test",
        entity="claim",
        type="choice",
        choices=("not_done", "passed", "failed"),
        meaning="What an officer found by the Standard Means Test, whose score and limits are not public; `passed`: "
        "the income of the household is judged inadequate.",
        registers=("department",),
        default="not_done",
    ),
    Attribute(
        name="board_acceptance",
        entity="claim",
        type="choice",
        choices=("not_decided", "accepted", "refused"),
        meaning="Whether the Local Public Assistance Board accepted the medical certificate.",
        registers=("department",),
        default="not_decided",
    ),
    Attribute(
        name="persons_covered_recorded",
        entity="claim",
        type="count",
        unit="persons",
        maximum=64,
        meaning="Number of persons whom the Board recorded, with its reasons, as covered by public assistance; silence "
        "means those of the usual list.",
        registers=("department",),
    ),
    Attribute(
        name="household_size",
        entity="claim",
        type="count",
        unit="persons",
        minimum=1,
        maximum=64,
        meaning="Persons who live and eat together, the applicant included; read where no dwelling says who they are.",
        questions={"en": "How many people live and eat together in this household?"},
        questions_to_you={"en": "How many people live and eat together in your household, with you?"},
        registers=("department",),
        fresh_for_days=_A_QUARTER,
    ),
    Attribute(
        name="food_support_assessment",
        entity="claim",
        type="choice",
        choices=("not_done", "in_need", "not_in_need"),
        meaning="What means test, interview and home visit found for food support.",
        registers=("department",),
        default="not_done",
    ),
    Attribute(
        name="development_programme",
        entity="claim",
        type="choice",
        choices=("joins", "excused", "declines"),
        meaning="Whether the household joins a development programme, is excused from it, or declines it.",
        questions={"en": "Will the household join a development programme?"},
        questions_to_you={"en": "Will your household join a development programme?"},
        registers=("department",),
        fresh_for_days=_A_QUARTER,
    ),
    Attribute(
        name="food_support_first_paid",
        entity="claim",
        type="date",
        meaning="A day of the first month for which food support was paid; silence means never.",
        registers=("department",),
        fresh_for_days=0,
    ),
    Attribute(
        name="food_support_extended_until",
        entity="claim",
        type="date",
        meaning="The last day to which a recorded decision extended food support; silence means no extension.",
        registers=("department",),
        fresh_for_days=0,
    ),
)

ATTRIBUTES: tuple[Attribute, ...] = (*_IDENTITY, *CARE, *INCOME, *_GRANTS, *NEEDS, *_CLAIM)
