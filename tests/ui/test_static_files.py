"""Static files: hashed names that browsers keep for good, small enough for a slow line."""

import gzip
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.signals import request_finished
from django.db import close_old_connections
from django.http import HttpRequest, HttpResponse
from django.templatetags.static import static
from django.test import RequestFactory

from janua.ui.static_files import StaticFiles

FOLDER = Path(__file__).parents[2] / "janua/ui/static/ui"


def beyond(_: HttpRequest) -> HttpResponse:
    """What answers where no file does."""
    return HttpResponse("page")


@pytest.fixture
def served() -> Iterator[StaticFiles]:
    """The middleware as a face has it; the end of an answer leaves the database of other tests alone."""
    request_finished.disconnect(close_old_connections)
    yield StaticFiles(beyond)
    request_finished.connect(close_old_connections)


def test_names_a_file_by_its_content() -> None:
    """The address of today's style sheet; a file that is not there keeps its name."""
    assert re.fullmatch(r"/static/ui/janua\.[0-9a-f]{12}\.css", static("ui/janua.css"))
    assert static("ui/none.css") == "/static/ui/none.css"


def test_serves_hashed_names_for_good_and_plain_ones_for_a_minute(served: StaticFiles) -> None:
    """A changed file has another name, so that nobody sees an old one."""
    kept = served(RequestFactory().get(static("ui/janua.css"), headers={"accept-encoding": "br"}))
    plain = served(RequestFactory().get("/static/ui/janua.css"))
    font = next(path.name for path in FOLDER.glob("fonts/latin-400.*.woff2"))
    letters = served(RequestFactory().get(f"/static/ui/fonts/{font}"))
    assert [answer["Cache-Control"] for answer in (kept, plain, letters)] == [
        "max-age=315360000, public, immutable", "max-age=60, public", "max-age=315360000, public, immutable",
    ]  # fmt: skip
    assert kept["Content-Encoding"] == "br"
    for answer in (kept, plain, letters):
        answer.close()


def test_leaves_everything_else_to_the_pages(served: StaticFiles) -> None:
    """Also what only looks like a static file."""
    answers = [served(RequestFactory().get(path)).content for path in ("/", "/static/ui/../../settings.py")]
    assert answers == [b"page", b"page"]


@pytest.mark.parametrize("name", ["janua.css", "janua.rtl.css", "janua.js", "htmx.js"])
def test_keeps_compressed_copies_that_are_the_same(name: str) -> None:
    """A copy that was forgotten would be an old style sheet for nearly everybody."""
    assert gzip.decompress((FOLDER / f"{name}.gz").read_bytes()) == (FOLDER / name).read_bytes()
    import brotli  # type: ignore[import-untyped]  # ships no types

    assert brotli.decompress((FOLDER / f"{name}.br").read_bytes()) == (FOLDER / name).read_bytes()


def test_names_only_fonts_that_are_there() -> None:
    """Style sheet and folder were built together."""
    named = set(re.findall(r"fonts/([\w.-]+\.woff2)", (FOLDER / "janua.css").read_text()))
    assert named == {path.name for path in FOLDER.glob("fonts/*.woff2")}


def test_asks_nothing_of_other_servers() -> None:
    """No address of another machine in what we serve, apart from names of XML."""
    for name in ("janua.css", "janua.rtl.css", "janua.js"):
        assert re.findall(r"https?://(?!www\.w3\.org)[\w./-]+", (FOLDER / name).read_text()) == []
