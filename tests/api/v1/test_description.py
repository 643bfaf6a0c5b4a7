"""The descriptions in docs/schemas are sound OpenAPI, and those of the addresses as they stand."""

import json
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

import pytest
from openapi_spec_validator import validate

ROOT = Path(__file__).resolve().parents[3]
FILES = ("api-v1-citizens.json", "api-v1-officers.json")


def _as_they_stand() -> dict[str, str]:
    spec = spec_from_file_location("describe_api", ROOT / "tools" / "describe_api.py")
    assert spec
    assert spec.loader
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    found: dict[str, str] = module.descriptions()
    return found


@pytest.mark.parametrize("file", FILES)
def test_description_is_current(file: str) -> None:
    written = (ROOT / "docs" / "schemas" / file).read_text()

    assert written == _as_they_stand()[file], "Run .venv/bin/python tools/describe_api.py and look at what changed."


@pytest.mark.parametrize("file", FILES)
def test_description_is_sound(file: str) -> None:
    validate(json.loads((ROOT / "docs" / "schemas" / file).read_text()))
