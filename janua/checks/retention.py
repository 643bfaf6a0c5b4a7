"""What checks keep of a person, and how they let go of it."""

from janua.base.retention.words import LastActs

ACTS: tuple[LastActs, ...] = ()

CLEARS: tuple[str, ...] = (
    "UPDATE checks_check SET parameters = '{}' WHERE subject_id = who",
    "DELETE FROM checks_discrepancy WHERE subject_id = who",
)
