"""For whom somebody acts: themselves, or a person who gave them a mandate."""

from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import rotate_token
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from janua.base import clock
from janua.base.accounts.actions.session import act_for
from janua.base.accounts.door import DOOR, at_the_door, set_cookie
from janua.base.actors import acting_as
from janua.base.actors.middleware import own_transactions
from janua.portal.forms.acting_for import MYSELF, ActingForForm
from janua.portal.views.visitor import Visitor, any_signed_in, mandate_is_over
from janua.registers.models import Mandate
from janua.registers.queries.acting import mandates_held


@require_http_methods(["GET", "HEAD", "POST"])
@own_transactions
@any_signed_in
def choose(request: HttpRequest) -> HttpResponse:
    """Show for whom one may act, and begin a session for whoever is chosen."""
    visitor: Visitor = request.visitor  # type: ignore[attr-defined]
    held = _held(request, visitor)
    choices = [(MYSELF, _("Myself: %(name)s") % {"name": visitor.name})]
    choices += [(str(mandate.giver_id), mandate.giver.name) for mandate in held]
    now = str(visitor.person) if visitor.acts_for else MYSELF
    form = ActingForForm(request.POST or None, choices=choices, initial={"who": now})
    if request.method == "POST" and form.is_valid():
        return _chosen(request, form)
    context = {"form": form, "held": held, "is_over": mandate_is_over(request)}
    return render(request, "portal/sign_in/acting_for.html", context, status=422 if form.errors else 200)


def _held(request: HttpRequest, visitor: Visitor) -> list[Mandate]:
    session = at_the_door(request, "citizen").live
    if session is None or visitor.own_person is None:
        return []
    with acting_as(session.account.actor):
        return mandates_held(holder=visitor.own_person, on=clock.today())


def _chosen(request: HttpRequest, form: ActingForForm) -> HttpResponse:
    session = at_the_door(request, "citizen").live
    assert session is not None
    with acting_as(DOOR):
        opened = act_for(session=session, person=form.chosen)
    response = redirect("portal:mine")
    response.status_code = 303
    set_cookie(response, opened)
    # A page that was opened for somebody else can no longer be sent as it stands.
    rotate_token(request)
    return response
