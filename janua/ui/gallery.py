"""The page that shows every component in a language; served in demo and test only."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path
from django.utils import translation

from janua.ui.examples import examples
from janua.ui.languages import LANGUAGES

FACES = ("portal", "workbench")


def gallery(request: HttpRequest, language: str = "en", face: str = "portal") -> HttpResponse:
    """Show every component in one language, as it looks in one face."""
    if language not in dict(LANGUAGES) or face not in FACES:
        raise Http404
    with translation.override(language):
        return render(
            request, "ui/gallery.html", {"examples": examples(), "languages": LANGUAGES, "face": face, "faces": FACES}
        )


urlpatterns: list[URLPattern] = [
    path("", gallery, name="gallery"),
    path("<slug:language>/", gallery, name="gallery-language"),
    path("<slug:language>/<slug:face>/", gallery, name="gallery-face"),
]
