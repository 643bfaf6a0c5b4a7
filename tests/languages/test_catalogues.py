"""The words of the faces are gathered, kept and checked without gettext."""

import gettext
import sys
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog

from tools import catalogues

PAGE = """{% load i18n %}
<h1>{% translate "Welcome" %}</h1>
{% include "ui/button/button.html" with text=_("Go on") only %}
{% translate "Open" context "of a door" %}
{% blocktranslate trimmed count number=rows|length %}
  {{ number }} answer
{% plural %}
  {{ number }} answers
{% endblocktranslate %}
{% legal _("Nobody looks without a reason.") %}
"""
CODE = '''"""A module."""
from django.utils.translation import gettext, gettext_lazy as _, ngettext, pgettext
from janua.ui.legal import legal_plural

TITLE = _("Good day, %(name)s")
def said(days):
    counted = ngettext("%(n)s day", "%(n)s days", days), legal_plural("A <b>day</b>", "%(count)s <b>days</b>", days)
    return gettext("Stop"), pgettext("month", "May"), counted
'''


@pytest.fixture
def tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small portal with one page and one module; the shared folder has one of its words."""
    files = {
        "janua/portal/templates/portal/page.html": PAGE,
        "janua/portal/journeys/said.py": CODE,
        "janua/ui/templates/ui/shared.html": '{% load i18n %}{% translate "Go on" %}',
    }
    for name, text in files.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    monkeypatch.setattr(catalogues, "ROOT", tmp_path)
    return tmp_path


def _translate(folder: str, language: str, **more: str) -> None:
    """Fill every message as a translator would: with its own text, marked."""
    catalog = catalogues.read(folder, language)
    for message in catalog:
        if message.id:
            forms = catalog.num_plurals
            single = message.id if isinstance(message.id, str) else message.id[-1]
            text = more.get(single, single)
            message.string = (text,) * forms if message.pluralizable else text
            message.user_comments = ["translated by: somebody", "reviewed by: nobody yet"]
    catalogues.write(catalog, folder, language)


def _filled(tree: Path, **more: str) -> None:
    catalogues.update()
    for folder in catalogues.SOURCES:
        for language in catalogues.LANGUAGES:
            _translate(folder, language, **(more if language == "mt" else {}))


def test_gather_finds_every_kind_of_message_with_its_line(tree: Path) -> None:
    found = catalogues.messages()["janua/portal/locale"]

    assert sorted((str(m.context or ""), m.id, m.locations[0]) for m in found if m.id and isinstance(m.id, str)) == [
        ("", "Good day, %(name)s", ("janua/portal/journeys/said.py", 5)),
        ("", "Nobody looks without a reason.", ("janua/portal/templates/portal/page.html", 10)),
        ("", "Stop", ("janua/portal/journeys/said.py", 8)),
        ("", "Welcome", ("janua/portal/templates/portal/page.html", 2)),
        ("month", "May", ("janua/portal/journeys/said.py", 8)),
        ("of a door", "Open", ("janua/portal/templates/portal/page.html", 4)),
    ]
    assert sorted(m.id for m in found if m.id and not isinstance(m.id, str)) == [
        ("%(n)s day", "%(n)s days"),
        ("%(number)s answer", "%(number)s answers"),
        ("A <b>day</b>", "%(count)s <b>days</b>"),
    ]


def test_a_word_of_the_shared_pages_stands_in_their_catalogue_alone(tree: Path) -> None:
    made = catalogues.messages()

    assert made["janua/ui/locale"].get("Go on") is not None
    assert made["janua/portal/locale"].get("Go on") is None


def test_check_names_file_and_line_of_what_is_missing(tree: Path) -> None:
    _filled(tree)
    assert catalogues.check() == []

    page = tree / "janua/portal/templates/portal/page.html"
    page.write_text(PAGE + '<p>{% translate "New words" %}</p>', encoding="utf-8")
    assert catalogues.check() == [
        f"janua/portal/templates/portal/page.html:11: no {name} for “New words”"
        for name in ("Maltese", "Arabic", "Ukrainian")
    ]


def test_check_names_what_stands_on_no_page(tree: Path) -> None:
    _filled(tree)
    (tree / "janua/portal/templates/portal/page.html").write_text(
        PAGE.replace('{% translate "Welcome" %}', ""), encoding="utf-8"
    )
    assert [line for line in catalogues.check() if "mt" in line] == [
        "janua/portal/locale/mt/LC_MESSAGES/django.po: “Welcome” stands on no page: run `make messages`"
    ]


@pytest.mark.parametrize(
    ("source", "text", "fault"),
    [
        ("Good day, %(name)s", "Bonġu", "names [], its source ['%(name)s']"),
        ("Good day, %(name)s", "Bonġu, %(isem)s", "names ['%(isem)s'], its source ['%(name)s']"),
        ("%(count)s <b>days</b>", "%(count)s jiem", "has other tags than its source"),
    ],
)
def test_check_compares_places_and_tags(tree: Path, source: str, text: str, fault: str) -> None:
    _filled(tree, **{source: text})

    found = catalogues.check()
    assert found
    assert all(line.startswith("janua/portal/journeys/said.py:") and line.endswith(fault) for line in found)


def test_check_refuses_fuzzy_unmarked_and_too_few_forms(tree: Path) -> None:
    _filled(tree)
    path = catalogues.po_path("janua/portal/locale", "ar")
    text = path.read_text(encoding="utf-8")
    text = text.replace(
        '# reviewed by: nobody yet\n#: janua/portal/journeys/said.py\nmsgid "Stop"', '#: x\n#, fuzzy\nmsgid "Stop"'
    )
    text = text.replace('msgstr[5] "%(number)s answers"', 'msgstr[5] ""')
    path.write_text(text, encoding="utf-8")

    assert sorted(catalogues.check()) == [
        "janua/portal/journeys/said.py:8: Arabic of “Stop” is marked fuzzy: read it and take the mark away",
        "janua/portal/journeys/said.py:8: Arabic of “Stop” lacks the remark “# reviewed by: …”",
        "janua/portal/templates/portal/page.html:5: no Arabic for “%(number)s answer”",
    ]


def test_a_workbench_word_may_stay_english(tree: Path) -> None:
    _filled(tree)
    page = tree / "janua/workbench/templates/workbench/page.html"
    page.parent.mkdir(parents=True)
    page.write_text('{% load i18n %}{% translate "Inbox" %}', encoding="utf-8")

    assert catalogues.check() == []


def test_update_again_changes_nothing_and_bears_no_dates(tree: Path) -> None:
    _filled(tree)
    before = {path: path.read_bytes() for path in tree.rglob("*.po")}
    catalogues.update()

    assert len(before) == 9
    assert {path: path.read_bytes() for path in tree.rglob("*.po")} == before
    assert not any(b"Date" in text for text in before.values())


def test_words_that_leave_a_page_come_back_with_it(tree: Path) -> None:
    _filled(tree, Welcome="Merħba")
    page = tree / "janua/portal/templates/portal/page.html"
    page.write_text(PAGE.replace("Welcome", "Hello"), encoding="utf-8")
    catalogues.update()
    page.write_text(PAGE, encoding="utf-8")
    catalogues.update()

    back = catalogues.read("janua/portal/locale", "mt").get("Welcome")
    assert back is not None
    assert (back.string, back.user_comments) == ("Merħba", ["translated by: somebody", "reviewed by: nobody yet"])


def test_compile_leaves_out_what_is_not_whole_and_says_what_is_reviewed(tree: Path) -> None:

    from django.utils.translation.trans_real import TranslationCatalog  # noqa: F401  (the reader is gettext's)

    _filled(tree)
    catalog = catalogues.read("janua/portal/locale", "uk")
    stop, welcome = catalog.get("Stop"), catalog.get("Welcome")
    assert stop is not None
    assert welcome is not None
    stop.string, stop.user_comments = "Стоп", ["translated by: a", "reviewed by: b"]
    welcome.string = ""
    catalogues.write(catalog, "janua/portal/locale", "uk")
    catalogues.compile_all()

    with catalogues.po_path("janua/portal/locale", "uk").with_suffix(".mo").open("rb") as file:
        read = gettext.GNUTranslations(file)
    assert (read.gettext("Stop"), read.gettext("Welcome"), read.ngettext("%(n)s day", "%(n)s days", 5)) == (
        "Стоп",
        "Welcome",
        "%(n)s days",
    )
    assert [read.pgettext(catalogues.REVIEW_CONTEXT, text) for text in ("Stop", "Good day, %(name)s")] == [
        "yes",
        "Good day, %(name)s",
    ]


def test_plural_forms_are_those_of_the_languages() -> None:
    assert {language: catalogues.read("nowhere", language).num_plurals for language in catalogues.LANGUAGES} == {
        "mt": 5,
        "ar": 6,
        "uk": 3,
    }
    assert isinstance(catalogues.read("nowhere", "mt"), Catalog)


def test_words_go_out_to_be_filled_and_come_back(tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(Path(catalogues.__file__).parent))
    monkeypatch.setitem(sys.modules, "catalogues", catalogues)
    from tools import words

    catalogues.update()
    entries = words.out("uk", catalogues.COMPLETE)
    assert [entry["id"] for entry in entries if entry["id"].startswith(("S", "%(n)"))] == ["%(n)s day", "Stop"]
    for entry in entries:
        entry["text"] = {
            "Stop": "Стоп",
            "%(n)s day": ["%(n)s день", "%(n)s дні", "%(n)s днів"],
            "Welcome": "%(x)s",
        }.get(entry["id"], "")

    assert words.back("uk", entries, "Olena") == ["Welcome: names ['%(x)s'], its source []"]
    catalog = catalogues.read("janua/portal/locale", "uk")
    stop, days = catalog.get("Stop"), catalog.get("%(n)s day")
    assert stop is not None
    assert days is not None
    assert (stop.string, stop.user_comments, days.string) == (
        "Стоп",
        ["translated by: Olena", "reviewed by: nobody yet"],
        ("%(n)s день", "%(n)s дні", "%(n)s днів"),
    )
    assert "Stop" not in [entry["id"] for entry in words.out("uk", catalogues.COMPLETE)]
