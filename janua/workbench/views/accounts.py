"""Accounts for payment: changes confirmed by the second person, what came back, what is held."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from janua.base.audit import log_access
from janua.base.clock import today
from janua.payments.actions import account as actions
from janua.payments.actions import hold, returned
from janua.payments.models import Hold
from janua.payments.permissions import SecondPersonNeeded
from janua.payments.queries import accounts as reads
from janua.payments.queries.returned import one_that_came_back
from janua.workbench.forms.money import MendForm, RefuseAccountForm
from janua.workbench.journeys import accounts
from janua.workbench.journeys.money_words import ACCOUNT_FAULTS, WRONG_NUMBER
from janua.workbench.journeys.runs import key_of
from janua.workbench.views.officer import officer_of, stepped_up
from janua.workbench.views.permitted import areas_where, found, permitted

PROPOSE, CONFIRM = "propose_account", "confirm_account"
PREPARE, APPROVE, READ = "prepare_run", "approve_run", "read_money"


@permitted(PROPOSE, CONFIRM, READ)
@require_GET
def listed(request: HttpRequest) -> HttpResponse:
    """List the account changes that wait for a second person."""
    page = accounts.proposals_page(
        areas=areas_where(request, PROPOSE, CONFIRM, READ), after=key_of(request.GET.get("after", ""))
    )
    log_access(page["persons"], page="workbench:accounts", purpose="confirm account changes")
    return render(request, "workbench/payments/accounts.html", page)


@permitted(PROPOSE, CONFIRM)
@stepped_up
@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, account_id: UUID) -> HttpResponse:
    """Show a proposed account beside the one in force; confirm it, or refuse it with a reason."""
    officer, form = officer_of(request), RefuseAccountForm(request.POST if "refuse" in request.POST else None)
    proposal = found(reads.proposal(account=account_id, areas=areas_where(request, PROPOSE, CONFIRM), on=today()))
    assert officer is not None
    problem = ""
    if request.method == "POST" and (not form.is_bound or form.is_valid()):
        try:
            answer(account_id, form)
        except SecondPersonNeeded:
            problem = _("You proposed this account. Somebody else has to look at it.")
        else:
            return redirect("workbench:account-change", account_id)
    page = accounts.proposal_page(proposal, account=officer.account_id)
    log_access([proposal.account.payee_id], page="workbench:account-change", purpose="confirm an account change")
    wrong = bool(problem or form.errors)
    return render(
        request,
        "workbench/payments/account.html",
        page | {"form": form, "problem": problem, "may": proposal.account.area_id in areas_where(request, CONFIRM)},
        status=422 if wrong else 200,
    )


def answer(account_id: UUID, form: RefuseAccountForm) -> None:
    """Say yes, or no with its reason where the form carries one."""
    if form.is_bound:
        actions.refuse(account=account_id, reason=form.cleaned_data["reason"], on=today())
    else:
        actions.confirm(account=account_id, on=today())


@permitted(PREPARE, PROPOSE, APPROVE, READ)
@require_GET
def returns(request: HttpRequest) -> HttpResponse:
    """List the payments that came back."""
    page = accounts.returns_page(
        areas=areas_where(request, PREPARE, PROPOSE, APPROVE, READ), after=key_of(request.GET.get("after", ""))
    )
    log_access(page["persons"], page="workbench:returns", purpose="mend payments that came back")
    return render(request, "workbench/payments/returns.html", page)


@permitted(PROPOSE)
@require_http_methods(["GET", "POST"])
def came_back(request: HttpRequest, order_id: UUID) -> HttpResponse:
    """Show a payment that came back, and take another account for it."""
    row = found(one_that_came_back(order=order_id, areas=areas_where(request, PROPOSE)))
    form = MendForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = returned.mend(order=order_id, **form.cleaned_data, on=today())
        except actions.AccountRefused as fault:
            words = str(ACCOUNT_FAULTS.get(fault.fault, WRONG_NUMBER))
            form.add_error("holder_name" if fault.fault in ACCOUNT_FAULTS else "number", words)
        except actions.AlreadyProposed:
            form.add_error(None, _("Another account of this person waits for its second person already."))
        else:
            return redirect("workbench:account-change", made.id)
    log_access([row.order.payee_id], page="workbench:return", purpose="mend a payment that came back")
    page = accounts.return_page(row) | {"form": form}
    return render(request, "workbench/payments/return.html", page, status=422 if form.errors else 200)


@permitted(PROPOSE)
@require_POST
def pay_again(request: HttpRequest, order_id: UUID) -> HttpResponse:
    """Have the next run pay the same account again."""
    found(one_that_came_back(order=order_id, areas=areas_where(request, PROPOSE)))
    returned.pay_again(order=order_id, on=today())
    return redirect("workbench:returns")


@permitted(PREPARE, APPROVE, READ)
@require_GET
def holds(request: HttpRequest) -> HttpResponse:
    """List the payments that are held."""
    officer = officer_of(request)
    assert officer is not None
    areas = areas_where(request, PREPARE, APPROVE, READ)
    page = accounts.holds_page(areas=areas, after=key_of(request.GET.get("after", "")))
    log_access(page["persons"], page="workbench:holds", purpose="look after held payments")
    mine = {"me": str(officer.account_id), "may": APPROVE in officer.permissions}
    return render(request, "workbench/payments/holds.html", page | mine)


@permitted(APPROVE)
@stepped_up
@require_POST
def lift(request: HttpRequest, hold_id: UUID) -> HttpResponse:
    """Let held payments go, as another person than who held them."""
    found(Hold.objects.filter(id=hold_id, area__in=areas_where(request, APPROVE)).first())
    hold.lift(hold=hold_id, on=today())
    return redirect("workbench:holds")
