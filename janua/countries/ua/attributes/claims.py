"""What a claim declares: what the family owns and has bought, and what it asks for."""

from janua.countries.ua.attributes.asking import asked
from janua.pack.attributes import Attribute

_A_MONTH = 30

_PROPERTY = (
    Attribute(
        name="permanent_residence",
        entity="claim",
        type="bool",
        meaning="Whether the family lives permanently on the territory of Ukraine.",
        questions=asked(
            "Does the family live permanently in Ukraine?", "Чи постійно проживає сім’я на території України?"
        ),
        registers=("eddr", "dpsu"),
        fresh_for_days=_A_MONTH,
    ),
    Attribute(
        name="deposits",
        entity="claim",
        type="money",
        unit="UAH",
        minimum="0",
        meaning="Bank deposits of all members of the family together, on the first day of the month of application.",
        questions=asked(
            "How much do all of you together have in bank deposits?",
            "Яка загальна сума банківських вкладів усіх членів сім’ї?",
        ),
        registers=("banks",),
        fresh_for_days=_A_MONTH,
    ),
    Attribute(
        name="largest_purchase",
        entity="claim",
        type="money",
        unit="UAH",
        minimum="0",
        meaning="The dearest single thing or service that a member of the family bought in the twelve months before "
        "the application (currency and metals apart); 0 for none.",
        questions=asked(
            "What was the price of the dearest thing that one of you bought in the last 12 months?",
            "Скільки коштувала найдорожча покупка членів сім’ї за останні 12 місяців?",
        ),
        registers=("drrp", "edr-tz", "drfo"),
        fresh_for_days=_A_MONTH,
    ),
    Attribute(
        name="largest_currency_purchase",
        entity="claim",
        type="money",
        unit="UAH",
        minimum="0",
        default="0",
        meaning="The largest single purchase of foreign currency or bank metals in the twelve months before the "
        "application; silence means none.",
        questions=asked(
            "How much was your largest purchase of foreign currency or metals in the last 12 months?",
            "На яку суму була найбільша купівля валюти чи банківських металів за останні 12 місяців?",
        ),
        registers=("banks",),
        fresh_for_days=_A_MONTH,
    ),
    Attribute(
        name="second_dwelling",
        entity="claim",
        type="choice",
        choices=("none", "usable", "lost"),
        meaning="Whether the family owns a second dwelling: none, one that can be lived in, or one that is destroyed "
        "or lies in an area of fighting or occupation.",
        questions=asked("Do you own a second flat or house?", "Чи має сім’я у власності ще одне житлове приміщення?"),
        registers=("drrp", "rpzm"),
        fresh_for_days=_A_MONTH,
    ),
    Attribute(
        name="newest_car_year",
        entity="claim",
        type="count",
        minimum=0,
        maximum=2150,
        default=0,
        meaning="Year of make of the newest car that the family owns; 0 for no car.",
        questions=asked("In which year was your newest car made?", "Якого року випуску найновіший автомобіль сім’ї?"),
        registers=("edr-tz",),
        fresh_for_days=_A_MONTH,
    ),
    Attribute(
        name="second_newest_car_year",
        entity="claim",
        type="count",
        minimum=0,
        maximum=2150,
        default=0,
        meaning="Year of make of the second newest car that the family owns; 0 for no second car.",
        questions=asked(
            "In which year was your second newest car made?", "Якого року випуску другий автомобіль сім’ї?"
        ),
        registers=("edr-tz",),
        fresh_for_days=_A_MONTH,
    ),
    Attribute(
        name="receives_basic_assistance",
        entity="claim",
        type="bool",
        default=False,
        meaning="Whether the family receives basic social assistance for the month; silence means no.",
        questions=asked(
            "Does the family receive basic social assistance?", "Чи отримує сім’я базову соціальну допомогу?"
        ),
        registers=("pfu",),
        fresh_for_days=_A_MONTH,
    ),
)

CLAIM: tuple[Attribute, ...] = _PROPERTY
