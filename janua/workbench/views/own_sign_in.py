"""An officer's own sign-in: where they are signed in, and another password."""

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from janua.base.accounts.door import at_the_door, own
from janua.base.accounts.door.limits import TooManyAttempts
from janua.base.actors.middleware import own_transactions
from janua.workbench.forms.sign_in import PasswordForm
from janua.workbench.journeys import sign_in as journey
from janua.workbench.views.officer import signed_in, stepped_up

_FORMS = ["GET", "HEAD", "POST"]


@require_http_methods(_FORMS)
@own_transactions
@signed_in
def show(request: HttpRequest) -> HttpResponse:
    """Show where an officer is signed in and when the password was chosen; end one of these sessions, or the others."""
    if request.method == "POST":
        own.end_places(request, "staff")
        return redirect("workbench:own-sign-in")
    session = at_the_door(request, "staff").live
    assert session is not None
    page = {"places": own.places(request, "staff"), "chosen_at": journey.password_chosen_at(session=session)}
    return render(request, "workbench/sign_in/own.html", page)


@require_http_methods(_FORMS)
@own_transactions
@stepped_up
def password(request: HttpRequest) -> HttpResponse:
    """Choose another password; the other sessions end."""
    session, form = at_the_door(request, "staff").live, PasswordForm(request.POST or None)
    assert session is not None
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        try:
            journey.choose_password(session=session, current=typed["current"], password=typed["password"])
        except journey.WrongPassword:
            form.add_error("current", _("This is not your current password."))
        except ValidationError as easy:
            form.add_error("password", easy)
        except TooManyAttempts as wait:
            return render(request, "workbench/sign_in/wait.html", {"minutes": wait.minutes}, status=429)
        else:
            return redirect("workbench:own-sign-in")
    return render(request, "workbench/sign_in/password.html", {"form": form}, status=422 if form.errors else 200)
