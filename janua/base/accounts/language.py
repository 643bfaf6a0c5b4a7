"""The language in which a face answers, and a visitor's choice of it."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.utils import translation
from django.utils.cache import patch_vary_headers

from janua.base.accounts.actions.account import choose_language
from janua.base.accounts.door import DOOR, Kind, at_the_door
from janua.base.actors import acting_as
from janua.ui.languages import chosen_language, remember, return_in

_KINDS: dict[str, Kind] = {"portal": "citizen", "workbench": "staff"}


class LanguageMiddleware:
    """Answer in the visitor's language: the account's, else the cookie's, else what the browser asks for."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer in one language, and leave none behind for the next request of this thread."""
        with translation.override(language_of(request)):
            response = self.get_response(request)
            response.headers.setdefault("Content-Language", translation.get_language() or settings.LANGUAGE_CODE)
        _keep_in_browser(request, response)
        patch_vary_headers(response, ("Accept-Language", "Cookie"))
        return response


def _keep_in_browser(request: HttpRequest, response: HttpResponseBase) -> None:
    """Keep the account's language in its browser: a page that may not ask who is there is in that language too."""
    kind = _KINDS.get(settings.JANUA_PROCESS)
    session = None if kind is None or request.path_info.startswith("/api/") else at_the_door(request, kind).live
    own, name = session.account.language if session is not None else "", settings.LANGUAGE_COOKIE_NAME
    if own in dict(settings.LANGUAGES) and request.COOKIES.get(name) != own and name not in response.cookies:
        remember(response, own)


def language_of(request: HttpRequest) -> str:
    """The language to answer in."""
    kind = _KINDS.get(settings.JANUA_PROCESS)
    session = at_the_door(request, kind).live if kind is not None else None
    own = session.account.language if session is not None else ""
    return own if own in dict(settings.LANGUAGES) else translation.get_language_from_request(request)


def set_language(request: HttpRequest) -> HttpResponseRedirect:
    """Keep the language that a form chose, in the browser and with the account, and go back to where one was.

    The view that calls it opens its own transactions: the door alone changes accounts.
    """
    language, kind = chosen_language(request), _KINDS.get(settings.JANUA_PROCESS)
    session = at_the_door(request, kind).live if kind is not None else None
    if language and session is not None:
        with acting_as(DOOR):
            choose_language(account=session.account, language=language)
    return return_in(language, request)
