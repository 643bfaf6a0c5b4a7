"""What may be known of a person or of a claim."""

from janua.pack.attributes import Attribute

ATTRIBUTES: tuple[Attribute, ...] = (
    Attribute(
        name="date_of_birth",
        entity="person",
        type="date",
        meaning="Day on which the person was born",
        registers=("civil",),
        questions={"en": "When was the person born?"},
    ),
    Attribute(
        name="at_school",
        entity="person",
        type="bool",
        meaning="Whether the child is enrolled at a school for the year that begins",
        registers=("schools",),
        fresh_for_days=91,
        questions={"en": "Does the child go to school this year?"},
    ),
    Attribute(
        name="yearly_income",
        entity="person",
        type="money",
        unit="EUR per year",
        repeats=True,
        minimum="-1000000",
        maximum="100000000",
        meaning="Income of a calendar year from all sources",
        registers=("revenue",),
        sensitivity="sensitive",
        questions={"en": "What was the income of this person in {year}?"},
    ),
)
