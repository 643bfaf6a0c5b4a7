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

_HOUSING = (
    Attribute(
        name="subsidy_granted_on",
        entity="claim",
        type="date",
        meaning="The first day for which the housing subsidy that is looked at was granted; silence means the "
        "application.",
        registers=("pfu",),
    ),
    Attribute(
        name="recalculated_income",
        entity="claim",
        type="money",
        unit="UAH per month",
        minimum="0",
        maximum="10000000",
        meaning="Average monthly income of the household that the Pension Fund found when it looked again, in March or "
        "August; silence means that it did not.",
        registers=("pfu",),
        fresh_for_days=_A_MONTH,
    ),
)

_DISPLACED = (
    Attribute(
        name="extension",
        entity="claim",
        type="bool",
        default=False,
        meaning="Whether the allowance is asked for a further six months, not for the first time.",
        questions=asked(
            "Have you already received the allowance for displaced persons for six months?",
            "Чи отримували ви вже допомогу на проживання протягом шести місяців?",
        ),
        registers=("pfu",),
        fresh_for_days=_A_MONTH,
    ),
    Attribute(
        name="home_purchase",
        entity="claim",
        type="money",
        unit="UAH",
        minimum="0",
        default="0",
        meaning="Price of housing or land that the family bought in the three months before the application or while "
        "receiving the allowance; silence means none.",
        questions=asked(
            "For how much did you buy a home or land in the last 3 months?",
            "На яку суму ви придбали житло чи землю за останні 3 місяці?",
        ),
        registers=("drrp",),
        fresh_for_days=_A_MONTH,
    ),
    Attribute(
        name="newest_car_bought_while_displaced",
        entity="claim",
        type="bool",
        default=False,
        meaning="Whether the newest car was bought while the family receives the allowance or shortly before.",
        registers=("edr-tz",),
        fresh_for_days=_A_MONTH,
    ),
)

_AID = (
    Attribute(
        name="organisation_selected",
        entity="claim",
        type="bool",
        default=False,
        meaning="Whether an international organisation has chosen the family for its aid; silence means not yet.",
        registers=("department",),
        fresh_for_days=0,
    ),
    Attribute(
        name="consents_to_sharing",
        entity="claim",
        type="bool",
        meaning="Whether the applicant agrees that the application is shown to international organisations.",
        questions=asked(
            "Do you agree that we show your application to international organisations?",
            "Чи погоджуєтеся ви на передачу вашої заявки міжнародним організаціям?",
        ),
        registers=("department",),
    ),
    Attribute(
        name="adults_consent",
        entity="claim",
        type="bool",
        meaning="Whether all adult members of the family have confirmed the application.",
        questions=asked(
            "Have all adults of the family confirmed the application?",
            "Чи підтвердили заяву всі повнолітні члени сім’ї?",
        ),
        registers=("department",),
        fresh_for_days=_A_MONTH,
    ),
    Attribute(
        name="received_aid_before",
        entity="claim",
        type="bool",
        default=False,
        meaning="Whether the family receives assistance to low-income families, to single mothers, to large families "
        "or for children without alimony, which the basic social assistance replaces; silence means no.",
        questions=asked(
            "Do you receive aid for a low-income family, a single mother, a large family or for unpaid alimony?",
            "Чи отримуєте ви допомогу малозабезпеченим, одиноким матерям, багатодітним або через несплату аліментів?",
        ),
        registers=("pfu",),
        fresh_for_days=_A_MONTH,
    ),
)

CLAIM: tuple[Attribute, ...] = (*_PROPERTY, *_HOUSING, *_DISPLACED, *_AID)
