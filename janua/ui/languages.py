"""The languages of the faces: which there are, and how a visitor's choice is kept in the browser.

Django knows English, Arabic and Ukrainian; Maltese is added here, before anything asks for it.
"""

from django.conf import locale, settings
from django.http import HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation.trans_real import get_languages

# Each in its own words: whoever needs it must be able to read it.
LANGUAGES = (("en", "English"), ("mt", "Malti"), ("ar", "العربية"), ("uk", "Українська"))
MALTESE = {"bidi": False, "code": "mt", "name": "Maltese", "name_local": "Malti"}
A_YEAR = 365 * 24 * 3600


def add_maltese() -> None:
    """Make Maltese a language that Django knows by name; its forms of the plural stand in its catalogues."""
    locale.LANG_INFO.setdefault("mt", MALTESE)


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
        remember(response, language)
    return response


def remember(response: HttpResponseBase, language: str) -> None:
    """Have the browser ask for this language from now on."""
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        max_age=A_YEAR,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
