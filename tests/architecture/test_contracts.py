"""The contracts of pyproject.toml hold, and each bites: an import planted in a copy of the tree is refused."""

import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests.architecture.tree import ROOT

_PACKAGES = ("janua", "demo", "emulators", "bench")

# Contract, the file planted, its text, and what the report says of it.
MUTATIONS: tuple[tuple[str, str, str, str], ...] = (
    ("order", "janua/values/planted_a.py", "import janua.rules", "janua.values is not allowed to import janua.rules"),
    ("order", "janua/exchange/planted_a.py", "import janua.pack", "janua.exchange is not allowed to import janua.pack"),
    ("order", "janua/plantedroom/__init__.py", "", "- janua.plantedroom"),
    ("order", "janua/aid/__init__.py", "import janua.payments", "janua.aid is not allowed to import janua.payments"),
    ("order-of-base", "janua/base/clock/planted_b.py", "import janua.base.keys", "janua.base.clock is not allowed to import janua.base.keys"),
    ("order-of-base", "janua/base/plantedpart/__init__.py", "", "- janua.base.plantedpart"),
    ("order-of-an-app", "janua/aid/models/planted_c.py", "import janua.aid.actions", "janua.aid.models is not allowed to import janua.aid.actions"),
    ("order-of-an-app", "janua/aid/actions/planted_c.py", "import janua.aid.jobs", "janua.aid.actions is not allowed to import janua.aid.jobs"),
    ("order-of-a-face", "janua/disclosure/views.py", "import janua.disclosure.urls", "janua.disclosure.views is not allowed to import janua.disclosure.urls"),
    ("plain-python", "janua/values/planted_d.py", "import django.db", "janua.values is not allowed to import django"),
    ("plain-python", "janua/aid/states.py", "from django.db import models", "janua.aid.states is not allowed to import django"),
    ("independence-of-countries", "janua/countries/zz/planted_e.py", "import janua.countries.zy", "janua.countries.zz is not allowed to import janua.countries.zy"),
    ("countries-see-contracts-only", "janua/countries/zz/planted_f.py", "import janua.base", "janua.countries is not allowed to import janua.base"),
    ("countries-see-contracts-only", "janua/countries/zz/planted_g.py", "import django", "janua.countries is not allowed to import django"),
    ("product-stands-alone", "janua/values/planted_h.py", "import demo", "janua is not allowed to import demo"),
    ("product-stands-alone", "janua/values/planted_i.py", "import emulators", "janua is not allowed to import emulators"),
    ("emulators-know-values-only", "emulators/planted_j.py", "import janua.exchange", "emulators is not allowed to import janua.exchange"),
)  # fmt: skip
# What the planted imports need in order to be there.
_SCENERY = (
    "janua/aid/jobs.py", "janua/aid/actions/__init__.py", "janua/aid/models/__init__.py", "janua/payments/__init__.py",
    "janua/disclosure/__init__.py", "janua/disclosure/urls.py",
    "janua/countries/zz/__init__.py", "janua/countries/zy/__init__.py",
)  # fmt: skip


def _copy(root: Path) -> None:
    for package in _PACKAGES:
        shutil.copytree(ROOT / package, root / package, ignore=lambda folder, names: _not_python(folder, names))
    shutil.copy(ROOT / "pyproject.toml", root)


def _not_python(folder: str, names: list[str]) -> set[str]:
    return {
        name
        for name in names
        if name == "__pycache__" or ((Path(folder) / name).is_file() and not name.endswith(".py"))
    }


def _plant(root: Path, name: str, text: str) -> None:
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    for folder in path.relative_to(root).parents:
        if folder.parts:
            (root / folder / "__init__.py").touch()


def _lint(root: Path, *options: str) -> subprocess.CompletedProcess[str]:
    linter = Path(sys.executable).with_name("lint-imports")
    return subprocess.run(
        [linter, "--no-cache", *options], cwd=root, capture_output=True, text=True, timeout=60, check=False
    )


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> str:
    """What the linter says of a copy that holds every planted import at once."""
    root = tmp_path_factory.mktemp("contracts")
    _copy(root)
    for name in _SCENERY:
        if not (root / name).exists():
            _plant(root, name, "")
    for _, name, text, _ in MUTATIONS:
        _plant(root, name, text)
    outcome = _lint(root)
    assert outcome.returncode == 1, outcome.stdout + outcome.stderr
    return outcome.stdout


def test_contracts_hold() -> None:
    outcome = _lint(ROOT)
    assert outcome.returncode == 0, outcome.stdout + outcome.stderr


def test_every_contract_has_a_mutation() -> None:
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    assert {contract["id"] for contract in contracts} == {contract for contract, _, _, _ in MUTATIONS}


@pytest.mark.parametrize(
    ("contract", "planted", "text", "expected"), MUTATIONS, ids=[f"{row[0]}-{row[1]}" for row in MUTATIONS]
)
def test_contract_refuses_planted_import(contract: str, planted: str, text: str, expected: str, report: str) -> None:
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    name = next(entry["name"] for entry in contracts if entry["id"] == contract)
    assert f"{name} BROKEN" in report.replace("\n", " ")
    assert expected in report
    if text:
        assert planted.removesuffix(".py").removesuffix("/__init__").replace("/", ".") in report
