"""What can be known of a dwelling: its size and what the household pays for it."""

from janua.countries.ua.attributes.asking import asked
from janua.pack.attributes import Attribute

_A_MONTH = 30

DWELLING: tuple[Attribute, ...] = (
    Attribute(
        name="area",
        entity="dwelling",
        type="rate",
        unit="square metres",
        minimum="1",
        maximum="1000",
        meaning="Floor area of the dwelling in square metres.",
        questions=asked("What is the floor area in square metres?", "Яка загальна площа житла у квадратних метрах?"),
        registers=("drrp",),
    ),
    Attribute(
        name="charges_by_area",
        entity="dwelling",
        type="money",
        unit="UAH per month",
        minimum="0",
        maximum="1000000",
        default="0",
        meaning="What a month of the services that are paid by the floor area costs for the whole dwelling: heating, "
        "upkeep of the house. The law counts the part of the area within the norm.",
        questions=asked(
            "How much is paid a month for heating and upkeep?",
            "Скільки коштують на місяць опалення та утримання будинку?",
        ),
        registers=("providers",),
        fresh_for_days=_A_MONTH,
    ),
    Attribute(
        name="charges_within_norms",
        entity="dwelling",
        type="money",
        unit="UAH per month",
        minimum="0",
        maximum="1000000",
        meaning="What a month of the other services costs within the social norms of consumption, as the providers "
        "reckon it: electricity, gas, water, waste. All charges, where the providers have applied every norm.",
        questions=asked(
            "How much is paid a month for the other services, within the norms?",
            "Скільки коштують на місяць інші послуги в межах соціальних норм?",
        ),
        registers=("providers",),
        fresh_for_days=_A_MONTH,
    ),
)
