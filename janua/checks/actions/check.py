"""Ask a register one question under one legal ground."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from janua.base.audit.actions import Trace, record_all
from janua.base.clock import now
from janua.checks.models import Check
from janua.checks.permissions import require_may_ask
from janua.checks.queries import question_of, standing_checks
from janua.checks.states import CheckState
from janua.pack.installed import country
from janua.pack.registers import Register


class NotAsked(ValueError):
    """No register of this country answers this question under this ground; nothing was asked."""


@dataclass(frozen=True)
class Asked:
    """One question: about whom, of which register, under which legal ground, by when.

    about_on   the day that the claim is about; the register's pack derives from it what to ask for
    """

    subject: UUID
    register: str
    kind: str
    ground: str
    about_on: date
    deadline_on: date


def ask_all(*, asked: Sequence[Asked]) -> list[Check]:
    """Ask many questions at once; gives the check of each, in order.

    A question that is under way, or was answered freshly enough, is not asked again: its check is given.
    Sending is the worker's: nothing leaves the house here.
    Raises   NotPermitted, NotAsked
    """
    actor = require_may_ask()
    if not asked:
        return []
    at = now()
    registers = {register.code: register for register in country().registers}
    for one in asked:
        _require_answerable(one, registers)
    since = {
        (code, kind): at - timedelta(days=question.fresh_for_days)
        for code, register in registers.items()
        for kind, question in register.questions.items()
    }
    standing = standing_checks(
        subjects={one.subject for one in asked}, registers={one.register for one in asked}, since=since
    )
    checks, new = [], []
    for one in asked:
        parameters = registers[one.register].parameters(one.kind, about_on=one.about_on)
        question = question_of(one.subject, one.register, one.kind, parameters)
        if question not in standing:
            standing[question] = Check(
                subject_id=one.subject,
                register=one.register,
                kind=one.kind,
                parameters=parameters,
                ground=one.ground,
                asked_for=actor.setting,
                state=CheckState.WAITING,
                next_attempt_at=at,
                deadline_on=one.deadline_on,
            )
            new.append(standing[question])
        checks.append(standing[question])
    Check.objects.bulk_create(new)
    record_all(
        Trace(
            action="check.ask",
            subject=check.subject_id,
            object_type="check",
            object_id=check.id,
            details={"register": check.register, "kind": check.kind, "ground": check.ground},
        )
        for check in new
    )
    return checks


def _require_answerable(one: Asked, registers: dict[str, Register]) -> None:
    register = registers.get(one.register)
    question = register.questions.get(one.kind) if register else None
    if question is None:
        raise NotAsked(f"{one.register} answers no question {one.kind!r} in this country's pack.")
    if one.ground not in question.legal_grounds:
        grounds = ", ".join(question.legal_grounds)
        raise NotAsked(f"{one.register}/{one.kind} may be asked under {grounds}, not under {one.ground!r}.")
