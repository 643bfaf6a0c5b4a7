"""Ask a register one question under one legal ground."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
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
    checks, new = [], set()
    for one in asked:
        wanted = _check_of(one, registers[one.register], asked_for=actor.setting, at=at)
        check = standing.setdefault(question_of(wanted), wanted)
        if check is wanted:
            new.add(check.id)
        checks.append(check)
    Check.objects.bulk_create([check for check in standing.values() if check.id in new])
    # An answer used again is a use of it: it leaves its trace under the ground of this use.
    seen: set[UUID] = set()
    traces = []
    for one, check in zip(asked, checks, strict=True):
        action = "check.use_again" if check.id in seen or check.id not in new else "check.ask"
        seen.add(check.id)
        traces.append(_trace(action, one, check))
    record_all(traces)
    return checks


def _check_of(one: Asked, register: Register, *, asked_for: str, at: datetime) -> Check:
    return Check(
        subject_id=one.subject,
        register=one.register,
        kind=one.kind,
        parameters=register.parameters(one.kind, about_on=one.about_on),
        ground=one.ground,
        asked_for=asked_for,
        state=CheckState.WAITING,
        next_attempt_at=at,
        deadline_on=one.deadline_on,
    )


def _trace(action: str, one: Asked, check: Check) -> Trace:
    return Trace(
        action=action,
        subject=check.subject_id,
        object_type="check",
        object_id=check.id,
        details={"register": one.register, "kind": one.kind, "ground": one.ground},
    )


def _require_answerable(one: Asked, registers: dict[str, Register]) -> None:
    register = registers.get(one.register)
    question = register.questions.get(one.kind) if register else None
    if question is None:
        raise NotAsked(f"{one.register} answers no question {one.kind!r} in this country's pack.")
    if one.ground not in question.legal_grounds:
        grounds = ", ".join(question.legal_grounds)
        raise NotAsked(f"{one.register}/{one.kind} may be asked under {grounds}, not under {one.ground!r}.")
