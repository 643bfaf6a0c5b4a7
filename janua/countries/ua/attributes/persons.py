"""What can be known of a person."""

from janua.countries.ua.attributes.asking import asked
from janua.countries.ua.attributes.children import CHILD, MOTHERHOOD
from janua.countries.ua.attributes.displacement import DISPLACEMENT
from janua.pack.attributes import Attribute

_A_QUARTER = 91
_A_MONTH = 30

_IDENTITY = (
    Attribute(
        name="date_of_birth",
        entity="person",
        type="date",
        meaning="The day of birth. Who was born on 29 February reaches an age on 1 March in other years.",
        questions=asked("What is the date of birth?", "Яка дата народження?"),
        registers=("eddr", "dracs"),
    ),
    Attribute(
        name="date_of_death",
        entity="person",
        type="date",
        meaning="The day of death; silence means that no death is registered.",
        registers=("dracs",),
    ),
    Attribute(
        name="date_of_adoption",
        entity="person",
        type="date",
        meaning="The day on which the court's decision on the adoption took effect; for a relationship "
        "`adoptive_parent`.",
        questions=asked("When did the adoption take effect?", "Коли набрало чинності рішення суду про усиновлення?"),
        registers=("dracs", "courts"),
    ),
)

_WORK_AND_HEALTH = (
    Attribute(
        name="occupation",
        entity="person",
        type="choice",
        choices=(
            "employment",
            "military_service",
            "business",
            "full_time_study",
            "dual_study",
            "job_seeker",
            "care",
        ),
        repeats=True,
        meaning="What the person does, each entry with its first and last day: work, military service, business, "
        "full-time or dual study, registered search for work, care of a child or of somebody who needs care. An empty "
        "list means nothing of these.",
        questions=asked("What does this person do, and since when?", "Чим займається ця особа і з якого часу?"),
        questions_to_you=asked("What do you do, and since when?", "Чим ви займаєтеся і з якого часу?"),
        registers=("rzo", "drfo", "edebo", "dsz"),
        fresh_for_days=_A_MONTH,
    ),
    Attribute(
        name="pensioner",
        entity="person",
        type="bool",
        repeats=True,
        default=(),
        meaning="Whether the person receives a pension; silence means no.",
        questions=asked("Does this person receive a pension?", "Чи отримує ця особа пенсію?"),
        questions_to_you=asked("Do you receive a pension?", "Чи отримуєте ви пенсію?"),
        registers=("pfu",),
        fresh_for_days=_A_QUARTER,
    ),
    Attribute(
        name="disability",
        entity="person",
        type="choice",
        choices=("group_1", "group_2", "group_3", "child"),
        repeats=True,
        default=(),
        meaning="The group of disability, or a child with disability, each with its first and last day; silence means "
        "none.",
        questions=asked(
            "Does this person have a disability, and of which group?",
            "Чи має ця особа інвалідність і якої групи?",
        ),
        questions_to_you=asked(
            "Do you have a disability, and of which group?", "Чи маєте ви інвалідність і якої групи?"
        ),
        registers=("cbi", "pfu"),
        fresh_for_days=_A_QUARTER,
        sensitivity="sensitive",
    ),
)

_CHILDHOOD = (
    Attribute(
        name="disability_subgroup",
        entity="person",
        type="choice",
        choices=("a", "b", "none"),
        meaning="The subgroup of disability: A or B of group I, A or none of a child with disability.",
        questions=asked("Which subgroup is the disability of?", "Яку підгрупу інвалідності встановлено?"),
        registers=("cbi",),
        fresh_for_days=_A_QUARTER,
        sensitivity="sensitive",
    ),
    Attribute(
        name="needs_care",
        entity="person",
        type="bool",
        default=False,
        meaning="Whether a need of constant care is recorded; subgroup A always has it. Silence means no.",
        questions=asked("Is a need of constant care recorded?", "Чи встановлено потребу в постійному догляді?"),
        registers=("cbi",),
        fresh_for_days=_A_QUARTER,
        sensitivity="sensitive",
    ),
    Attribute(
        name="injured_by_explosives",
        entity="person",
        type="bool",
        default=False,
        meaning="Whether a child's disability comes from a wound by explosive objects; silence means no.",
        questions=asked(
            "Does the child's disability come from a wound by explosives?",
            "Чи пов’язана інвалідність дитини з пораненням вибухонебезпечними предметами?",
        ),
        registers=("cbi",),
        fresh_for_days=_A_QUARTER,
        sensitivity="sensitive",
    ),
    Attribute(
        name="pension_right",
        entity="person",
        type="bool",
        meaning="Whether the person has a right to a pension.",
        questions=asked("Does this person have a right to a pension?", "Чи має ця особа право на пенсію?"),
        questions_to_you=asked("Do you have a right to a pension?", "Чи маєте ви право на пенсію?"),
        registers=("pfu",),
        fresh_for_days=_A_QUARTER,
    ),
    Attribute(
        name="breadwinner_died_without_record",
        entity="person",
        type="bool",
        default=False,
        meaning="Whether the child's breadwinner died without enough insurance record for a pension to the child; "
        "silence means no.",
        questions=asked(
            "Has the child lost the breadwinner, without a right to a pension for it?",
            "Чи втратила дитина годувальника без права на пенсію?",
        ),
        registers=("pfu", "dracs"),
        fresh_for_days=_A_QUARTER,
        sensitivity="sensitive",
    ),
    Attribute(
        name="disabled_since_childhood",
        entity="person",
        type="bool",
        meaning="Whether an adult's disability is established as one since childhood.",
        questions=asked(
            "Has this person had the disability since childhood?", "Чи встановлено інвалідність з дитинства?"
        ),
        registers=("cbi",),
        fresh_for_days=_A_QUARTER,
        sensitivity="sensitive",
    ),
)

PERSON: tuple[Attribute, ...] = (*_IDENTITY, *_WORK_AND_HEALTH, *_CHILDHOOD, *MOTHERHOOD, *CHILD, *DISPLACEMENT)
