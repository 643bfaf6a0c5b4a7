"""How staff get password and second factor: an administrator makes a link, its owner uses it once."""

from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from janua.base import clock
from janua.base.accounts.actions.invitation import InvitationOver, accept_invitation, invitation_of, invite
from janua.base.accounts.actions.second_factor import WrongCode, new_secret
from janua.base.accounts.door import DOOR, limits, sealed
from janua.base.accounts.door.limits import TooManyAttempts
from janua.base.accounts.queries import staff_of_area
from janua.base.actors import acting_as
from janua.base.actors.middleware import own_transactions
from janua.ui.on_page import in_order
from janua.workbench.forms.sign_in import SetUpForm
from janua.workbench.journeys.sign_in import qr_code
from janua.workbench.views.officer import stepped_up
from janua.workbench.views.permitted import permitted

_KEPT = "janua_set_up"
_MINUTES = 30
_TRIES_BY_ADDRESS = 30


@require_http_methods(["GET", "HEAD", "POST"])
@own_transactions
def set_up(request: HttpRequest, secret: str) -> HttpResponse:
    """Choose a password and give an authenticator its secret, by an administrator's link."""
    try:
        made = limits.attempt("staff", [limits.by_address(request, most=_TRIES_BY_ADDRESS)])
        with acting_as(DOOR):
            login = str(invitation_of(secret=secret, at=clock.now()).account.login)
        limits.was_right(made)
    except (InvitationOver, TooManyAttempts):
        return render(request, "workbench/sign_in/link_over.html", status=410)
    before = sealed.taken(request, _KEPT)
    factor = str(before["factor"]) if before and before["login"] == login else new_secret()
    form = SetUpForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _done(form, secret=secret, factor=factor):
        return render(request, "workbench/sign_in/set_up_done.html")
    context = {
        "form": form,
        "login": login,
        "factor": _in_fours(factor),
        "picture": qr_code(secret=factor, login=login),
    }
    response = render(request, "workbench/sign_in/set_up.html", context, status=422 if form.errors else 200)
    sealed.give(response, _KEPT, {"login": login, "factor": factor}, seconds=_MINUTES * 60)
    return response


@require_GET
@permitted("open_staff_account")
def staff(request: HttpRequest) -> HttpResponse:
    """Show colleagues of one's areas, each with the link that an administrator can make."""
    rows = in_order(staff_of_area(permission="open_staff_account", on=clock.today()), by=lambda row: row.display_name)
    return render(request, "workbench/sign_in/staff.html", {"colleagues": rows})


@require_POST
@stepped_up
def make_link(request: HttpRequest, id: UUID) -> HttpResponse:  # noqa: A002  (the address says so)
    """Make the link for one colleague; it is shown this once."""
    colleague = next(
        (row for row in staff_of_area(permission="open_staff_account", on=clock.today()) if row.pk == id), None
    )
    if colleague is None:
        raise Http404
    invited = invite(staff=colleague, on=clock.today())
    address = request.build_absolute_uri(reverse("workbench:set-up", args=[invited.secret]))
    return render(request, "workbench/sign_in/link.html", {"colleague": colleague, "address": address})


def _done(form: SetUpForm, *, secret: str, factor: str) -> bool:
    typed = form.cleaned_data
    try:
        with acting_as(DOOR):
            accept_invitation(secret=secret, password=typed["password"], factor=factor, code=typed["code"])
    except ValidationError as easy:
        form.add_error("password", easy)
    except WrongCode:
        form.add_error("code", _("This is not the code of this moment. Wait for the next one and enter that."))
    except InvitationOver:
        form.add_error(None, _("This link was used a moment ago."))
    return form.is_valid()


def _in_fours(secret: str) -> str:
    return " ".join(secret[at : at + 4] for at in range(0, len(secret), 4))
