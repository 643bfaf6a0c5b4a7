"""What Malta's law reads of people and claims: each with its question, its registers in order of trust, its limits.

Registers: `civil` Public Registry, `identita` Identità, `revenue` Malta Tax and Customs Administration, `jobsplus`
Jobsplus, `department` the Department of Social Security's own records, `appogg` Aġenzija Appoġġ and its Fostering
Board, `courts` deeds of separation and custody, `banks` financial institutions, `university` the University and MCAST,
`arms` the company that bills water and electricity.
"""

from janua.countries.mt.energy import ENERGY, RECOVERY
from janua.countries.mt.health import HEALTH
from janua.countries.mt.household import HOUSEHOLD
from janua.countries.mt.income import INCOME
from janua.countries.mt.pensions import PENSIONS
from janua.pack.attributes import Attribute
from janua.pack.country_codes import COUNTRY_CODES

_A_YEAR = 365
_A_QUARTER = 91

_IDENTITY = (
    Attribute(
        name="date_of_birth",
        entity="person",
        type="date",
        meaning="The day of birth. Ages are attained on the birthday; of 29 February on 1 March in other years.",
        questions={"en": "What is the date of birth?", "mt": "X'inhi d-data tat-twelid?"},
        registers=("civil", "identita"),
    ),
    Attribute(
        name="date_of_death",
        entity="person",
        type="date",
        meaning="The day of death; silence means that no death is registered.",
        registers=("civil",),
    ),
    Attribute(
        name="sex",
        entity="person",
        type="choice",
        choices=("female", "male"),
        meaning="As registered. The birth bonus and the maternity benefits go to the mother; nothing else reads it.",
        questions={"en": "What sex is registered?", "mt": "X'sess hu rreġistrat?"},
        registers=("civil", "identita"),
    ),
    Attribute(
        name="date_of_adoption",
        entity="person",
        type="date",
        meaning="The day on which the person's adoption took effect; read only for a relationship `adoptive_parent`.",
        questions={"en": "When did the adoption take effect?", "mt": "Meta daħlet fis-seħħ l-adozzjoni?"},
        registers=("civil", "courts"),
    ),
    Attribute(
        name="citizenship",
        entity="person",
        type="choice",
        choices=COUNTRY_CODES,
        repeats=True,
        meaning="Countries of citizenship, ISO 3166-1 alpha-2 (MT, IT, UA …); several may stand side by side.",
        questions={
            "en": "Which citizenships does this person hold?",
            "mt": "Liema ċittadinanzi għandha din il-persuna?",
        },
        questions_to_you={"en": "Which citizenships do you hold?", "mt": "Liema ċittadinanzi għandek?"},
        registers=("identita", "civil"),
        fresh_for_days=_A_YEAR,
    ),
    Attribute(
        name="refugee",
        entity="person",
        type="bool",
        meaning="Whether the person is a recognised refugee on the day.",
        questions={"en": "Is this person a recognised refugee?", "mt": "Din il-persuna hija rifuġjata rikonoxxuta?"},
        questions_to_you={"en": "Are you a recognised refugee?", "mt": "Inti rifuġjat rikonoxxut?"},
        registers=("identita",),
        fresh_for_days=_A_QUARTER,
        sensitivity="sensitive",
    ),
    Attribute(
        name="residence_permit",
        entity="person",
        type="choice",
        repeats=True,
        choices=("residence_or_work", "blue_card", "international_protection", "humanitarian_protection"),
        meaning="Permit of a citizen of a third country; each entry says from when to when it is valid, an empty list "
        "that there is none.",
        questions={"en": "Which permit does this person hold?", "mt": "Liema permess għandha din il-persuna?"},
        questions_to_you={"en": "Do you have a residence permit?", "mt": "Għandek permess ta' residenza?"},
        registers=("identita",),
        fresh_for_days=_A_QUARTER,
        sensitivity="sensitive",
    ),
    Attribute(
        name="resident_in_malta",
        entity="person",
        type="bool",
        repeats=True,
        meaning="Ordinary residence in Malta: one entry `true` for each unbroken stay, with its first and last day. "
        "How long somebody has lived here is derived from these stays and never asked.",
        questions={
            "en": "From when to when has this person lived in Malta?",
            "mt": "Minn meta sa meta għexet Malta din il-persuna?",
        },
        questions_to_you={"en": "From when have you lived in Malta?", "mt": "Minn meta ilek tgħix Malta?"},
        registers=("identita",),
        fresh_for_days=_A_QUARTER,
    ),
)

