"""The published OpenAPI files as judge over both ends: read here anew and checked by somebody else's validator."""

from functools import cache
from pathlib import Path
from typing import Any

import yaml
from openapi_schema_validator import OAS30Validator
from referencing import Registry
from referencing.jsonschema import DRAFT4

FOLDER = Path(__file__).parents[2] / "janua" / "exchange" / "dci" / "openapi"
BODY = "content/application~1json/schema"


@cache
def _registry(interface: str) -> "Registry[Any]":
    # As published, without our corrections: none of the messages checked here needs one.
    document = yaml.safe_load((FOLDER / f"{interface}_api_v1.0.0.yaml").read_text())
    empty: Registry[Any] = Registry()
    registry: Registry[Any] = empty.with_resource("urn:dci", DRAFT4.create_resource(document))
    return registry


def published_problems(interface: str, kind: str, body: dict[str, Any]) -> list[str]:
    """What is wrong with a message by the document as it was published; nothing if it is right."""
    place = f"/paths/~1registry~1{kind}/post/requestBody/{BODY}"
    if kind == "error":
        place = f"/components/responses/HttpErrorResponse/{BODY}"
    if kind == "acknowledgement":
        place = f"/components/responses/Response/{BODY}"
    validator = OAS30Validator(
        {"$ref": f"urn:dci#{place}"}, registry=_registry(interface), format_checker=OAS30Validator.FORMAT_CHECKER
    )
    return [f"{error.json_path}: {error.message}" for error in validator.iter_errors(body)]
