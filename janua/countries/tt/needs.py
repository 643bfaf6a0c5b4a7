"""What the law of Trinidad and Tobago reads of assessed needs, estimates, disasters and earlier grants."""

from janua.pack.attributes import Attribute

_MOST = "10000000"


def _need(name: str, unit: str, meaning: str, *, entity: str = "person") -> Attribute:
    """A need in money that an officer assesses from an estimate, a bill or a list of expenses."""
    return Attribute(
        name=name,
        entity="claim" if entity == "claim" else "person",
        type="money",
        unit=unit,
        minimum="0",
        maximum=_MOST,
        meaning=meaning,
        registers=("department",),
    )


NEEDS = (
    _need("clothing_need", "TTD", "Clothing that the person needs after a disaster, as assessed from an estimate."),
    _need("dietary_need", "TTD per month", "Special diet that the person needs in a month, by the list of expenses."),
    _need("education_need", "TTD per month", "Transport or special needs of the pupil in a month, as assessed."),
    _need("school_supplies_need", "TTD", "School supplies that the child lost in a disaster, as assessed."),
    Attribute(
        name="dietary_letter",
        entity="person",
        type="bool",
        meaning="Whether a hospital's nutritionist prescribes a special diet by letter.",
        questions={"en": "Does a hospital's nutritionist prescribe a special diet?"},
        registers=("health",),
        sensitivity="sensitive",
        default=False,
    ),
    Attribute(
        name="disaster_recorded",
        entity="claim",
        type="bool",
        meaning="Whether a disaster is recorded on the case, by a fire or police report or a corporation's letter.",
        questions={"en": "Did a flood, a fire or another disaster damage the home?"},
        questions_to_you={"en": "Did a flood, a fire or another disaster damage your home?"},
        registers=("corporations", "department"),
        default=False,
    ),
    Attribute(
        name="documents_complete_on",
        entity="claim",
        type="date",
        meaning="The day on which the last document of the application arrived; silence means that some are awaited.",
        registers=("department",),
    ),
    _need("household_items_need", "TTD", "Household items needed, as assessed from an estimate.", entity="claim"),
    Attribute(
        name="household_items_awarded_on",
        entity="claim",
        type="date",
        meaning="The day of the household's last grant for household items, the first of the month where only the "
        "month is known; silence means never.",
        registers=("department",),
        fresh_for_days=0,
    ),
    _need("funeral_bill", "TTD", "The undertaker's bill.", entity="claim"),
    Attribute(
        name="death_certified",
        entity="claim",
        type="bool",
        meaning="Whether the death certificate of the person to be buried was seen.",
        questions={"en": "Is there a death certificate?"},
        registers=("registrar",),
    ),
    Attribute(
        name="other_funeral_support",
        entity="claim",
        type="bool",
        meaning="Whether somebody else, such as National Insurance, pays for the funeral.",
        questions={"en": "Does somebody else, such as National Insurance, pay for the funeral?"},
        registers=("nib",),
    ),
    _need("rent_need", "TTD per month", "Rent that the household cannot pay, by lease and notice.", entity="claim"),
    Attribute(
        name="lost_income",
        entity="claim",
        type="bool",
        meaning="Whether the household lost its income.",
        questions={"en": "Did the household lose its income?"},
        questions_to_you={"en": "Did your household lose its income?"},
        registers=("department",),
    ),
    Attribute(
        name="rent_first_paid",
        entity="claim",
        type="date",
        meaning="A day of the first month for which the rent grant was paid; silence means never.",
        registers=("department",),
        fresh_for_days=0,
    ),
    _need("repair_estimate", "TTD", "Estimate of materials for the repair of the house.", entity="claim"),
    _need("plumbing_estimate", "TTD", "Estimate of materials for sanitary plumbing.", entity="claim"),
    _need("wiring_estimate", "TTD", "Estimate of materials for the wiring of the house.", entity="claim"),
    _need("improvement_estimate", "TTD", "Estimate of the improvement of the home.", entity="claim"),
    Attribute(
        name="tenure",
        entity="claim",
        type="choice",
        choices=(
            "none",
            "deed",
            "co_owner_with_consent",
            "rent_receipts_of_three_years",
            "owners_permission",
            "certificate_of_comfort",
        ),
        meaning="By what right the household lives in the house; the certificate of comfort with the letter of the "
        "Land Settlement Agency.",
        questions={"en": "By what right does the household live in the house?"},
        questions_to_you={"en": "By what right do you live in your house?"},
        registers=("housing",),
    ),
    Attribute(
        name="household_income",
        entity="claim",
        type="money",
        unit="TTD per month",
        minimum="0",
        maximum=_MOST,
        meaning="Income of the whole household in a month; a yearly figure is divided by 12.",
        questions={"en": "How much does the whole household earn in a month?"},
        questions_to_you={"en": "How much does your whole household earn in a month?"},
        registers=("inland_revenue", "department"),
    ),
    Attribute(
        name="housing_ministry_award_on",
        entity="claim",
        type="date",
        meaning="The day of an earlier home-improvement grant or subsidy of the Ministry of Housing; silence means "
        "never.",
        registers=("housing",),
        fresh_for_days=0,
    ),
)
