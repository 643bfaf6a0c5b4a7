"""Who may ask other registers, and who may answer in a register's place."""

from datetime import date
from uuid import UUID

from janua.base.accounts.permissions import NotPermitted, may
from janua.base.actors import Actor, current_actor
from janua.registers.models import Person
from janua.registers.permissions import require_no_kin

__all__ = ["NotPermitted", "require_may_answer_by_hand", "require_may_ask", "require_system"]

ANSWER = "answer_discrepancy"


def require_may_ask() -> Actor:
    """Give who acts, having made sure that they ask for a case: the machine step of casework.

    Raises   NotPermitted
    """
    return require_system("assessor", "checker")


def require_system(*names: str) -> Actor:
    """Give the machine step that acts, if it is one of these.

    Raises   NotPermitted
    """
    actor = current_actor()
    if actor.kind != "system" or actor.name not in names:
        raise NotPermitted(f"Only the machine step {' or '.join(names)} does this.")
    return actor


def require_may_answer_by_hand(*, subject: UUID, on: date) -> Actor:
    """Give the officer who acts, having made sure that they may answer for a silent register in that area.

    Raises   NotPermitted
    """
    actor = current_actor()
    area_id = Person.objects.filter(id=subject).values_list("area_id", flat=True).first()
    if area_id is None or not may(actor, ANSWER, area_id=area_id, on=on):
        raise NotPermitted(f"This needs the permission {ANSWER!r} where the person lives: ask an administrator for it.")
    require_no_kin(actor, persons=[subject], on=on)
    return actor
