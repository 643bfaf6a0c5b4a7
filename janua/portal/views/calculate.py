"""The public calculator: no sign-in, nothing kept. Every page is the answer to a form that carries the answers."""

from typing import Any

from csp.decorators import csp_update
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.cache import patch_cache_control
from django.utils.translation.trans_real import get_languages
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from janua.base.accounts.door import sealed
from janua.base.accounts.door.problems import came_from_us
from janua.base.clock import today
from janua.pack.installed import country
from janua.portal.journeys.apply.opening import Applying
from janua.portal.journeys.calculate import carried, carrying, pages
from janua.portal.journeys.calculate.asking import NoCalculator, programme_called
from janua.portal.journeys.calculate.carried import NotAnswers
from janua.portal.journeys.spoken import programme_name
from janua.portal.views.applying import applying
from janua.portal.views.own import see
from janua.ui.languages import chosen_language, remember

_FILE = "my-answers.json"
_CARRIED, _MINUTES = "janua_carried", 15
# What a browser keeps in one cookie, less what sealing adds.
_MOST_IN_A_COOKIE = 2_400


def _show(request: HttpRequest, page: pages.CalculatorPage, programme: str, *, embedded: bool) -> HttpResponse:
    frame = "portal/calculate/embedded.html" if embedded else "portal/base.html"
    # On a page that only a form can ask for again, the switch of languages carries what that form carried.
    shown: dict[str, Any] = {
        "carried": page.carried,
        "spoken": _spoken(request),
        "frame": frame,
        "embedded": embedded,
        "on": today(),
        "programme": programme,
    }
    shown["programme_name"] = programme_name(programme) if programme else ""
    response = render(request, f"portal/calculate/{page.template}.html", {**page.context, **shown}, status=page.status)
    response.headers["Content-Language"] = translation.get_language() or ""
    _keep_nowhere(request, response)
    if chosen := chosen_language(request):
        remember(response, chosen)
    return response


def _keep_nowhere(request: HttpRequest, response: HttpResponse) -> None:
    """Have nobody on the way, and no browser that others use next, keep a page that holds answers."""
    if request.method == "POST":
        patch_cache_control(response, no_store=True, private=True)


def _spoken(request: HttpRequest) -> str:
    """The language chosen on a page of the calculator, which carries it along; empty: the visitor's own."""
    carried_along = request.POST.get("spoken", "")
    return chosen_language(request) or (carried_along if carried_along in get_languages() else "")


# Nothing changes here and nobody is signed in for it: a forged form shows its sender's own numbers and nothing else.
# A page in another site's frame has no cookie to prove itself with.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def calculator(request: HttpRequest, programme: str = "", *, embedded: bool = False) -> HttpResponse:
    """Ask what can still change a result, and show what came out."""
    with translation.override(_spoken(request) or translation.get_language()):
        return _answer(request, programme, embedded=embedded)


def _answer(request: HttpRequest, programme: str, *, embedded: bool) -> HttpResponse:
    try:
        programme_called(programme)
        if request.method == "POST":
            page = pages.next_page(request.POST, today(), programme=programme, rtl=translation.get_language_bidi())
        else:
            page = pages.first_page(today())
    except NoCalculator as unknown:
        raise Http404 from unknown
    except NotAnswers:
        page = pages.not_read(today())
    return _show(request, page, programme, embedded=embedded)


@csrf_exempt
@require_POST
def save_answers(request: HttpRequest, programme: str = "") -> HttpResponse:
    """Give the answers as a small file, to go on another day."""
    try:
        calculating = pages.carried_on(request.POST, today(), programme=programme)
    except NoCalculator as unknown:
        raise Http404 from unknown
    except NotAnswers:
        return _show(request, pages.not_read(today()), programme, embedded=False)
    response = HttpResponse(carried.write(calculating.answers, country().code), content_type="application/json")
    response.headers["Content-Disposition"] = f'attachment; filename="{_FILE}"'
    _keep_nowhere(request, response)
    return response


@csrf_exempt
@require_POST
def open_answers(request: HttpRequest, programme: str = "") -> HttpResponse:
    """Go on with the answers of a file."""
    try:
        page = pages.reopened(request, today(), programme=programme, rtl=translation.get_language_bidi())
    except NoCalculator as unknown:
        raise Http404 from unknown
    return _show(request, page, programme, embedded=False)


@xframe_options_exempt
@csp_update({"frame-ancestors": settings.JANUA_EMBEDDED_BY})  # type: ignore[untyped-decorator,unused-ignore]
@csrf_exempt
def embedded(request: HttpRequest, programme: str = "") -> HttpResponse:
    """Show the calculator within another site's page."""
    return calculator(request, programme, embedded=True)


# A page of ours within another site's frame has no cookie to prove itself with, but says where it comes from.
@csrf_exempt
@require_POST
def take_along(request: HttpRequest, code: str) -> HttpResponse:
    """Have the browser keep the answers, sealed, for the minutes of signing in; then on to the application."""
    if not came_from_us(request):
        # Another site's answers would wait in this browser to be taken for its owner's.
        return see("apply", code)
    try:
        calculating = pages.carried_on(request.POST, today(), programme="")
    except NotAnswers:
        return _show(request, pages.not_read(today()), "", embedded=False)
    packed = carried.pack(calculating.answers, country().code)
    if len(packed) > _MOST_IN_A_COOKIE:
        return _show(request, pages.too_long(calculating, rtl=translation.get_language_bidi()), "", embedded=False)
    response = see("calculator-carry", code)
    sealed.give(response, _CARRIED, {"said": packed}, seconds=_MINUTES * 60)
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@applying
def carry(request: HttpRequest, by: Applying) -> HttpResponse:
    """Say which answers the application can use; take them over when the button is pressed."""
    kept = sealed.taken(request, _CARRIED) or {}
    shown: dict[str, Any] = {"by": by, "title": carrying.service_title(by)}
    try:
        calculating = pages.unpacked(str(kept.get("said", "")), today())
    except NotAnswers:
        return render(request, "portal/calculate/carry_over.html", {**shown, "gone": True})
    shown["another"] = carrying.is_about_another(by, calculating)
    if request.method == "POST" and not shown["another"]:
        carrying.carry(by, calculating)
        response = see("apply-tasks", by.code)
        sealed.drop(response, _CARRIED)
        return response
    return render(request, "portal/calculate/carry_over.html", shown)
