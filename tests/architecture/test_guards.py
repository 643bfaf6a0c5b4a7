"""The tree is sound, and each guard bites: a violation planted in a copy is reported, and nothing else is."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.architecture import guards_names, guards_papers, guards_shape
from tests.architecture.tree import CODE, ROOT

Guard = Callable[[Path], list[str]]

GUARDS: tuple[Guard, ...] = (
    guards_names.foreign_keys,
    guards_names.names_in_strings,
    guards_names.app_configs,
    guards_names.settings_names,
    guards_names.template_tags,
    guards_names.countries_in_the_core,
    guards_shape.packages,
    guards_shape.modules_of_apps,
    guards_shape.sizes,
    guards_shape.unfinished_or_skipped,
    guards_shape.places,
    guards_shape.inputs_and_outputs,
    guards_shape.wall_clock,
    guards_shape.xml_parsers,
    guards_shape.outside_world,
    guards_shape.hidden_effects,
    guards_shape.verbs_by_keyword,
    guards_papers.links,
    guards_papers.parts_recorded,
)

_APP = "from django.apps import AppConfig\n\n\nclass Planted(AppConfig):\n    name = '{name}'\n    label = '{label}'\n"
_UPPER = {
    "janua/payments/planted/__init__.py": "",
    "janua/payments/planted/apps.py": _APP.format(name="janua.payments.planted", label="planted_upper"),
}
_LOWER = {
    "janua/registers/planted/__init__.py": "",
    "janua/registers/planted/apps.py": _APP.format(name="janua.registers.planted", label="planted_lower"),
}
_TEMPLATE = "janua/registers/templates/registers/planted.html"
_LATER = "TO" + "DO"
_LONG = "def planted() -> None:\n{steps}{body}"

# Guard, what is planted, and how each line of its report begins.
MUTATIONS: tuple[tuple[Guard, dict[str, str], list[str]], ...] = (
    (
        guards_names.foreign_keys,
        {
            **_UPPER,
            **_LOWER,
            "janua/registers/planted/models.py": "f = models.ForeignKey('planted_upper.Order', on_delete=None)\n",
        },
        ["janua/registers/planted/models.py:1: names the app 'planted_upper' (janua.payments.planted), which is"],
    ),
    (
        guards_names.foreign_keys,
        {
            **_UPPER,
            **_LOWER,
            "janua/registers/planted/migrations/0001_planted.py": "dependencies = [('planted_upper', '0001')]\n",
        },
        ["janua/registers/planted/migrations/0001_planted.py:1: names the app 'planted_upper'"],
    ),
    (
        guards_names.foreign_keys,
        {
            **_UPPER,
            **_LOWER,
            "janua/registers/planted/queries.py": "order = apps.get_model('planted_upper', 'Order')\n",
        },
        ["janua/registers/planted/queries.py:1: names the app 'planted_upper'"],
    ),
    (
        guards_names.foreign_keys,
        {"janua/registers/planted_models.py": "f = models.OneToOneField(to='nowhere.Thing')\n"},
        ["janua/registers/planted_models.py:1: names the app 'nowhere', which no AppConfig declares"],
    ),
    (
        guards_names.names_in_strings,
        {"janua/registers/planted_names.py": "m = import_module('janua.casework.actions')\n"},
        ["janua/registers/planted_names.py:1: names 'janua.casework.actions', which is not below it"],
    ),
    (
        guards_names.names_in_strings,
        {"janua/base/actors/planted_names.py": "WHERE = 'janua.base.audit.models'\n"},
        ["janua/base/actors/planted_names.py:1: names 'janua.base.audit.models', which is not below it"],
    ),
    (
        guards_names.names_in_strings,
        {"janua/registers/planted_names.py": "SETTINGS = 'janua.config.settings'\n"},
        ["janua/registers/planted_names.py:1: names 'janua.config.settings', which is not below it"],
    ),
    (
        guards_names.names_in_strings,
        {"janua/cli/planted_names.py": "RUN = 'emulators.planted'\n", "emulators/planted.py": ""},
        ["janua/cli/planted_names.py:1: names 'emulators.planted', which is no part of the product"],
    ),
    (
        guards_names.app_configs,
        {"janua/registers/planted/apps.py": _APP.format(name="janua.casework", label="planted_other")},
        ["janua/registers/planted/apps.py:4: calls itself 'janua.casework' but lies in 'janua.registers.planted'"],
    ),
    (
        guards_names.app_configs,
        {
            **_LOWER,
            "janua/registers/planted_too/apps.py": _APP.format(
                name="janua.registers.planted_too", label="planted_lower"
            ),
        },
        ["janua/registers/planted_too/apps.py:4: shares the label 'planted_lower' with janua.registers.planted"],
    ),
    (
        guards_names.settings_names,
        {"janua/config/planted.py": "MIDDLEWARE = ['janua.base.nowhere.PlantedMiddleware']\n"},
        ["janua/config/planted.py:1: names 'janua.base.nowhere.PlantedMiddleware', which is not there"],
    ),
    (
        guards_names.template_tags,
        {"janua/casework/templatetags/planted_tags.py": "", _TEMPLATE: "{% load planted_tags %}"},
        [f"{_TEMPLATE}: uses 'planted_tags' of janua.casework, which is not below janua.registers"],
    ),
    (
        guards_names.template_tags,
        {
            "janua/casework/templates/casework/planted_base.html": "",
            _TEMPLATE: "{% extends 'casework/planted_base.html' %}",
        },
        [f"{_TEMPLATE}: uses 'casework/planted_base.html' of janua.casework, which is not below janua.registers"],
    ),
    (
        guards_names.template_tags,
        {_TEMPLATE: "{% url 'workbench:task' %}"},
        [f"{_TEMPLATE}: uses 'workbench' of janua.workbench, which is not below janua.registers"],
    ),
    (
        guards_names.countries_in_the_core,
        {"janua/registers/planted.py": "# As in Malta.\nif country == 'mt':\n    programme = 'MT-CA'\n"},
        [
            "janua/registers/planted.py:1: names 'Malta'",
            "janua/registers/planted.py:2: names the country 'mt'",
            "janua/registers/planted.py:3: names 'MT-CA'",
        ],
    ),
    (
        guards_shape.packages,
        {"janua/registers/planted/thing.py": "", "janua/planted/__init__.py": ""},
        ["janua/planted/__init__.py: does not say", "janua/registers/planted: has no __init__.py"],
    ),
    (
        guards_shape.modules_of_apps,
        {
            "janua/planted/apps.py": _APP.format(name="janua.planted", label="planted"),
            "janua/planted/queries.py": "",
            "janua/planted/services.py": "",
        },
        ["janua.planted.services: is in no list"],
    ),
    (
        guards_shape.modules_of_apps,
        {
            "janua/values/utils.py": "",
            "demo/helpers.py": "",
            "janua/values/planted.py": "class FactManager:\n    pass\n",
        },
        [
            "demo/helpers.py: name the thing: no module is called 'helpers'",
            "janua/values/planted.py:1: name the thing: no class is called 'FactManager'",
            "janua/values/utils.py: name the thing: no module is called 'utils'",
        ],
    ),
    (
        guards_shape.sizes,
        {
            "janua/values/planted_file.py": "x = 1\n" * 401,
            "janua/values/planted_long.py": _LONG.format(steps="", body="    pass\n" * 41),
            "janua/values/planted_procedure.py": _LONG.format(
                steps="    # 1. a\n    # 2. b\n    # 3. c\n", body="    pass\n" * 61
            ),
            "janua/values/planted_well.py": _LONG.format(
                steps="    # 1. a\n    # 2. b\n    # 3. c\n", body="    pass\n" * 57
            ),
        },
        [
            "janua/values/planted_file.py: 401 lines",
            "janua/values/planted_long.py:1: planted has 41 lines; at most 40",
            "janua/values/planted_procedure.py:1: planted has 61 lines; at most 60",
        ],
    ),
    (
        guards_shape.unfinished_or_skipped,
        {
            "janua/values/planted.py": f"x = 1  # {_LATER}\n",
            "tests/values/test_planted.py": "\n\n\n@pytest.mark.xfail\ndef test_it():\n    pytest.skip('no')\n",
        },
        [
            "janua/values/planted.py:1: unfinished",
            "tests/values/test_planted.py:4: pytest.mark.xfail",
            "tests/values/test_planted.py:6: pytest.skip",
        ],
    ),
    (
        guards_shape.places,
        {"docs/planted.md": "see /ro" + "ot/notes\n", "tools/planted.txt": "--index-url ht" + "tps://example.test\n"},
        ["docs/planted.md:1: '/ro", "tools/planted.txt:1: '--index-url"],
    ),
    (
        guards_shape.inputs_and_outputs,
        {
            "janua/values/planted.py": "import socket\n",
            "janua/rules/planted.py": "x = open('law')\n",
            "janua/exchange/planted.py": "import httpx\n",
        },
        [
            "janua/exchange/planted.py:1: imports httpx",
            "janua/rules/planted.py:1: calls open",
            "janua/values/planted.py:1: imports socket",
        ],
    ),
    (
        guards_shape.wall_clock,
        {"janua/registers/planted.py": "from datetime import date\n\nx = date.today()\n"},
        ["janua/registers/planted.py:3: calls date.today"],
    ),
    (
        guards_shape.xml_parsers,
        {
            "janua/exchange/planted.py": "from lxml import etree\n\nx = etree.fromstring(b'')\n",
            "janua/registers/planted.py": "import xml.etree.ElementTree\n",
        },
        [
            "janua/exchange/planted.py:3: calls etree.fromstring",
            "janua/registers/planted.py:1: imports xml.etree.ElementTree",
        ],
    ),
    (
        guards_shape.outside_world,
        {"janua/registers/planted.py": "import httpx\n"},
        ["janua/registers/planted.py:1: imports httpx"],
    ),
    (
        guards_shape.hidden_effects,
        {
            "janua/registers/planted.py": "from django.dispatch import receiver\n",
            "janua/registers/models/planted.py": "class Planted:\n    def save(self):\n        pass\n",
        },
        [
            "janua/registers/models/planted.py:2: overrides save()",
            "janua/registers/planted.py:1: imports django.dispatch",
        ],
    ),
    (
        guards_shape.verbs_by_keyword,
        {"janua/registers/actions/planted.py": "def move(person, on): ...\ndef merge(*, person, into): ...\n"},
        ["janua/registers/actions/planted.py:1: move takes 'on' by place"],
    ),
    (
        guards_papers.links,
        {"docs/planted.md": "[here](style.md) [there](nowhere.md) [out](https://example.org/x)"},
        ["docs/planted.md: links to 'nowhere.md', which is not there"],
    ),
)


@pytest.fixture(scope="module")
def copied(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the tree's text; each mutation is planted in it and taken out again."""
    root = tmp_path_factory.mktemp("tree")
    for top in (*CODE, "docs"):
        if (ROOT / top).is_dir():
            shutil.copytree(
                ROOT / top, root / top, ignore=shutil.ignore_patterns("__pycache__", "*.xsd", "*.png", "*.pdf")
            )
    for name in ("pyproject.toml", "requirements.lock", "README.md", "CONTRIBUTING.md", "SECURITY.md", "LICENSE"):
        shutil.copy(ROOT / name, root)
    return root


