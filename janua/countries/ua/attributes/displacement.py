"""What can be known of displaced persons and of aid by international organisations."""

from janua.countries.ua.attributes.asking import asked
from janua.pack.attributes import Attribute

_A_MONTH = 30


def _stays(name: str, meaning: str, english: str, ukrainian: str, register: str) -> Attribute:
    """A series of stays, each with its first and last day; silence means none."""
    return Attribute(
        name=name,
        entity="person",
        type="bool",
        repeats=True,
        default=(),
        meaning=meaning,
        questions=asked(english, ukrainian),
        registers=(register,),
        fresh_for_days=_A_MONTH,
        sensitivity="sensitive",
    )


DISPLACEMENT: tuple[Attribute, ...] = (
    Attribute(
        name="idp_registered",
        entity="person",
        type="bool",
        repeats=True,
        default=(),
        meaning="Whether the person stands in the base of internally displaced persons, with first and last day; "
        "silence means no.",
        questions=asked(
            "Is this person registered as internally displaced?",
            "Чи перебуває ця особа на обліку як внутрішньо переміщена?",
        ),
        questions_to_you=asked(
            "Are you registered as internally displaced?", "Чи перебуваєте ви на обліку як внутрішньо переміщена особа?"
        ),
        registers=("eib-vpo",),
        fresh_for_days=_A_MONTH,
    ),
    Attribute(
        name="displaced_from",
        entity="person",
        type="choice",
        choices=("occupied", "active_hostilities", "hostilities_ended", "elsewhere", "born_to_displaced"),
        meaning="Where the person was displaced from: occupied territory or territory of active hostilities without a "
        "day of their end, territory where they have ended, elsewhere; or born to displaced parents.",
        questions=asked("Where was this person displaced from?", "Звідки переміщена ця особа?"),
        questions_to_you=asked("Where were you displaced from?", "Звідки ви переміщені?"),
        registers=("eib-vpo",),
        fresh_for_days=_A_MONTH,
    ),
    Attribute(
        name="home_destroyed",
        entity="person",
        type="bool",
        default=False,
        meaning="Whether the person's home is destroyed or unfit to live in by the register of damaged property; "
        "silence means no.",
        questions=asked("Is the home destroyed or unfit to live in?", "Чи зруйноване або непридатне житло?"),
        registers=("rpzm",),
        fresh_for_days=_A_MONTH,
    ),
    _stays(
        "abroad",
        "Stays abroad without a documented reason, each with its first and last day; silence means none.",
        "From when to when was this person abroad without a documented reason?",
        "З якого по який день ця особа перебувала за кордоном без підтверджених поважних причин?",
        "dpsu",
    ),
    _stays(
        "returned_home",
        "Return to the abandoned place of residence, from its first day; silence means no.",
        "Has this person returned to the place they left?",
        "Чи повернулася ця особа до покинутого місця проживання?",
        "eib-vpo",
    ),
    _stays(
        "in_prison",
        "Time in prison, with first and last day; silence means none.",
        "From when to when was this person in prison?",
        "З якого по який день ця особа перебувала в місцях позбавлення волі?",
        "courts",
    ),
    Attribute(
        name="convicted_of_security_crime",
        entity="person",
        type="bool",
        default=False,
        meaning="Whether the person is convicted of a crime against national security; silence means no.",
        registers=("courts",),
        fresh_for_days=_A_MONTH,
        sensitivity="sensitive",
    ),
    Attribute(
        name="orphan",
        entity="person",
        type="bool",
        default=False,
        meaning="Whether the person is an orphan, deprived of parental care, or of their number until 23; silence "
        "means no.",
        questions=asked(
            "Is this person an orphan or deprived of parental care?",
            "Чи є ця особа сиротою або позбавленою батьківського піклування?",
        ),
        registers=("srd",),
        fresh_for_days=_A_MONTH,
        sensitivity="sensitive",
    ),
    Attribute(
        name="monthly_pension",
        entity="person",
        type="money",
        unit="UAH per month",
        minimum="0",
        maximum="1000000",
        meaning="Pension of a month that the person receives now; 0 for none.",
        questions=asked("How much is the pension a month?", "Який розмір пенсії на місяць?"),
        registers=("pfu",),
        fresh_for_days=_A_MONTH,
    ),
    Attribute(
        name="organisations_aid",
        entity="person",
        type="bool",
        repeats=True,
        default=(),
        meaning="Months paid by any international organisation: one entry for each, from the first day of its first "
        "month to the last day of its third; silence means none.",
        questions=asked(
            "For which months has this person received aid of an international organisation?",
            "За які місяці ця особа отримувала допомогу міжнародної організації?",
        ),
        registers=("department",),
        fresh_for_days=0,
    ),
)
