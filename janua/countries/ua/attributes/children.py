"""What can be known of mothers, children and those who care for them."""

from janua.countries.ua.attributes.asking import asked
from janua.pack.attributes import Attribute

_A_MONTH = 30
_A_QUARTER = 91


def _flag(name: str, meaning: str, english: str, ukrainian: str, register: str, *, default: bool) -> Attribute:
    """A yes or no; silence means no where there is a default."""
    standing = {"default": False} if default else {}
    return Attribute(
        name=name,
        entity="person",
        type="bool",
        meaning=meaning,
        questions=asked(english, ukrainian),
        registers=(register,),
        fresh_for_days=_A_QUARTER,
        **standing,  # type: ignore[arg-type]
    )


def _monthly(name: str, meaning: str, english: str, ukrainian: str, register: str) -> Attribute:
    """What a child receives each month."""
    return Attribute(
        name=name,
        entity="person",
        type="money",
        unit="UAH per month",
        minimum="0",
        maximum="1000000",
        meaning=meaning,
        questions=asked(english, ukrainian),
        registers=(register,),
        fresh_for_days=_A_MONTH,
    )


MOTHERHOOD: tuple[Attribute, ...] = (
    _flag(
        "single_mother",
        "Whether the mother is single by law: no father is recorded, or he is recorded by her word alone.",
        "Is she a single mother by law?",
        "Чи є вона одинокою матір’ю за законом?",
        "dracs",
        default=False,
    ),
    _flag(
        "deprived_of_parental_rights",
        "Whether a court has taken the parental rights; silence means no.",
        "Has a court taken the parental rights?",
        "Чи позбавлена ця особа батьківських прав?",
        "courts",
        default=True,
    ),
    _flag(
        "large_family_certificate",
        "Whether the person holds the certificate of a parent of a large family.",
        "Is there a certificate of a large family?",
        "Чи є посвідчення батьків багатодітної сім’ї?",
        "department",
        default=False,
    ),
    _flag(
        "maternity_insured",
        "Whether the woman is insured, so that maternity leave is paid by social insurance.",
        "Is maternity leave paid by social insurance?",
        "Чи застрахована жінка в системі соціального страхування?",
        "rzo",
        default=False,
    ),
    _flag(
        "maternity_certificate",
        "Whether a doctor has certified the leave for pregnancy and birth.",
        "Has a doctor certified the leave for pregnancy and birth?",
        "Чи є медичний висновок про відпустку у зв’язку з вагітністю та пологами?",
        "department",
        default=False,
    ),
    _flag(
        "complicated_birth",
        "Whether the birth was complicated; silence means no.",
        "Was the birth complicated?",
        "Чи були пологи ускладненими?",
        "department",
        default=True,
    ),
    _flag(
        "chornobyl_status",
        "Whether the woman is of a category that suffered from the Chornobyl disaster; silence means no.",
        "Has she a Chornobyl status?",
        "Чи належить жінка до постраждалих внаслідок Чорнобильської катастрофи?",
        "department",
        default=True,
    ),
    Attribute(
        name="children_expected",
        entity="person",
        type="count",
        unit="children",
        minimum=1,
        maximum=8,
        default=1,
        meaning="How many children the pregnancy brings; silence means one.",
        questions=asked("How many children are expected or were born?", "Скільки дітей очікується або народилося?"),
        registers=("department",),
        fresh_for_days=_A_MONTH,
    ),
    Attribute(
        name="pregnancy_week",
        entity="person",
        type="count",
        unit="weeks",
        maximum=45,
        default=0,
        meaning="Week of pregnancy on the day of the application; silence means that there is none.",
        questions=asked("Which week of pregnancy is it?", "Який тиждень вагітності?"),
        registers=("department",),
        fresh_for_days=7,
        sensitivity="sensitive",
    ),
    Attribute(
        name="full_time_work",
        entity="person",
        type="bool",
        repeats=True,
        default=(),
        meaning="Full-time work, each job with its first and last day; silence means none.",
        questions=asked(
            "From when does this person work full time?", "З якого дня ця особа працює повний робочий час?"
        ),
        questions_to_you=asked("From when do you work full time?", "З якого дня ви працюєте повний робочий час?"),
        registers=("rzo",),
        fresh_for_days=_A_MONTH,
    ),
)

CHILD: tuple[Attribute, ...] = (
    Attribute(
        name="in_state_care",
        entity="person",
        type="bool",
        repeats=True,
        default=(),
        meaning="Full state care of the child, with first and last day; silence means none.",
        questions=asked("Is the child in full state care?", "Чи перебуває дитина на повному державному утриманні?"),
        registers=("srd",),
        fresh_for_days=_A_MONTH,
        sensitivity="sensitive",
    ),
    Attribute(
        name="communal_kindergarten",
        entity="person",
        type="bool",
        repeats=True,
        default=(),
        meaning="A place in a communal kindergarten, with first and last day; silence means none.",
        questions=asked(
            "From when does the child have a place in a communal kindergarten?",
            "З якого дня дитина відвідує комунальний дитячий садок?",
        ),
        registers=("edebo",),
        fresh_for_days=_A_MONTH,
    ),
    _flag(
        "alimony_evaded",
        "Whether a parent who lives apart evades alimony for the child, cannot pay it, or cannot be found.",
        "Does the other parent evade alimony for the child?",
        "Чи ухиляється другий з батьків від сплати аліментів на дитину?",
        "courts",
        default=False,
    ),
    _flag(
        "baby_package_received",
        "Whether the baby package or its money was received for the child already; silence means no.",
        "Was the baby package received already?",
        "Чи вже отримано «пакунок малюка» на цю дитину?",
        "department",
        default=True,
    ),
    _flag(
        "birth_aid_received",
        "Whether aid at birth was received for the child already; silence means no.",
        "Was aid at birth received already?",
        "Чи вже отримано допомогу при народженні цієї дитини?",
        "pfu",
        default=True,
    ),
    _monthly(
        "monthly_alimony",
        "Alimony of a month for the child; 0 for none.",
        "How much alimony does the child get a month?",
        "Який розмір аліментів на дитину на місяць?",
        "courts",
    ),
    _monthly(
        "monthly_stipend",
        "Stipend of a month of the child; 0 for none.",
        "How much stipend does the child get a month?",
        "Який розмір стипендії дитини на місяць?",
        "edebo",
    ),
)