@pytest.mark.parametrize("guard", GUARDS, ids=lambda guard: guard.__name__)
def test_tree_keeps_guard(guard: Guard) -> None:
    assert guard(ROOT) == []


def test_every_guard_has_a_mutation() -> None:
    # The one that reads no file that could be planted has a test of its own below.
    assert {guard for guard, _, _ in MUTATIONS} == {*GUARDS} - {guards_papers.parts_recorded}


@pytest.mark.parametrize(
    ("guard", "planted", "expected"),
    MUTATIONS,
    ids=[f"{guard.__name__}-{list(planted)[-1]}" for guard, planted, _ in MUTATIONS],
)
def test_guard_bites(guard: Guard, planted: dict[str, str], expected: list[str], copied: Path) -> None:
    before = guard(copied)
    made = _plant(copied, planted)
    try:
        reported = sorted(set(guard(copied)) - set(before))
    finally:
        _take_out(copied, made)
    assert [line[: len(start)] for line, start in zip(reported, expected, strict=True)] == expected


def _plant(root: Path, planted: dict[str, str]) -> list[Path]:
    made = []
    for name, text in planted.items():
        path = root / name
        assert not path.exists(), f"{name} is there already; plant another"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
        made.append(path)
    return made


def _take_out(root: Path, made: list[Path]) -> None:
    for path in reversed(made):
        path.unlink()
        folder = path.parent
        while folder != root and not any(folder.iterdir()):
            folder.rmdir()
            folder = folder.parent


def test_parts_recorded_bites(copied: Path) -> None:
    project = copied / "pyproject.toml"
    text = project.read_text()
    project.write_text(text.replace('"lxml>=', '"plantedpart>=1",\n  "lxml>=', 1))
    try:
        assert guards_papers.parts_recorded(copied) == [
            "pyproject.toml: plantedpart has no row in docs/decisions/0002-parts.md",
            "pyproject.toml: plantedpart is not in requirements.lock; run make lock",
        ]
    finally:
        project.write_text(text)
