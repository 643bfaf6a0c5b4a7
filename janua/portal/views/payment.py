"""What a person was paid, and the account that it is paid into."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from janua.base.clock import today
from janua.payments.actions.account import take_back as take_account_back
from janua.payments.permissions import CHANGES_ACCOUNT
from janua.portal.forms.account import AccountForm
from janua.portal.journeys.paid import payments_of
from janua.portal.journeys.paying_in import (
    accounts_of,
    ask_for_account,
    checked_account,
    known_account,
    typed_from_record,
)
from janua.portal.views.own import RECEIVE, SEE, about_person, account_of, may_open, number_in, person_of, see
from janua.portal.views.visitor import shown_again, visitor_of


@require_GET
@about_person(SEE, RECEIVE)
def payments(request: HttpRequest) -> HttpResponse:
    """What was paid, what came back and what comes next."""
    before = number_in(request.GET.get("before", ""))
    found = payments_of(person=person_of(request), on=today(), before=before)
    return render(request, "portal/mine/payments.html", {"page": found})


@require_GET
@about_person(SEE, CHANGES_ACCOUNT)
def account(request: HttpRequest) -> HttpResponse:
    """Where the person is paid, and what is about to change."""
    visitor = visitor_of(request)
    found = accounts_of(person=person_of(request), account=account_of(request), on=today())
    may_change = visitor is not None and may_open(visitor, (CHANGES_ACCOUNT,), all_too=False)
    return render(request, "portal/mine/account.html", {"accounts": found, "may_change": may_change})


@require_http_methods(["GET", "POST"])
@about_person(CHANGES_ACCOUNT, all_too=False)
@shown_again
def change_account(request: HttpRequest) -> HttpResponse:
    """Name another account: type it or take the one on record, look at it once more, send it."""
    person = person_of(request)
    found = accounts_of(person=person, account=account_of(request), on=today())
    form = AccountForm(
        typed_from_record(person=person, on=today()) if "known" in request.POST else request.POST or None
    )
    shown: dict[str, Any] = {"accounts": found, "form": form, "known": known_account(person=person, on=today())}
    page, status = "portal/mine/change_account.html", 200
    if found.waiting is None and request.method == "POST" and "back" not in request.POST:
        status = 422
        if form.is_valid() and "send" not in request.POST:
            page, status, shown = (
                "portal/mine/check_account.html",
                200,
                shown | checked_account(person=person, form=form) | {"is_known": "known" in request.POST},
            )
        elif form.is_valid() and ask_for_account(person=person, form=form, on=today()):
            return see("account")
    return render(request, page, shown, status=status)


@require_POST
@about_person(CHANGES_ACCOUNT, all_too=False)
def take_back(request: HttpRequest, of: UUID) -> HttpResponse:
    """Take a proposed account back, or stop one before its first day."""
    found = accounts_of(person=person_of(request), account=account_of(request), on=today())
    if of not in {row.id for row in (found.proposed, found.coming) if row is not None}:
        raise Http404
    take_account_back(account=of, on=today())
    return see("account")