_CARE_AND_SCHOOL = (
    Attribute(
        name="in_care",
        entity="person",
        type="choice",
        repeats=True,
        choices=("foster", "residential"),
        meaning="A placement of the child away from the family: one entry for each, with its first and last day.",
        questions={
            "en": "Is the child in foster or residential care?",
            "mt": "It-tifel jew tifla qegħdin f'foster jew f'kura residenzjali?",
        },
        registers=("appogg",),
        fresh_for_days=_A_QUARTER,
        sensitivity="sensitive",
        default=(),
    ),
    Attribute(
        name="student_without_stipend",
        entity="person",
        type="bool",
        meaning="Whether a young person of 16 to 20 is a student without a stipend (read only if that older rule is "
        "switched on).",
        registers=("department",),
        fresh_for_days=_A_QUARTER,
        default=False,
    ),
    Attribute(
        name="registering_for_first_job",
        entity="person",
        type="bool",
        meaning="Whether a young person of 16 to 20 registers for a first job (read only if that older rule is "
        "switched on).",
        registers=("jobsplus",),
        fresh_for_days=_A_QUARTER,
        default=False,
    ),
    Attribute(
        name="birth_bonus_paid_on",
        entity="person",
        type="date",
        meaning="The day on which the birth or adoption bonus for this child was paid; silence means never.",
        registers=("department",),
        fresh_for_days=0,
    ),
)

_WORK = (
    Attribute(
        name="employment",
        entity="person",
        type="choice",
        repeats=True,
        choices=("employed", "self_employed"),
        meaning="Each job or trade with its first and last day; `item` is the employer.",
        questions={"en": "Which jobs did this person have, from when to when?", "mt": "X'impjiegi kellha u meta?"},
        questions_to_you={
            "en": "Which jobs did you have, from when to when?",
            "mt": "X'impjiegi kellek, minn meta sa meta?",
        },
        registers=("jobsplus", "revenue"),
        fresh_for_days=_A_QUARTER,
        default=(),
    ),
    Attribute(
        name="unemployment_register",
        entity="person",
        type="choice",
        repeats=True,
        choices=("part_1", "part_2"),
        meaning="The part of the register of unemployed persons on which the person stands, with first and last day.",
        registers=("jobsplus",),
        fresh_for_days=7,
    ),
    Attribute(
        name="left_work",
        entity="person",
        type="choice",
        repeats=True,
        choices=("voluntarily", "dismissed_for_misconduct"),
        meaning="Work left without good cause or lost by misconduct; `starts_on` is the day it ended.",
        questions={"en": "Why and when did the last job end?", "mt": "Għaliex u meta ntemm l-aħħar impjieg?"},
        questions_to_you={
            "en": "Did you leave your last job, or lose it, by your own fault?",
            "mt": "Tlaqt l-aħħar impjieg jew tliftu bi ħtija tiegħek?",
        },
        registers=("jobsplus",),
        fresh_for_days=7,
        default=(),
    ),
    Attribute(
        name="fit_for_work",
        entity="person",
        type="bool",
        meaning="Whether the person is fit for work on the day.",
        questions={"en": "Is this person fit for work?", "mt": "Din il-persuna hija kapaċi taħdem?"},
        questions_to_you={"en": "Are you fit for work?", "mt": "Kapaċi taħdem?"},
        registers=("jobsplus",),
        fresh_for_days=30,
    ),
    Attribute(
        name="available_for_work",
        entity="person",
        type="bool",
        meaning="Whether the person is available for work on the day.",
        questions={"en": "Is this person available for work?", "mt": "Din il-persuna hija disponibbli għax-xogħol?"},
        questions_to_you={"en": "Are you available for work?", "mt": "Disponibbli għax-xogħol?"},
        registers=("jobsplus",),
        fresh_for_days=30,
    ),
    Attribute(
        name="previous_weekly_wage",
        entity="person",
        type="money",
        unit="EUR per week",
        meaning="Gross weekly wage of the last job before the claim for unemployment benefit.",
        questions={"en": "What was the last gross weekly wage?", "mt": "Kemm kienet l-aħħar paga grossa fil-ġimgħa?"},
        questions_to_you={
            "en": "What was your last gross weekly wage?",
            "mt": "Kemm kienet l-aħħar paga grossa tiegħek fil-ġimgħa?",
        },
        registers=("jobsplus", "revenue"),
        fresh_for_days=_A_QUARTER,
        minimum="0",
        maximum="1000000",
    ),
    Attribute(
        name="maintains_spouse",
        entity="person",
        type="bool",
        meaning="Whether the person maintains the spouse (read only by the flat rates before 2024).",
        questions={
            "en": "Does this person maintain the spouse?",
            "mt": "Din il-persuna tmantni lir-raġel jew il-mara?",
        },
        questions_to_you={"en": "Do you maintain your husband or wife?", "mt": "Tmantni lir-raġel jew lill-mara?"},
        registers=("department",),
        fresh_for_days=_A_QUARTER,
        default=False,
    ),
)

