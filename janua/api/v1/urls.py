"""The addresses of the two halves, each below /api/v1/ of its own face, with its description at openapi.json."""

from django.urls import URLPattern, URLResolver, path, re_path
from ninja import NinjaAPI

from janua.api.v1 import citizens, money, officers
from janua.api.v1.problems import nothing_here, tell_problems
from janua.api.v1.shapes import PlainText


def _half(name: str, title: str) -> NinjaAPI:
    api = NinjaAPI(
        title=title,
        version="1",
        description="Errors are application/problem+json. Lists are paged by key: send `next` back as `after`.",
        urls_namespace=f"api-v1-{name}",
        docs_url=None,
        openapi_url="/openapi.json",
        parser=PlainText(),
    )
    tell_problems(api)
    return api


CITIZENS = _half("citizens", "Janua: for citizens and who holds their mandate")
CITIZENS.add_router("", citizens.router)

OFFICERS = _half("officers", "Janua: for officers and their systems")
OFFICERS.add_router("", officers.router)
OFFICERS.add_router("", money.router)


def addresses_of(api: NinjaAPI) -> list[URLPattern | URLResolver]:
    """The addresses of one half; what is not among them is told as a problem, not as a page."""
    return [path("api/v1/", api.urls), re_path(r"^api/v1/", nothing_here, name="api-nothing-here")]
