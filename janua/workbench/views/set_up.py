"""How staff get password and second factor: one administrator makes a link, another confirms it, its owner uses it."""

from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from janua.base import clock
from janua.base.accounts.actions.invitation import (
    ADMINISTRATES,
    InvitationOver,
    InvitationWaits,
    WrongConfirmation,
    accept_invitation,
    invitation_of,
    invite,
)
from janua.base.accounts.actions.open_sessions import end_all_of_staff
from janua.base.accounts.actions.second_factor import WrongCode, new_secret
from janua.base.accounts.door import DOOR, limits, sealed
from janua.base.accounts.door.limits import TooManyAttempts
from janua.base.accounts.models import StaffProfile
from janua.base.accounts.queries import staff_of_area
from janua.base.actors import acting_as
from janua.base.actors.middleware import own_transactions
from janua.ui.on_page import in_order
from janua.workbench.forms.sign_in import SetUpForm
from janua.workbench.journeys.links import links_of
from janua.workbench.journeys.sign_in import qr_code
from janua.workbench.views.officer import stepped_up
from janua.workbench.views.permitted import found, permitted

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
            invitation = invitation_of(secret=secret, at=clock.now())
    except InvitationWaits:
        return render(request, "workbench/sign_in/link_waits.html", status=403)
    except (InvitationOver, TooManyAttempts):
        return render(request, "workbench/sign_in/link_over.html", status=410)
    login = str(invitation.account.login)
    before = sealed.taken(request, _KEPT)
    factor = str(before["factor"]) if before and before["login"] == login else new_secret()
    form = SetUpForm(request.POST or None, confirmed=invitation.code_digest is not None)
    done = request.method == "POST" and form.is_valid() and _done(form, secret=secret, factor=factor)
    if "confirmation" not in form.errors:
        limits.was_right(made)
    if done:
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
@permitted(ADMINISTRATES)
def staff(request: HttpRequest) -> HttpResponse:
    """Show colleagues of one's areas, each with the link that an administrator can make; and links that wait."""
    rows = in_order(staff_of_area(permission=ADMINISTRATES, on=clock.today()), by=lambda row: row.display_name)
    waiting = links_of(rows)
    return render(request, "workbench/sign_in/staff.html", {"colleagues": rows, "waiting": waiting})


@require_POST
@stepped_up
def make_link(request: HttpRequest, id: UUID) -> HttpResponse:  # noqa: A002  (the address says so)
    """Make the link for one colleague; it is shown this once, and opens nothing before another has confirmed it."""
    colleague = _colleague(id)
    invited = invite(staff=colleague, on=clock.today())
    address = request.build_absolute_uri(reverse("workbench:set-up", args=[invited.secret]))
    return render(request, "workbench/sign_in/link.html", {"colleague": colleague, "address": address})


@require_POST
@permitted(ADMINISTRATES)
def end_sessions(request: HttpRequest, id: UUID) -> HttpResponse:  # noqa: A002, ARG001  (the address says so)
    """Sign one colleague out everywhere; they can sign in again."""
    end_all_of_staff(staff=_colleague(id), on=clock.today())
    return redirect("workbench:staff")


def _colleague(account: UUID) -> StaffProfile:
    mine = staff_of_area(permission=ADMINISTRATES, on=clock.today())
    return found(next((row for row in mine if row.pk == account), None))


def _done(form: SetUpForm, *, secret: str, factor: str) -> bool:
    typed = form.cleaned_data
    try:
        with acting_as(DOOR):
            accept_invitation(
                secret=secret,
                password=typed["password"],
                factor=factor,
                code=typed["code"],
                confirmation=typed["confirmation"],
            )
    except ValidationError as easy:
        form.add_error("password", easy)
    except WrongConfirmation:
        form.add_error("confirmation", _("This is not the code of the second administrator. Check it, or ask again."))
    except WrongCode:
        form.add_error("code", _("This is not the code of this moment. Wait for the next one and enter that."))
    except (InvitationOver, InvitationWaits):
        form.add_error(None, _("This link was used a moment ago."))
    return form.is_valid()


def _in_fours(secret: str) -> str:
    return " ".join(secret[at : at + 4] for at in range(0, len(secret), 4))
