"""The officers' half, payments: prepare a run, look into it, approve it as the second person; payees' accounts."""

from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

from annotated_types import Len
from django.db.models import QuerySet
from ninja import Router, Schema, Status

from janua.api.v1.bearer import OfficerRequest, OfficerSession, legal_day, require_fresh_code
from janua.api.v1.problems import PROBLEMS
from janua.api.v1.shapes import Asked, MoneyShape, Page, page_of
from janua.base.accounts.queries import areas_with
from janua.base.audit import log_access
from janua.payments.actions import account as accounts
from janua.payments.actions.run import approve, cancel, prepare
from janua.payments.models import PayeeAccount, Run
from janua.registers.models import Person

router = Router(auth=OfficerSession(), tags=["payments"])


class RunShape(Schema):
    """A payment run and what it comes to."""

    id: UUID
    reference: str
    state: str
    execute_on: date
    programmes: list[str]
    orders: int
    control_sum: MoneyShape
    approved_at: datetime | None
    sent_at: datetime | None


class RunToPrepare(Schema):
    """The day on which the bank is to pay, and the programmes that are paid; all where none is named."""

    execute_on: date
    programmes: Annotated[list[Annotated[str, Len(1, 20)]], Len(0, 100)] = []


class Seen(Schema):
    """The total that the approver was shown: another total approves nothing."""

    seen: MoneyShape


class TakenOutShape(Schema):
    """An order that was taken out before the approval, and why."""

    order: UUID
    person: UUID
    reason: str


class Approved(Schema):
    """What came of an approval; where orders were taken out, nothing is approved until they were seen."""

    run: RunShape
    approved: bool
    taken_out: list[TakenOutShape]


class Why(Schema):
    """A reason, in words."""

    reason: Annotated[str, Len(1, 2000)]


class AccountToPropose(Schema):
    """An account for a payee, as the bank has it."""

    payee: UUID
    number: Annotated[str, Len(1, 60)]
    holder: Annotated[str, Len(1, 140)]
    reason: Annotated[str, Len(1, 200)]


class AccountShape(Schema):
    """A payee's account; of its number only the end is told."""

    id: UUID
    payee: UUID
    holder: str
    ends_in: str
    state: str
    usable_from_on: date | None


@router.get("/runs", response={200: Page[RunShape], **PROBLEMS})
def runs(request: OfficerRequest, asked: Asked) -> Any:
    """List payment runs, the newest first."""
    return page_of(_runs(request), asked, _run)


@router.post("/runs", response={201: RunShape, **PROBLEMS})
def prepare_run(request: OfficerRequest, run: RunToPrepare) -> Any:
    """Have everything that is due put into orders: the worker prepares the run, then another person approves it."""
    return Status(201, _run(prepare(execute_on=run.execute_on, programmes=run.programmes, on=legal_day())))


@router.get("/runs/{run}", response={200: RunShape, **PROBLEMS})
def run(request: OfficerRequest, run: UUID) -> Any:
    """Say where a run stands."""
    return _run(_runs(request).get(id=run))


@router.post("/runs/{run}/approval", response={200: Approved, **PROBLEMS})
def approve_run(request: OfficerRequest, run: UUID, seen: Seen) -> Any:
    """Approve a run as the second person; the payments worker then sends it."""
    require_fresh_code(request)
    approval = approve(run=run, on=legal_day(), seen=seen.seen.money())
    taken_out = [TakenOutShape(order=one.order, person=one.person, reason=one.reason) for one in approval.taken_out]
    log_access([one.person for one in taken_out], page="api:approval", purpose="approve a run")
    return Approved(run=_run(approval.run), approved=approval.approved, taken_out=taken_out)


@router.post("/runs/{run}/cancellation", response={200: RunShape, **PROBLEMS})
def cancel_run(request: OfficerRequest, run: UUID, why: Why) -> Any:
    """Give a run up before it is approved; its lines are paid by a later one."""
    return _run(cancel(run=run, reason=why.reason, on=legal_day()))


@router.post("/accounts", response={201: AccountShape, **PROBLEMS})
def propose_account(request: OfficerRequest, account: AccountToPropose) -> Any:
    """Name an account for a payee; nothing is paid into it before a second person has confirmed it."""
    row = accounts.propose(
        payee=account.payee,
        number=account.number,
        holder_name=account.holder,
        reason=account.reason,
        on=legal_day(),
    )
    return Status(201, _told(row))


@router.post("/accounts/{account}/confirmation", response={200: AccountShape, **PROBLEMS})
def confirm_account(request: OfficerRequest, account: UUID) -> Any:
    """Confirm an account as the second person."""
    require_fresh_code(request)
    return _told(accounts.confirm(account=account, on=legal_day()))


@router.post("/accounts/{account}/refusal", response={200: AccountShape, **PROBLEMS})
def refuse_account(request: OfficerRequest, account: UUID, why: Why) -> Any:
    """Refuse a proposed account; payments go on as before."""
    return _told(accounts.refuse(account=account, reason=why.reason, on=legal_day()))


def _runs(request: OfficerRequest) -> QuerySet[Run]:
    """Runs of the areas where the officer prepares or approves them."""
    held = [
        areas_with(account_id=request.officer.account_id, permission=word, on=legal_day())
        for word in ("prepare_run", "approve_run")
    ]
    return Run.objects.filter(area__in=frozenset().union(*held))


def _run(row: Run) -> RunShape:
    total = MoneyShape.of(row.control_sum, row.currency)
    assert total is not None
    return RunShape(
        id=row.id,
        reference=row.reference,
        state=row.state,
        execute_on=row.execute_on,
        programmes=row.programmes,
        orders=row.order_count,
        control_sum=total,
        approved_at=row.approved_at,
        sent_at=row.sent_at,
    )


def _told(row: PayeeAccount) -> AccountShape:
    log_access([row.payee_id], page="api:account", purpose="confirm an account change")
    # Who pays a protected person is not told who that is.
    is_seen = Person.objects.filter(id=row.payee_id).exists()
    return AccountShape(
        id=row.id,
        payee=row.payee_id,
        holder=row.holder_name if is_seen else "",
        ends_in=row.sealed_number[-4:],
        state=row.state,
        usable_from_on=row.usable_from_on,
    )
