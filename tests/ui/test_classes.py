"""Every class that a template writes has its style: a name mistyped is a page that looks broken to somebody."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2] / "janua"
# Names that only a script or a test looks for, or that group what is within.
HOOKS = {
    "govuk-checkboxes", "govuk-radios", "govuk-js-exit-this-page-button", "govuk-pagination__prev",
    "govuk-pagination__link-title", "moj-filter__content", "moj-timeline__header", "ui-gallery", "ui-message__head",
    "ui-nav__item",
}  # fmt: skip
_CLASS = re.compile(r'class="([^"]*)"')
_LOGIC = re.compile(r"\{%.*?%\}|\{\{.*?\}\}")
_OURS = re.compile(r"(?:govuk|moj|ui)-[\w!-]*[\w]$")


def styled() -> set[str]:
    """Every class of the style sheet."""
    sheet = (ROOT / "ui/static/ui/janua.css").read_text()
    return {name.replace("\\", "") for name in re.findall(r"\.((?:govuk|moj|ui)-[\w!\\-]+)", sheet)}


def written() -> dict[str, set[str]]:
    """Every whole class of a template, and where it stands; what a variable ends is left out."""
    found: dict[str, set[str]] = {}
    for path in ROOT.glob("**/templates/**/*.html"):
        for value in _CLASS.findall(path.read_text()):
            for name in _LOGIC.sub(lambda part: "\0" if part[0].startswith("{{") else " ", value).split():
                if _OURS.fullmatch(name):
                    found.setdefault(name, set()).add(path.relative_to(ROOT).as_posix())
    return found


def test_styles_every_class_of_the_templates() -> None:
    """Components, portal and workbench alike."""
    known = styled() | HOOKS
    assert {name: sorted(places) for name, places in sorted(written().items()) if name not in known} == {}


def test_finds_a_class_without_style() -> None:
    """What the test above rests on."""
    assert "ui-never-written" not in styled()
    assert {"govuk-button", "ui-fact", "moj-timeline"} <= styled() & set(written())
