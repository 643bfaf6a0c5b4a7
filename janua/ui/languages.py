"""The languages of the faces: which there are, which one a visitor reads, and how the choice is kept.

Django knows English, Arabic and Ukrainian; Maltese is added here, before anything asks for it.
"""

from collections.abc import Callable

from django.conf import locale, settings
from django.http import HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation.trans_real import get_languages

# Each in its own words: whoever needs it must be able to read it.
LANGUAGES = (("en", "English"), ("mt", "Malti"), ("ar", "العربية"), ("uk", "Українська"))
MALTESE = {"bidi": False, "code": "mt", "name": "Maltese", "name_local": "Malti"}
A_YEAR = 365 * 24 * 3600


def add_maltese() -> None:
    """Make Maltese a language that Django knows by name; its forms of the plural stand in its catalogues."""
    locale.LANG_INFO.setdefault("mt", MALTESE)


class LanguageMiddleware:
    """Answer in the visitor's language: the account's, else the cookie's, else what the browser asks for.

    A door that knows the account leaves its language as `request.account_language`.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer in one language, and leave none behind for the next request of this thread."""
        with translation.override(language_of(request)):
            response = self.get_response(request)
            response.headers.setdefault("Content-Language", translation.get_language() or settings.LANGUAGE_CODE)
        patch_vary_headers(response, ("Accept-Language", "Cookie"))
        return response


def language_of(request: HttpRequest) -> str:
    """The language to answer in."""
    own = getattr(request, "account_language", "")
    return own if own in get_languages() else translation.get_language_from_request(request)


def chosen_language(request: HttpRequest) -> str:
    """The language that a form sends; empty where it is none of ours."""
    wanted = request.POST.get("language", "")
    return wanted if wanted in get_languages() else ""


def return_in(language: str, request: HttpRequest) -> HttpResponseRedirect:
    """Send a visitor back to the page they came from, in the language they chose, and remember it."""
    back = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()}, require_https=request.is_secure()):
        back = "/"
    response = HttpResponseRedirect(back)
    response.status_code = 303
    if language:
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            language,
            max_age=A_YEAR,
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )
    return response
