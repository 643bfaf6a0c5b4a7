"""The contracts of pyproject.toml hold, and each bites: an import planted in a copy of the tree is refused."""

import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests.architecture.tree import ROOT

_PACKAGES = ("janua", "demo", "emulators", "bench")

# Contract, the file planted, what it imports (nothing: it is the package itself that is refused), and who is told off.
MUTATIONS: tuple[tuple[str, str, str, str], ...] = (
    ("order", "janua/values/planted_a.py", "janua.rules", "janua.values"),
    ("order", "janua/exchange/planted_a.py", "janua.pack", "janua.exchange"),
    ("order", "janua/aid/planted_a.py", "janua.payments", "janua.aid"),
    ("order", "janua/cli/planted_a.py", "janua.config.settings", "janua.cli"),
    ("order", "janua/plantedroom/__init__.py", "", ""),
    ("order-of-base", "janua/base/actors/planted_b.py", "janua.base.keys", "janua.base.actors"),
    ("order-of-base", "janua/base/audit/planted_b.py", "janua.base.accounts", "janua.base.audit"),
    ("order-of-base", "janua/base/plantedpart/__init__.py", "", ""),
    ("order-of-an-app", "janua/aid/models/planted_c.py", "janua.aid.actions", "janua.aid.models"),
    ("order-of-an-app", "janua/aid/actions/planted_c.py", "janua.aid.jobs", "janua.aid.actions"),
    ("order-of-a-face", "janua/disclosure/views.py", "janua.disclosure.urls", "janua.disclosure.views"),
    ("plain-python", "janua/values/planted_d.py", "django", "janua.values"),
    ("plain-python", "janua/aid/states.py", "django", "janua.aid.states"),
    ("independence-of-countries", "janua/countries/zz/planted_e.py", "janua.countries.zy", "janua.countries.zz"),
    ("countries-see-contracts-only", "janua/countries/zz/planted_f.py", "janua.base", "janua.countries"),
    ("countries-see-contracts-only", "janua/countries/zz/planted_g.py", "django", "janua.countries"),
    ("signals-decide-nothing", "janua/casework/planted_k.py", "janua.analytics.integrity", "janua.casework"),
    ("signals-decide-nothing", "janua/workbench/planted_l.py", "janua.analytics.integrity", "janua.workbench"),
    ("product-stands-alone", "janua/values/planted_h.py", "demo", "janua"),
    ("product-stands-alone", "janua/values/planted_i.py", "emulators", "janua"),
    ("emulators-know-values-only", "emulators/planted_j.py", "janua.exchange", "emulators"),
)
# What the planted imports need in order to be there.
_SCENERY = (
    "janua/aid/jobs.py", "janua/aid/actions/__init__.py", "janua/aid/models/__init__.py", "janua/payments/__init__.py",
    "janua/disclosure/__init__.py", "janua/disclosure/urls.py", "janua/base/keys/__init__.py",
    "janua/base/accounts/__init__.py", "janua/base/actors/__init__.py", "janua/base/audit/__init__.py",
    "janua/cli/__init__.py", "janua/config/__init__.py", "janua/config/settings.py",
    "janua/rules/__init__.py", "janua/pack/__init__.py", "janua/exchange/__init__.py", "demo/__init__.py",
    "emulators/__init__.py", "bench/__init__.py", "janua/countries/zz/__init__.py", "janua/countries/zy/__init__.py",
)  # fmt: skip


def _copy(root: Path) -> None:
    for package in _PACKAGES:
        shutil.copytree(ROOT / package, root / package, ignore=_not_python)
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


def _lint(root: Path) -> subprocess.CompletedProcess[str]:
    linter = Path(sys.executable).with_name("lint-imports")
    return subprocess.run(
        [linter, "--no-cache"],
        cwd=root,
        env={"COLUMNS": "400", "NO_COLOR": "1"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> str:
    """What the linter says of a copy that holds every planted import at once."""
    root = tmp_path_factory.mktemp("contracts")
    _copy(root)
    for name in _SCENERY:
        if not (root / name).exists():
            _plant(root, name, "")
    for _, name, imported, _ in MUTATIONS:
        _plant(root, name, f"import {imported}\n" if imported else "")
    outcome = _lint(root)
    assert outcome.returncode == 1, outcome.stdout + outcome.stderr
    return outcome.stdout


def test_contracts_hold() -> None:
    outcome = _lint(ROOT)
    assert outcome.returncode == 0, outcome.stdout + outcome.stderr


def test_every_contract_has_a_mutation() -> None:
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    assert {contract["id"] for contract in contracts} == {contract for contract, _, _, _ in MUTATIONS}


@pytest.mark.parametrize(("contract", "planted", "imported", "refused"), MUTATIONS)
def test_contract_refuses_planted_import(contract: str, planted: str, imported: str, refused: str, report: str) -> None:
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    name = next(entry["name"] for entry in contracts if entry["id"] == contract)
    module = planted.removesuffix(".py").removesuffix("/__init__").replace("/", ".")
    assert f"{name} BROKEN" in report
    if imported:
        parts = imported.split(".")
        layers = [".".join(parts[:length]) for length in range(1, len(parts) + 1)]
        assert any(f"{refused} is not allowed to import {layer}:" in report for layer in layers)
        assert module in report
    else:
        assert f"- {module}\n" in report
