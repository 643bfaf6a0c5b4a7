"""Each night whoever is past retention is found; whoever was approved is erased, one at a time."""

from janua.base.clock import now, today
from janua.base.jobs import every
from janua.base.retention.actions.erase import erase_next, mend_journal, remove_files_next
from janua.base.retention.actions.housekeeping import clear_finished_requests
from janua.base.retention.actions.lists import find_past_retention


@every(seconds=86_400, actor="keeper")
def find_persons_past_retention() -> None:
    """Make a list for two people to approve."""
    find_past_retention(on=today())


@every(seconds=86_400, actor="keeper")
def mend_the_journal() -> None:
    """Write down again whom a journal that was lost does not know any more."""
    mend_journal()


@every(seconds=5, actor="keeper")
def erase_approved_persons() -> bool:
    """Erase one person; says whether there may be more."""
    return erase_next()


@every(seconds=5, actor="keeper")
def remove_files_of_erased_persons() -> bool:
    """Remove the files of one erased person; says whether there may be more."""
    return remove_files_next()


@every(seconds=3600, actor="keeper")
def clear_what_was_done_long_ago() -> bool:
    """Clear away the rows of finished jobs; says whether there may be more."""
    return clear_finished_requests(at=now())