_CONTRIBUTIONS = (
    Attribute(
        name="contributions_paid",
        entity="person",
        type="count",
        unit="contributions",
        repeats=True,
        meaning="Class 1 and Class 2 contributions paid, one entry for each calendar year (in the current year up to "
        "the day of the record); credits excluded.",
        registers=("department",),
        fresh_for_days=_A_QUARTER,
        minimum=0,
        maximum=54,
    ),
    Attribute(
        name="contributions_credited",
        entity="person",
        type="count",
        unit="contributions",
        repeats=True,
        meaning="Contributions credited without payment, one entry for each calendar year.",
        registers=("department",),
        fresh_for_days=_A_QUARTER,
        minimum=0,
        maximum=54,
        default=(),
    ),
    Attribute(
        name="unemployment_benefit_exhausted_on",
        entity="person",
        type="date",
        meaning="The last day of an earlier unemployment benefit drawn to its end; silence means never.",
        registers=("department",),
        fresh_for_days=0,
    ),
)

_CLAIM = (
    Attribute(
        name="started_by",
        entity="claim",
        type="choice",
        choices=("application", "birth"),
        meaning="What started the claim. `birth`: the registration of the birth on `event_on`, without an application; "
        "the children's allowance is then paid for the children born that day at the minimum rate, income is not "
        "consulted, and residence is counted back from the birth.",
        registers=("civil",),
        default="application",
    ),
    Attribute(
        name="good_cause_for_late_claim",
        entity="claim",
        type="bool",
        meaning="Whether an officer has recorded good cause for a claim after the time limit.",
        registers=("department",),
        default=False,
    ),
    Attribute(
        name="income_recorded_for_award",
        entity="claim",
        type="money",
        unit="EUR per year",
        meaning="Under joint custody: the reckonable income recorded for the one award of the child, whichever parent "
        "claims; silence means the claimant's own household income.",
        registers=("department",),
    ),
)

ATTRIBUTES: tuple[Attribute, ...] = (
    *_IDENTITY,
    *_CARE_AND_SCHOOL,
    *INCOME,
    *_WORK,
    *_CONTRIBUTIONS,
    *_CLAIM,
    *HOUSEHOLD,
    *PENSIONS,
    *HEALTH,
    *ENERGY,
    *RECOVERY,
)
