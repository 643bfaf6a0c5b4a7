"""Payment runs: prepare one, look into it, approve it as the second person, give it up, watch the bank."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from janua.base.audit import log_access
from janua.base.clock import today
from janua.payments.actions import run as actions
from janua.payments.models import Run
from janua.payments.permissions import ReasonMissing, SecondPersonNeeded
from janua.payments.states import RunState
from janua.values import Money
from janua.workbench.forms.money import ApproveForm, GiveUpForm, NewRunForm
from janua.workbench.journeys import new_run, runs
from janua.workbench.journeys.money_words import CONFLICTS
from janua.workbench.journeys.progress import progress_page
from janua.workbench.views.officer import officer_of, stepped_up
from janua.workbench.views.permitted import areas_where, found, permitted

PREPARE, APPROVE, READ = "prepare_run", "approve_run", "read_money"
# A waiting page looks again by itself, without a script.
SECONDS = "5"


def _run(request: HttpRequest, run_id: UUID, *permissions: str) -> Run:
    """The run, where the officer holds one of these in its own area."""
    areas = areas_where(request, *(permissions or (PREPARE, APPROVE, READ)))
    return found(Run.objects.filter(id=run_id, area__in=areas).first())


@permitted(PREPARE, APPROVE, READ)
@require_GET
def listed(request: HttpRequest) -> HttpResponse:
    """List the runs, the newest first."""
    page = runs.list_page(before=request.GET.get("before", ""), areas=areas_where(request, PREPARE, APPROVE, READ))
    return render(request, "workbench/payments/runs.html", page)


@permitted(PREPARE)
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Show what is due by a day, and prepare a run of it."""
    officer = officer_of(request)
    assert officer is not None
    areas = new_run.areas_to_pay(account=officer.account_id, on=today())
    due = new_run.due_soon(areas=[number for number, _name in areas], on=today())
    form = NewRunForm(
        request.POST or None,
        areas=areas,
        programmes=new_run.programmes_to_pay(on=today()),
        first_day=today(),
        initial={"execute_on": due.due_on},
    )
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.prepare(**form.asked(), on=today())
        except actions.NotAPaymentDay:
            form.add_error("execute_on", _("The bank does not pay on this day. Choose a working day."))
        else:
            return redirect("workbench:run", made.id)
    page = {"form": form, "due": due}
    return render(request, "workbench/payments/new.html", page, status=422 if form.errors else 200)


@permitted(PREPARE, APPROVE, READ)
@require_GET
def overview(request: HttpRequest, run_id: UUID) -> HttpResponse:
    """Show what a run comes to and where it stands; how far it is, while it is prepared."""
    officer = officer_of(request)
    assert officer is not None
    run = _run(request, run_id)
    may = {
        "may_approve": run.area_id in areas_where(request, APPROVE),
        "may_prepare": run.area_id in areas_where(request, PREPARE),
    }
    if run.state == RunState.PREPARING:
        return render(request, "workbench/payments/preparing.html", progress_page(run) | may)
    more = may | {"is_mine": run.prepared_by_id == officer.account_id}
    response = render(request, "workbench/payments/run.html", runs.overview(run) | more)
    if "HX-Request" in request.headers:
        # Asked for by the page of its progress, which is over: the browser takes this page instead.
        response["HX-Refresh"] = "true"
    return response


@permitted(PREPARE)
@require_POST
def again(request: HttpRequest, run_id: UUID) -> HttpResponse:
    """Have a preparation that stopped tried again."""
    actions.try_again(run=_run(request, run_id, PREPARE).id, on=today())
    return redirect("workbench:run", run_id)


@permitted(PREPARE, APPROVE, READ)
@require_GET
def orders(request: HttpRequest, run_id: UUID) -> HttpResponse:
    """Show a run's orders: all by page, or samples."""
    page = runs.orders_page(
        _run(request, run_id),
        show=runs.show_of(request.GET.get("show", "")),
        after=runs.key_of(request.GET.get("after", "")),
        before=runs.key_of(request.GET.get("before", "")),
    )
    log_access(page["persons"], page="workbench:run-orders", purpose="check a payment run")
    return render(request, "workbench/payments/orders.html", page)


@permitted(PREPARE, APPROVE, READ)
@require_GET
def compare(request: HttpRequest, run_id: UUID) -> HttpResponse:
    """Show a run beside the one before it."""
    return render(request, "workbench/payments/compare.html", runs.comparison_page(_run(request, run_id)))


@permitted(PREPARE, APPROVE, READ)
@require_GET
def left_out(request: HttpRequest, run_id: UUID) -> HttpResponse:
    """Show what is due and not in a run, and why."""
    asked = {name: request.GET.get(name, "") for name in ("reason", "after")}
    page = runs.left_out_page(_run(request, run_id), reason=asked["reason"][:60], after=runs.behind_of(asked["after"]))
    log_access(page["persons"], page="workbench:run-left-out", purpose="check a payment run")
    return render(request, "workbench/payments/left_out.html", page)


@permitted(PREPARE, APPROVE, READ)
@require_GET
def bank(request: HttpRequest, run_id: UUID) -> HttpResponse:
    """Show the file of a run and what the bank has said; looks again by itself unless told to be still."""
    page = runs.bank_page(_run(request, run_id))
    looks_again = page["is_moving"] and "still" not in request.GET
    response = render(request, "workbench/payments/bank.html", page | {"looks_again": looks_again})
    if looks_again:
        response["Refresh"] = SECONDS
    return response


@permitted(APPROVE)
@stepped_up
@require_http_methods(["GET", "POST"])
def approve(request: HttpRequest, run_id: UUID) -> HttpResponse:
    """Approve a run as the second person; where something was taken out first, show it and ask again."""
    run, form = _run(request, run_id, APPROVE), ApproveForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            done = actions.approve(run=run.id, on=today(), seen=Money(form.cleaned_data["seen"], run.currency))
        except actions.Conflict as conflict:
            form.add_error(None, str(CONFLICTS[conflict.reason]))
        except SecondPersonNeeded:
            form.add_error(None, _("You prepared this run. Somebody else has to approve it."))
        else:
            return redirect("workbench:run-send" if done.approved else "workbench:run-approve", run.id)
    officer = officer_of(request)
    assert officer is not None
    page = runs.approval_page(run, account=officer.account_id)
    log_access(page["persons"], page="workbench:run-approve", purpose="approve a payment run")
    return render(request, "workbench/payments/approve.html", page | {"form": form}, status=422 if form.errors else 200)


@permitted(PREPARE, APPROVE)
@require_http_methods(["GET", "POST"])
def give_up(request: HttpRequest, run_id: UUID) -> HttpResponse:
    """Give a prepared run up, or send it back, with a reason."""
    run, form = _run(request, run_id, PREPARE, APPROVE), GiveUpForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.cancel(run=run.id, reason=form.cleaned_data["reason"], on=today())
        except ReasonMissing:
            form.add_error("reason", _("Say why: whoever prepares the next run reads it."))
        else:
            return redirect("workbench:run", run.id)
    page = runs.head_of(run) | {"form": form, "is_open": run.state in (RunState.PREPARING, RunState.PREPARED)}
    return render(request, "workbench/payments/give_up.html", page, status=422 if form.errors else 200)
