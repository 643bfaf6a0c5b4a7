"""New rates: propose numbers of law, look at what they mean, approve them as a second person."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from janua.base import audit, clock
from janua.base.accounts.permissions import NotPermitted, require
from janua.catalogue.actions.announcement import SecondPersonNeeded, WrongState
from janua.catalogue.models import RateChange
from janua.catalogue.queries import law_in_force, rates_in_force, rates_until
from janua.catalogue.states import RATES, RatesState
from janua.pack.installed import country
from janua.pack.texts import NoSuchFile
from janua.pack.typed_rates import faults_of_law, faults_of_shape
from janua.pack.written import as_text
from janua.rules import Law, LawErrors
from janua.rules.parameters import DatedValue, Parameter

LONGEST = 100_000


class RatesFaulty(ValueError):
    """The numbers do not fit the law; `faults` says each in one line."""

    def __init__(self, faults: tuple[str, ...]) -> None:
        self.faults = faults
        super().__init__("\n".join(faults))


@dataclass(frozen=True)
class NewRates:
    """What somebody proposes; `files`: file of the law → YAML laid over its numbers."""

    title: str
    reason: str
    source: str
    files: Mapping[str, str]


@dataclass(frozen=True)
class ChangedNumber:
    """One number that changes on one day; `was` is empty where there was none."""

    key: str
    meaning: str
    first_day: date
    was: str
    now: str
    citation: str
    mark: str


@dataclass(frozen=True)
class ReadRates:
    """New rates as they would stand in the law."""

    law: Law
    base_hash: str
    numbers: tuple[ChangedNumber, ...]
    programmes: tuple[str, ...]

    @property
    def first_day(self) -> date:
        """The earliest day from which a number changes."""
        return min(number.first_day for number in self.numbers)


def read_rates(*, files: Mapping[str, str]) -> ReadRates:
    """Lay numbers over the law in force and say what changes; writes nothing.

    Raises   RatesFaulty
    """
    if sum(map(len, files.values())) > LONGEST:
        raise RatesFaulty((f"At most {LONGEST} characters of numbers at once.",))
    if faults := faults_of_shape(files):
        raise RatesFaulty(faults)
    base = law_in_force()
    try:
        law = country().law_at((*rates_in_force(), dict(files)))
    except LawErrors as errors:
        raise RatesFaulty(faults_of_law(files, errors)) from errors
    except (NoSuchFile, ValueError) as error:
        raise RatesFaulty((str(error),)) from error
    numbers = tuple(_changed(base, law))
    if not numbers:
        raise RatesFaulty(("No number of the law changes: say the new value, its first day, source and mark.",))
    changed = {number.key for number in numbers}
    programmes = tuple(sorted(code for code in law.programmes if law.used_parameters(code) & changed))
    return ReadRates(law, base.hash, numbers, programmes)


def numbers_of(change: RateChange) -> tuple[ChangedNumber, ...]:
    """What new rates change, or changed, against the law beneath them; nothing where that law is no more.

    Two small queries.
    """
    if change.place is not None:
        beneath = rates_until(place=change.place - 1)
    else:
        beneath = rates_in_force()
    base = country().law_at(beneath)
    if base.hash != change.base_hash:
        return ()
    return tuple(_changed(base, country().law_at((*beneath, dict(change.files)))))


def propose_rates(*, rates: NewRates, area_id: int, on: date) -> RateChange:
    """Write new rates for a second person to approve; nothing changes yet.

    area_id  of the proposer's office
    Raises   NotPermitted, RatesFaulty
    """
    actor = require("propose_rates", area_id=area_id, on=on)
    read = read_rates(files=rates.files)
    missing = [name for name in ("title", "reason", "source") if not getattr(rates, name).strip()]
    if missing:
        raise RatesFaulty((f"Write the {', the '.join(missing)}.",))
    assert actor.account_id is not None  # a permission is held by an account alone
    row = RateChange(
        title=rates.title.strip(),
        reason=rates.reason.strip(),
        source=rates.source.strip(),
        files=dict(rates.files),
        first_day=read.first_day,
        programmes=list(read.programmes),
        base_hash=read.base_hash,
        law_hash=read.law.hash,
        area_id=area_id,
        proposed_by_id=actor.account_id,
        proposed_at=clock.now(),
    )
    row.save(force_insert=True)
    _record("rates.propose", row)
    return row


def approve_rates(*, change: UUID, law_hash: str, on: date) -> RateChange:
    """Make proposed numbers the law, as somebody who did not propose them and has seen what they mean.

    law_hash   of the law that was read
    Raises     NotPermitted, SecondPersonNeeded, WrongState
    """
    row = _locked(change)
    actor = require("approve_rates", area_id=row.area_id, on=on)
    if actor.account_id == row.proposed_by_id:
        raise SecondPersonNeeded(_("You proposed these rates: a colleague has to approve them."))
    _require_next(row, RatesState.APPROVED)
    if row.previewed_at is None:
        raise WrongState(_("What the new rates would mean is not worked out yet: wait for it, and read it."))
    if row.law_hash != law_hash or row.base_hash != law_in_force().hash:
        raise WrongState(_("The law has changed since these rates were proposed: propose them again."))
    row.approved_by_id, row.approved_at = actor.account_id, clock.now()
    row.place = (RateChange.objects.aggregate(last=Max("place"))["last"] or 0) + 1
    row.save(update_fields=["approved_by_id", "approved_at", "place"])
    _record("rates.approve", row)
    return row


def withdraw_rates(*, change: UUID, on: date) -> RateChange:
    """Give up a proposal. One person may: nothing has changed by it.

    Raises   NotPermitted, WrongState
    """
    row = _locked(change)
    try:
        actor = require("propose_rates", area_id=row.area_id, on=on)
    except NotPermitted:
        actor = require("approve_rates", area_id=row.area_id, on=on)
    _require_next(row, RatesState.WITHDRAWN)
    row.withdrawn_by_id, row.withdrawn_at = actor.account_id, clock.now()
    row.save(update_fields=["withdrawn_by_id", "withdrawn_at"])
    _record("rates.withdraw", row)
    return row


def _changed(base: Law, law: Law) -> Iterator[ChangedNumber]:
    """Every dated value that the new law has and the old has not, or has otherwise."""
    for key in sorted(law.parameters):
        parameter = law.parameters[key]
        known = base.parameters.get(key)
        before = {} if known is None else {value.starts_on: as_text(known, value) for value in known.values}
        for value in parameter.values:
            text = as_text(parameter, value)
            if before.get(value.starts_on) != text:
                was = None if known is None else known.on(value.starts_on.toordinal())
                yield _number(parameter, value, "" if was is None or known is None else as_text(known, was), text)


def _number(parameter: Parameter, value: DatedValue, was: str, now: str) -> ChangedNumber:
    return ChangedNumber(parameter.key, parameter.meaning, value.starts_on, was, now, value.citation, value.mark)


def _locked(change: UUID) -> RateChange:
    return RateChange.objects.select_for_update(of=("self",)).get(id=change)


def _require_next(row: RateChange, state: RatesState) -> None:
    if state not in RATES[row.state]:
        raise WrongState(_("The new rates have moved on meanwhile: open them again."))


def _record(action: str, row: RateChange) -> None:
    audit.record(action, object_type="rate_change", object_id=row.id, details={"law": f"law:{row.law_hash}"})
