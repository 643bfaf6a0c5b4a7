"""Break-glass: a file of another area opened in urgency, and the supervisor's look at it afterwards."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from janua.base.audit import log_access
from janua.base.clock import today
from janua.casework.actions.urgent import review as review_access
from janua.registers.actions import urgent as actions
from janua.registers.models import UrgentAccess
from janua.workbench.forms.oversight import ReviewForm, SeekForm, UrgentForm
from janua.workbench.journeys import overseen
from janua.workbench.views.officer import officer_of
from janua.workbench.views.permitted import areas_where, found, permitted

OPEN, REVIEW = "open_urgent_access", "review_urgent_access"


@permitted(OPEN)
@require_http_methods(["GET", "POST"])
def seek(request: HttpRequest) -> HttpResponse:
    """Find whose file of another area is needed, by the whole number alone."""
    form = SeekForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        person = actions.seek(number=form.cleaned_data["number"], on=today())
        if person is not None:
            return redirect("workbench:break-glass", person)
        form.add_error("number", _("No file of another area has this number. Compare it digit by digit."))
    return render(request, "workbench/oversight/seek.html", {"form": form}, status=422 if form.errors else 200)


@permitted(OPEN)
@require_http_methods(["GET", "POST"])
def open_file(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """Open one person's file at once, with a reason. Whether there is such a file shows only when it is opened."""
    form = UrgentForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.break_glass(person=person_id, reason=form.cleaned_data["reason"], on=today())
        except actions.NoSuchFile as absent:
            raise Http404 from absent
        return redirect("workbench:person", person_id)
    context = {"form": form, "hours": actions.HOURS}
    return render(request, "workbench/oversight/break_glass.html", context, status=422 if form.errors else 200)


@permitted(REVIEW)
@require_GET
def reviews(request: HttpRequest) -> HttpResponse:
    """List the files opened in urgency: those that wait for a supervisor first."""
    page = overseen.reviews_page()
    log_access(page["persons"], page="workbench:break-glass-reviews", purpose="review files opened in urgency")
    return render(request, "workbench/oversight/reviews.html", page)


@permitted(REVIEW)
@require_http_methods(["GET", "POST"])
def review(request: HttpRequest, access_id: UUID) -> HttpResponse:
    """Say whether a file was opened with good reason."""
    officer, form = officer_of(request), ReviewForm(request.POST or None)
    row = found(UrgentAccess.objects.filter(id=access_id, area_id__in=areas_where(request, REVIEW)).first())
    assert officer is not None
    if request.method == "POST" and form.is_valid():
        try:
            review_access(access=access_id, **form.cleaned_data, on=today())
        except actions.SecondPersonNeeded:
            form.add_error(None, _("You opened this file yourself. Another supervisor reviews it."))
        except actions.AlreadyReviewed:
            form.add_error(None, _("Somebody has reviewed this before."))
        else:
            return redirect("workbench:break-glass-review", access_id)
    log_access([row.person_id], page="workbench:break-glass-review", purpose="review a file opened in urgency")
    page = overseen.review_page(row, account=officer.account_id) | {"form": form}
    return render(request, "workbench/oversight/review.html", page, status=422 if form.errors else 200)
