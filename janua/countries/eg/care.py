"""What the law of kafala, of the services card, of stops and of licences reads."""

from typing import Any

from janua.pack.attributes import Attribute

_A_YEAR = 365
_A_QUARTER = 91
INSTITUTION_TYPES = (
    "infants_nursery", "childrens_home", "small_home", "kafala_centre", "aftercare_home", "day_nursery",
    "elderly_home", "elderly_club", "social_defence", "observation_home", "homeless_home", "rehabilitation_centre",
    "womens_centre",
)  # fmt: skip


def _finding(name: str, meaning: str, *registers: str, entity: Any = "claim", **more: Any) -> Attribute:
    """A yes/no that an officer, a committee or a court found."""
    return Attribute(name=name, entity=entity, type="bool", meaning=meaning, registers=registers, **more)


_KAFALA = (
    Attribute(
        name="date_of_marriage",
        entity="claim",
        type="date",
        meaning="Day of the applicants' marriage as they say it; read where no register has it.",
        questions={"en": "When did you marry?", "ar": "متى تزوجتما؟"},
        registers=("civil",),
    ),
    Attribute(
        name="education",
        entity="person",
        type="choice",
        choices=("none", "primary", "preparatory", "secondary_diploma", "above_secondary"),
        meaning="Highest level of schooling that the person completed; an equal diploma counts.",
        questions={"en": "What is the highest diploma of this person?", "ar": "ما أعلى مؤهل دراسي لهذا الشخص؟"},
        questions_to_you={"en": "What is your highest diploma?", "ar": "ما أعلى مؤهل دراسي لديك؟"},
        registers=("education",),
        fresh_for_days=_A_YEAR,
    ),
    _finding(
        "kafala_training_passed",
        "Whether the person passed the ministry's training course for kafala families.",
        "ministry",
        entity="person",
        questions={"en": "Has this person passed the training course?", "ar": "هل اجتاز هذا الشخص الدورة التدريبية؟"},
        questions_to_you={"en": "Have you passed the training course?", "ar": "هل اجتزت الدورة التدريبية؟"},
        fresh_for_days=_A_YEAR,
    ),
    _finding(
        "infertility_certified",
        "Whether permanent infertility of the person is certified.",
        "health",
        entity="person",
        sensitivity="sensitive",
    ),
    _finding(
        "health_certified",
        "Whether the person has a health certificate for the application.",
        "health",
        entity="person",
        sensitivity="sensitive",
        fresh_for_days=_A_QUARTER,
    ),
    _finding(
        "criminal_record_clean",
        "Whether the person's criminal record is clean.",
        "justice",
        entity="person",
        sensitivity="sensitive",
        fresh_for_days=_A_QUARTER,
    ),
    _finding("same_religion_as_child", "Whether the applicants have the religion of the child.", "ministry"),
    _finding("social_study_positive", "Whether the social study finds the family mature.", "ministry"),
    _finding("income_sufficient", "Whether the social study finds the income proven and sufficient.", "ministry"),
    _finding("home_suitable", "Whether the home visit finds the home suitable.", "ministry"),
    _finding("compelling_reason", "Whether the committee found a compelling reason for the return.", "committee"),
    _finding(
        "removed_for_protection",
        "Whether the child was taken from the family for its own protection.",
        "committee",
    ),
    Attribute(
        name="children_returned",
        entity="claim",
        type="count",
        maximum=24,
        meaning="Sponsored children who were returned on the day.",
        registers=("ministry",),
        default=1,
    ),
)

_CARD = (
    Attribute(
        name="services_card_issued_on",
        entity="person",
        type="date",
        meaning="Day on which the person's latest integrated services card was issued.",
        questions={"en": "When was the card issued?", "ar": "متى صدرت بطاقة الخدمات المتكاملة؟"},
        registers=("ministry",),
        fresh_for_days=_A_QUARTER,
        sensitivity="sensitive",
    ),
    _finding("loss_memo", "Whether the police wrote a memo that the card is lost.", "justice"),
)

_STOP = (
    _finding("false_data", "Whether data in the request were found false.", "ministry", default=False),
    _finding(
        "false_statement",
        "Whether the financial or social state was found to be stated falsely.",
        "ministry",
        default=False,
    ),
    _finding(
        "omitted_income",
        "Whether a source of income was left out, which led to undue money.",
        "ministry",
        default=False,
    ),
    _finding(
        "final_judgment",
        "Whether there is a final judgment for begging, exposing a child to danger or human trafficking.",
        "justice",
        sensitivity="sensitive",
        default=False,
    ),
    Attribute(
        name="overpaid",
        entity="claim",
        type="money",
        unit="EGP",
        minimum="-10000000",
        maximum="10000000",
        meaning="Money that was paid and not due.",
        registers=("ministry",),
    ),
    Attribute(
        name="benefit_due",
        entity="claim",
        type="money",
        unit="EGP",
        minimum="0",
        maximum="10000000",
        meaning="Cash support of one month that would be due now.",
        registers=("ministry",),
    ),
)

_LICENCE = (
    Attribute(
        name="institution_type",
        entity="claim",
        type="choice",
        choices=INSTITUTION_TYPES,
        meaning="Type of the care institution: I-INF infants_nursery, I-CHI childrens_home, I-SML small_home, "
        "I-KAF kafala_centre, I-AFT aftercare_home, I-NUR day_nursery, I-ELD elderly_home, I-ECL elderly_club, "
        "I-DEF social_defence, I-OBS observation_home, I-HOM homeless_home, I-REH rehabilitation_centre, "
        "I-WOM womens_centre.",
        questions={"en": "Which type of institution is it?", "ar": "ما نوع مؤسسة الرعاية؟"},
        registers=("ministry",),
    ),
    Attribute(
        name="licence_service",
        entity="claim",
        type="choice",
        choices=("new_licence", "renewal", "amendment"),
        meaning="What is asked for.",
        questions={"en": "What do you ask for?", "ar": "ما الخدمة المطلوبة؟"},
        registers=("ministry",),
    ),
)

_CHILD_PENSION = (
    Attribute(
        name="child_pension_ground",
        entity="person",
        type="choice",
        choices=("parents_unknown", "parents_divorced", "parent_imprisoned"),
        repeats=True,
        meaning="Ground of a child pension besides being an orphan; each entry says from when to when.",
        registers=("ministry", "justice"),
        fresh_for_days=_A_QUARTER,
        sensitivity="sensitive",
        default=(),
    ),
)

CARE: tuple[Attribute, ...] = (*_KAFALA, *_CARD, *_STOP, *_LICENCE, *_CHILD_PENSION)
