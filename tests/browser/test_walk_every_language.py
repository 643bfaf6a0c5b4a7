"""Every page of both faces in the languages that the long tests read on five pages."""

import pytest

from tests.browser.test_walk_pages import NewContext, every_reader, read_narrow
from tests.browser.walking import Ways
from tests.walks.pages import Page

pytestmark = pytest.mark.proof


@every_reader
@pytest.mark.parametrize("language", ["mt", "uk"])
def test_every_page_in_the_other_languages(
    ways: Ways, new_context: NewContext, face: str, reader: str, pages: tuple[Page, ...], language: str
) -> None:
    read_narrow(ways, new_context, face, reader, pages, language)
