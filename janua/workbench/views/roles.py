"""Roles and staff: who holds what; proposed by one, confirmed by another, ended by one alone."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from janua.base.accounts.actions import account as staff_actions
from janua.base.accounts.actions import role as actions
from janua.base.accounts.models import RoleAssignment
from janua.base.accounts.queries import assignment_of, staff_of_area
from janua.base.areas.models import Area, Office
from janua.base.clock import today
from janua.workbench.forms.oversight import LeavingForm, NewStaffForm, ProposeRoleForm
from janua.workbench.journeys import overseen
from janua.workbench.journeys.runs import key_of
from janua.workbench.views.officer import officer_of, stepped_up
from janua.workbench.views.permitted import found, permitted

GRANT, OPEN = "grant_role", "open_staff_account"
ANSWERS = {"confirm": actions.confirm_role, "refuse": actions.refuse_role, "revoke": actions.revoke_role}


@permitted(GRANT)
@require_GET
def listed(request: HttpRequest) -> HttpResponse:
    """List who holds which role, and the proposals."""
    page = overseen.roles_page(on=today(), after=key_of(request.GET.get("after", "")))
    return render(request, "workbench/oversight/roles.html", page)


@permitted(GRANT)
@stepped_up
@require_http_methods(["GET", "POST"])
def propose(request: HttpRequest) -> HttpResponse:
    """Propose a role for a colleague; a second person confirms it."""
    officer = officer_of(request)
    assert officer is not None
    choices = overseen.role_choices(account=officer.account_id, on=today())
    form = ProposeRoleForm(request.POST or None, **choices, first_day=today(), initial={"starts_on": today()})
    if request.method == "POST" and form.is_valid():
        try:
            made = proposed(form)
        except actions.ForbiddenPairHeld:
            form.add_error("role", _("This person holds a role that nobody may hold together with this one."))
        else:
            return redirect("workbench:role", made.id)
    return render(request, "workbench/oversight/role_new.html", {"form": form}, status=422 if form.errors else 200)


def proposed(form: ProposeRoleForm) -> RoleAssignment:
    """Leave the proposal that a form holds."""
    asked = form.cleaned_data
    return actions.propose_role(
        account_id=UUID(asked["account"]),
        role_code=asked["role"],
        area=found(Area.objects.filter(id=asked["area"]).first()),
        starts_on=asked["starts_on"],
        ends_on=asked["ends_on"],
        on=today(),
    )


@permitted(GRANT)
@stepped_up
@require_http_methods(["GET", "POST"])
def one(request: HttpRequest, assignment_id: UUID) -> HttpResponse:
    """Show one role held or proposed; confirm, refuse or revoke it."""
    officer, row, problem = officer_of(request), found(assignment_of(assignment=assignment_id)), ""
    assert officer is not None
    answer = next((ANSWERS[name] for name in ANSWERS if name in request.POST), None)
    if request.method == "POST" and answer is not None:
        try:
            answer(assignment=row, on=today())
        except actions.SecondPersonNeeded:
            problem = _("A role is confirmed by somebody who neither proposed it nor gets it.")
        except actions.ForbiddenPairHeld:
            problem = _("This person holds a role that nobody may hold together with this one. End that one first.")
        except actions.WrongState:
            problem = _("Somebody has answered this in the meantime.")
        else:
            return redirect("workbench:role", assignment_id)
    page = overseen.role_page(row, account=officer.account_id, on=today()) | {"problem": problem}
    return render(request, "workbench/oversight/role.html", page, status=422 if problem else 200)


@permitted(OPEN)
@require_http_methods(["GET", "POST"])
def staff_new(request: HttpRequest) -> HttpResponse:
    """Open an account for a colleague; it can do nothing until two people have given it a role."""
    officer = officer_of(request)
    assert officer is not None
    offices = overseen.offices_to_staff(account=officer.account_id, on=today())
    form = NewStaffForm(request.POST or None, offices=offices)
    if request.method == "POST" and form.is_valid():
        asked = dict(form.cleaned_data)
        office = found(Office.objects.filter(id=asked.pop("office")).first())
        try:
            staff_actions.open_staff_account(**asked, office=office, on=today())
        except staff_actions.AlreadyTaken as taken:
            form.add_error(taken.field, _("Somebody has this already. Choose another."))
        else:
            return redirect("workbench:staff")
    return render(request, "workbench/oversight/staff_new.html", {"form": form}, status=422 if form.errors else 200)


@permitted(OPEN)
@require_http_methods(["GET", "POST"])
def leaving(request: HttpRequest, account_id: UUID) -> HttpResponse:
    """Record that a colleague leaves: every role ends with it."""
    mine = staff_of_area(permission=OPEN, on=today())
    row = found(next((colleague for colleague in mine if colleague.account_id == account_id), None))
    form = LeavingForm(request.POST or None, initial={"left_on": today()})
    if request.method == "POST" and form.is_valid():
        try:
            staff_actions.record_leaving(staff=row, left_on=form.cleaned_data["left_on"], on=today())
        except staff_actions.AlreadyLeft:
            form.add_error("left_on", _("This is recorded already."))
        else:
            return redirect("workbench:staff")
    context = {"form": form, "row": row}
    return render(request, "workbench/oversight/leaving.html", context, status=422 if form.errors else 200)
