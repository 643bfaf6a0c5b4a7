"""What the law of Trinidad and Tobago reads of income: each source with the rhythm in which it comes.

Values run from the day on which they began. Grants of the ministry are no income in each other's tests, and a one-off
sum, such as a national-insurance grant, is no monthly income: neither is stated here. A loss is stated as 0.
"""

from janua.pack.attributes import Attribute

_MOST = "10000000"
_A_QUARTER = 91

INCOME = (
    Attribute(
        name="nis_pension",
        entity="person",
        type="money",
        unit="TTD per month",
        minimum="0",
        maximum=_MOST,
        meaning="Pensions and other benefits that the National Insurance Board pays every month; 0 for none. A grant "
        "paid once is left out.",
        questions={"en": "How much does the National Insurance Board pay this person a month?"},
        questions_to_you={"en": "How much does the National Insurance Board pay you a month?"},
        registers=("nib",),
        fresh_for_days=_A_QUARTER,
    ),
    Attribute(
        name="other_pensions",
        entity="person",
        type="money",
        unit="TTD per month",
        minimum="0",
        maximum=_MOST,
        meaning="Pensions of employers, the State or other countries, added up; 0 for none.",
        questions={"en": "How much does this person get from other pensions a month?"},
        questions_to_you={"en": "How much do you get from other pensions a month?"},
        registers=("inland_revenue", "banks"),
        fresh_for_days=_A_QUARTER,
    ),
    Attribute(
        name="wage",
        entity="person",
        type="money",
        unit="TTD",
        minimum="0",
        maximum=_MOST,
        meaning="What one pay day brings: for a week, a fortnight or a month, as `wage_paid` says. Of two jobs with "
        "different pay days, the second is stated by the month among other income.",
        questions={"en": "How much is paid on one pay day?"},
        registers=("inland_revenue",),
        fresh_for_days=_A_QUARTER,
    ),
    Attribute(
        name="wage_paid",
        entity="person",
        type="choice",
        choices=("not_paid", "weekly", "fortnightly", "monthly"),
        meaning="How often the person is paid for work; `not_paid` for who has no wage.",
        questions={"en": "Is this person paid for work, and how often?"},
        questions_to_you={"en": "Are you paid for work, and how often?"},
        registers=("inland_revenue",),
        fresh_for_days=_A_QUARTER,
    ),
    Attribute(
        name="rental_income",
        entity="person",
        type="money",
        unit="TTD per month",
        minimum="0",
        maximum=_MOST,
        meaning="Rents received, added up; 0 for none.",
        questions={"en": "How much does this person get in rents a month?"},
        questions_to_you={"en": "How much do you get in rents a month?"},
        registers=("inland_revenue",),
        fresh_for_days=_A_QUARTER,
    ),
    Attribute(
        name="yearly_income",
        entity="person",
        type="money",
        unit="TTD per year",
        minimum="0",
        maximum=_MOST,
        meaning="Income stated by the year, such as interest, dividends or a business; 0 for none.",
        questions={"en": "How much interest and other income that is counted by the year does this person have?"},
        questions_to_you={"en": "How much interest and other income that is counted by the year do you have?"},
        registers=("inland_revenue", "banks"),
        fresh_for_days=_A_QUARTER,
    ),
    Attribute(
        name="other_income",
        entity="person",
        type="money",
        unit="TTD per month",
        minimum="0",
        maximum=_MOST,
        meaning="Whatever else comes every month: maintenance, help from relatives abroad, a second wage; 0 for none.",
        questions={"en": "How much other money does this person get every month?"},
        questions_to_you={"en": "How much other money do you get every month?"},
        registers=("inland_revenue", "department"),
        fresh_for_days=_A_QUARTER,
    ),
    Attribute(
        name="income_of_twelve_months",
        entity="person",
        type="money",
        unit="TTD per year",
        minimum="0",
        maximum=_MOST,
        meaning="Everything received in the twelve months before the month of application, grants of the ministry left "
        "out.",
        questions={"en": "How much did this person receive in the last twelve months, without grants?"},
        questions_to_you={"en": "How much did you receive in the last twelve months, without grants?"},
        registers=("inland_revenue", "department"),
        fresh_for_days=_A_QUARTER,
    ),
)
