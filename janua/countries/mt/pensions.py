"""What pensions and grants of older persons read: years of contributions, pensionable income, how somebody lives."""

from janua.pack.attributes import Attribute

_A_QUARTER = 91

PENSIONS: tuple[Attribute, ...] = (
    Attribute(
        name="contribution_years",
        entity="person",
        type="count",
        unit="years",
        maximum=100,
        meaning="Complete years of social-security contributions, paid or credited, as the department counts them.",
        questions={
            "en": "For how many whole years were social-security contributions paid?",
            "mt": "Għal kemm-il sena sħiħa tħallsu kontribuzzjonijiet tas-sigurtà soċjali?",
        },
        registers=("department",),
        fresh_for_days=_A_QUARTER,
    ),
    Attribute(
        name="pensionable_income",
        entity="person",
        type="money",
        unit="EUR per year",
        minimum="0",
        maximum="1000000",
        meaning="Pensionable income of a year, as the department worked it out.",
        questions={"en": "What is the pensionable income of a year?", "mt": "Kemm hu d-dħul pensjonabbli fis-sena?"},
        registers=("department",),
        fresh_for_days=_A_QUARTER,
    ),
    Attribute(
        name="pension_deferred_years",
        entity="person",
        type="count",
        unit="years",
        maximum=50,
        default=0,
        meaning="Whole years by which the pension was drawn later than at the pension age; silence means none.",
        registers=("department",),
        fresh_for_days=_A_QUARTER,
    ),
    Attribute(
        name="receives_contributory_pension",
        entity="person",
        type="bool",
        meaning="Whether a contributory pension is paid to the person.",
        questions={
            "en": "Is a contributory pension paid to this person?",
            "mt": "Din il-persuna tirċievi pensjoni kontributorja?",
        },
        questions_to_you={"en": "Do you get a contributory pension?", "mt": "Tirċievi pensjoni kontributorja?"},
        registers=("department",),
        fresh_for_days=30,
    ),
    Attribute(
        name="permanent_resident",
        entity="person",
        type="bool",
        default=False,
        meaning="Whether somebody who is not Maltese has the right of permanent residence in Malta.",
        questions={
            "en": "Is this person a permanent resident of Malta?",
            "mt": "Din il-persuna hija residenti permanenti f'Malta?",
        },
        questions_to_you={"en": "Are you a permanent resident of Malta?", "mt": "Inti residenti permanenti f'Malta?"},
        registers=("identita",),
        fresh_for_days=_A_QUARTER,
    ),
    Attribute(
        name="living_arrangement",
        entity="person",
        type="choice",
        choices=("own_home", "with_relatives", "private_home_at_own_cost", "private_home_in_scheme", "public_home"),
        meaning="How an older person lives: at home, with relatives, in a private home for older persons at own cost "
        "or in a scheme with the state, or in a home of the state.",
        questions={"en": "How does this person live?", "mt": "Kif tgħix din il-persuna?"},
        questions_to_you={"en": "How do you live?", "mt": "Kif tgħix?"},
        registers=("department",),
        fresh_for_days=_A_QUARTER,
    ),
)
