"""The story from beginning to end, and what it leaves behind."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from demo.installation import Installation
from demo.walkthrough import papers
from demo.walkthrough.claiming import Granted, apply, await_letters, be_born
from demo.walkthrough.paying import Paid, confirm_account, pay, write_payment_file
from demo.walkthrough.stage import Stage, make_ready, stage
from demo.walkthrough.telling import Telling


@dataclass(frozen=True)
class Told:
    """A story that was told: its summary, and the reference of the first decision."""

    summary: dict[str, Any]
    decision: str


def tell_journey(installation: Installation, *, people: int, to: Path, telling: Telling) -> Told:
    """Make everything ready, tell the story and leave its papers in a folder."""
    to.mkdir(parents=True, exist_ok=True)
    make_ready(installation, people=people, telling=telling)
    with stage(installation, telling=telling) as stands:
        granted, paid = _family(stands, telling)
        _birth(stands, telling)
        telling.chapter("What is left to look at")
        with telling.step("Papers") as step:
            papers.write_letter(stands, granted, to)
            write_payment_file(stands, paid, to)
            papers.write_explanation(stands, granted, to)
            step.result = "letter, payment file, explanation"
        with telling.step("Audit trail, proved whole", stop="audit") as step:
            stands.rows.wait_gone("the seal of every audit row", papers.UNSEALED)
            head = papers.write_trail(installation, to)
            step.result = f"audit.jsonl, head {head[:8]} …"
        summary = papers.write_summary(
            stands, granted, orders=paid.orders, control_sum=paid.control_sum, head=head, telling=telling, to=to
        )
    return Told(summary, granted.decisions[0]["reference"])


def _family(stands: Stage, telling: Telling) -> tuple[Granted, Paid]:
    mother = stands.citizen(stands.known.family("walkthrough")["mother"])
    telling.chapter("A family applies for children's allowance")
    granted = apply(stands, mother, telling)
    await_letters(stands, granted, telling)
    telling.chapter("The money")
    confirm_account(stands, mother, telling)
    return granted, pay(stands, telling)


def _birth(stands: Stage, telling: Telling) -> None:
    family = stands.known.family("expecting")
    telling.chapter("A child is born, and nobody has to ask", part="birth.")
    mother = stands.citizen(family["mother"])
    granted = be_born(stands, family["baby"], mother, telling)
    await_letters(stands, granted, telling)
    confirm_account(stands, mother, telling)
    pay(stands, telling)
