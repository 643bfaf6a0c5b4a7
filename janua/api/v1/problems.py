"""Errors as application/problem+json (RFC 9457): what happened, and what can be done about it."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from ninja import NinjaAPI, Schema
from ninja.errors import AuthenticationError, HttpError, ValidationError

from janua.api.v1.bearer import CodeNeeded
from janua.base.accounts.permissions import NotPermitted
from janua.casework.actions.application import AnswerNotAsked, KeyUsedOtherwise
from janua.casework.actions.decision import AssessmentOutdated, NoticeOutstanding
from janua.casework.actions.reconsideration import ChallengeLate
from janua.casework.states import WrongState as WrongCaseState
from janua.catalogue.queries import NotOnOffer
from janua.checks.actions.discrepancy import NotRuledOn
from janua.payments.actions.account import AccountRefused
from janua.payments.actions.run import AreaNotNamed, NotAPaymentDay
from janua.payments.permissions import ReasonMissing, SecondPersonNeeded
from janua.payments.states import WrongState as WrongPaymentState
from janua.registers.actions.rulings import NotRuled
from janua.registers.actions.stated import NotStated
from janua.values import NotMoney

# A stranger learns nothing from the difference between what is absent and what is somebody else's.
NOTHING_HERE = "There is nothing here that you may see or do. Look at the address, or ask the office in charge."
_ABSENT = (NotPermitted, ObjectDoesNotExist, Http404, NotOnOffer)
_CONFLICTS = (
    *(AssessmentOutdated, ChallengeLate, KeyUsedOtherwise, NoticeOutstanding, SecondPersonNeeded),
    *(WrongCaseState, WrongPaymentState),
)
_UNUSABLE = (
    *(AccountRefused, AnswerNotAsked, AreaNotNamed, NotAPaymentDay, NotRuled, NotRuledOn, NotStated, ReasonMissing),
)


class Problem(Schema):
    """What went wrong.

    type     names the kind of problem, always the same for the same kind
    detail   for people: what happened and what can be done
    errors   which part of the request is wrong, where it is the request
    """

    type: str
    title: str
    status: int
    detail: str
    errors: list[dict[str, Any]] = []


PROBLEMS = dict.fromkeys((401, 404, 409, 422), Problem)


def problem(status: int, kind: str, detail: str, errors: list[dict[str, Any]] | None = None) -> HttpResponse:
    """Give one problem as an answer."""
    shape = Problem(
        type=f"urn:janua:problem:{kind}",
        title=HTTPStatus(status).phrase,
        status=status,
        detail=detail,
        errors=errors or [],
    )
    response = JsonResponse(shape.model_dump(), status=status, content_type="application/problem+json")
    if status == HTTPStatus.UNAUTHORIZED:
        response["WWW-Authenticate"] = "Bearer"
    return response


def nothing_here(_request: HttpRequest, **_named: Any) -> HttpResponse:
    """Answer for an address that there is not."""
    return problem(404, "nothing-here", NOTHING_HERE)


def tell_problems(api: NinjaAPI) -> None:
    """Have every error of an API answered as a problem; what we do not expect goes on to the face."""
    for kinds, answer in (
        (_ABSENT, lambda _request, _error: problem(404, "nothing-here", NOTHING_HERE)),
        (_CONFLICTS, lambda _request, error: problem(409, _kind(error), str(error))),
        (_UNUSABLE, lambda _request, error: problem(422, _kind(error), str(error))),
        ((NotMoney,), lambda _request, _error: problem(422, "not-money", _NOT_MONEY)),
        ((CodeNeeded,), lambda _request, _error: problem(401, "code-needed", str(CodeNeeded.__doc__))),
        ((ValidationError,), lambda _request, error: problem(422, "wrong-shape", _WRONG_SHAPE, _places(error))),
        ((AuthenticationError,), lambda _request, _error: problem(401, "not-signed-in", _NOT_SIGNED_IN)),
        ((HttpError,), lambda _request, error: problem(error.status_code, "not-readable", error.message)),
    ):
        for kind in kinds:
            api.add_exception_handler(kind, _as_handler(answer))


_WRONG_SHAPE = "The request does not have the shape that this address takes; errors says where."
_NOT_MONEY = 'Write an amount like {"amount": "12.34", "currency": "EUR"}, with the cents that the currency has.'
_NOT_SIGNED_IN = "Send the secret of an open session as Authorization: Bearer. A session ends by itself after a while."


def _as_handler(answer: Callable[[Any, Any], HttpResponse]) -> Callable[[HttpRequest, Any], HttpResponse]:
    return answer


def _kind(error: Exception) -> str:
    return "".join(f"-{letter.lower()}" if letter.isupper() else letter for letter in type(error).__name__).lstrip("-")


def _places(error: ValidationError) -> list[dict[str, Any]]:
    # Never what was sent: an answer may not repeat personal data into somebody's log.
    return [{"at": [str(step) for step in one["loc"]], "what": one["msg"]} for one in error.errors]
