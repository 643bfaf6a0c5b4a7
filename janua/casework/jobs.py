"""Background entry points: each takes up what waits in rows, in batches, and calls one action."""

import random

from janua.base.clock import now, today
from janua.base.jobs import every
from janua.casework.actions.claim import begin_claims, take_up_checks, take_up_rulings
from janua.casework.actions.draft import clear_drafts
from janua.casework.actions.event import take_up_events
from janua.casework.actions.letter import NEWEST, write_letters
from janua.casework.actions.looks import take_up_look_alerts
from janua.casework.actions.question import take_up_answers
from janua.casework.actions.reconsideration import take_up_reconsiderations
from janua.casework.actions.redecision import list_redecisions, redecide_next
from janua.casework.actions.replay import replay_sample
from janua.casework.actions.task import deal_waiting, take_back_from_who_may_not
from janua.casework.actions.transfer import move_accepted, take_up_transfers
from janua.casework.actions.urgent import take_up_urgent_accesses
from janua.casework.actions.withdrawal import close_withdrawn


@every(seconds=1, actor="assessor", queue="work")
def begin_submitted_claims() -> bool:
    """Ask the checks of new claims; says whether there may be more."""
    carried = begin_claims(on=today())
    return bool(carried.granted + carried.handed_on + carried.waiting + carried.stuck)


@every(seconds=1, actor="assessor", queue="work")
def take_up_finished_checks() -> bool:
    """Carry on claims whose answers came; says whether there may be more."""
    carried = take_up_checks(on=today())
    return bool(carried.granted + carried.handed_on + carried.stuck)


@every(seconds=1, actor="assessor", queue="work")
def take_up_officers_rulings() -> bool:
    """Send claims that waited for a ruling round again; says whether there may be more."""
    return bool(take_up_rulings())


@every(seconds=1, actor="assessor", queue="work")
def take_up_news() -> bool:
    """Answer the register's events; says whether there may be more."""
    return bool(take_up_events(on=today()))


@every(seconds=5, actor="assessor", queue="work")
def list_claims_under_new_rates() -> bool:
    """Note which claims approved rates concern; says whether there may be more."""
    return list_redecisions()


@every(seconds=1, actor="assessor", queue="work")
def carry_out_new_rates() -> bool:
    """Decide claims under new rates anew; says whether there may be more."""
    return bool(redecide_next(on=today()))


@every(seconds=1, actor="assessor", queue="work")
def render_letters() -> bool:
    """Write the letters of the newest decisions and notices; says whether there may be more."""
    return bool(write_letters(on=today(), decided_since=now() - NEWEST))


@every(seconds=6 * 3600, actor="assessor", queue="work")
def render_missed_letters() -> bool:
    """Write the letters that the look at the newest passed over; says whether there may be more."""
    return bool(write_letters(on=today()))


@every(seconds=24 * 3600, actor="keeper", queue="work")
def replay_some_decisions() -> None:
    """Replay a sample of all decisions, drawn by lot."""
    replay_sample(size=100, on=today(), lot=random.SystemRandom())


@every(seconds=1, actor="keeper", queue="work")
def take_up_challenges() -> bool:
    """Give requests to look at a decision again to officers by lot; says whether there may be more."""
    return bool(take_up_reconsiderations(on=today()))


@every(seconds=1, actor="keeper", queue="work")
def take_up_answers_of_persons() -> bool:
    """Make work of what persons answered; says whether there may be more."""
    return bool(take_up_answers(on=today()))


@every(seconds=5, actor="keeper", queue="work")
def deal_waiting_tasks() -> None:
    """Give tasks that nobody owns yet, or whose owner may not do them any more, to officers by lot."""
    take_back_from_who_may_not(on=today())
    deal_waiting(on=today())


@every(seconds=10, actor="keeper", queue="work")
def close_tasks_of_withdrawn_claims() -> bool:
    """Take from the officers' inboxes what people took back; says whether there may be more."""
    return bool(close_withdrawn())


@every(seconds=1, actor="keeper", queue="work")
def take_up_files_opened_in_urgency() -> bool:
    """Have a supervisor look at files that were opened in urgency; says whether there may be more."""
    return bool(take_up_urgent_accesses(on=today()))


@every(seconds=5, actor="keeper", queue="work")
def have_looks_asked_about() -> bool:
    """Have a supervisor ask about looks; says whether there may be more."""
    return bool(take_up_look_alerts(on=today()))


@every(seconds=1, actor="keeper", queue="work")
def ask_offices_that_are_to_receive_cases() -> bool:
    """Make work of cases that another office wants to hand over, and of its answer; says whether there may be more."""
    return bool(take_up_transfers(on=today()))


@every(seconds=1, actor="keeper", queue="work")
def move_accepted_cases() -> bool:
    """Move cases with all that belongs to them to the office that accepted them; says whether there may be more."""
    return bool(move_accepted())


@every(seconds=3600, actor="keeper", queue="work")
def clear_old_drafts() -> None:
    """Delete drafts that were thrown away a day ago, and those long forgotten."""
    clear_drafts()
