"""A link by which a colleague sets up their sign-in, and the second administrator who confirms it."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from janua.base.accounts.actions import invitation as actions
from janua.base.accounts.actions.role import SecondPersonNeeded
from janua.base.accounts.queries import staff_of_area
from janua.base.clock import today
from janua.workbench.journeys.links import link_among, link_page
from janua.workbench.views.officer import officer_of, stepped_up
from janua.workbench.views.permitted import found, permitted


@permitted(actions.ADMINISTRATES)
@stepped_up
@require_http_methods(["GET", "POST"])
def one(request: HttpRequest, invitation_id: UUID) -> HttpResponse:
    """Show a link that waits; confirm it, which shows its code this once, or withdraw it."""
    officer, problem = officer_of(request), ""
    row, colleague = found(link_among(invitation_id, staff_of_area(permission=actions.ADMINISTRATES, on=today())))
    assert officer is not None
    try:
        if request.method == "POST" and "confirm" in request.POST:
            made = actions.confirm_invitation(invitation=row, on=today())
            return render(request, "workbench/sign_in/link_code.html", {"colleague": colleague, "code": made.code})
        if request.method == "POST" and "withdraw" in request.POST:
            actions.withdraw_invitation(invitation=row, on=today())
            return redirect("workbench:staff")
    except SecondPersonNeeded as refused:
        problem = str(refused)
    except actions.InvitationOver:
        problem = _("Somebody has answered this in the meantime.")
    page = link_page(row, account=officer.account_id, colleague=colleague) | {"problem": problem}
    return render(request, "workbench/sign_in/link_answer.html", page, status=422 if problem else 200)
