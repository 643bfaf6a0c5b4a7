"""Does a message have the published shape? The OpenAPI files with our named corrections, compiled once."""

import json
from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import yaml
from jsonschema import Draft202012Validator, FormatChecker

from janua.exchange.dci.refusals import Refused

JSON = Any
_FOLDER = Path(__file__).parent / "openapi"
_BODY = "content/application~1json/schema"
# Words that only describe; dropped before compiling so that validation walks nothing that cannot fail.
_DESCRIPTIVE = frozenset({"description", "example", "xample", "default"})
_MOST_PROBLEMS = 5

FORMATS = FormatChecker(formats=())


class Interface(StrEnum):
    """Which published interface a partner speaks."""

    CRVS = "crvs"
    FR = "fr"


class Kind(StrEnum):
    """A message by the last part of its path, and the two bodies that answer it."""

    SEARCH = "search"
    ON_SEARCH = "on-search"
    SUBSCRIBE = "subscribe"
    ON_SUBSCRIBE = "on-subscribe"
    NOTIFY = "notify"
    UNSUBSCRIBE = "unsubscribe"
    ON_UNSUBSCRIBE = "on-unsubscribe"
    ACKNOWLEDGEMENT = "acknowledgement"
    ERROR = "error"


class MessageInvalid(Refused):
    """The message is not of the published shape; `problems` says where, without repeating any value of it."""

    def __init__(self, kind: Kind, problems: tuple[str, ...]) -> None:
        super().__init__(f"not a valid {kind} message: {'; '.join(problems)}")
        self.kind = kind
        self.problems = problems


def validate(kind: Kind | str, message: Mapping[str, JSON], *, interface: Interface | str = Interface.CRVS) -> None:
    """Refuse a message that is not of the published shape, in either direction.

    message  the whole body: {"signature", "header", "message"}, or the answer's body
    Raises   MessageInvalid, naming at most five places and never a value
    """
    validator = _validators(Interface(interface))[Kind(kind)]
    errors = [error for _, error in zip(range(_MOST_PROBLEMS), validator.iter_errors(message), strict=False)]
    if errors:
        raise MessageInvalid(Kind(kind), tuple(f"{error.json_path} breaks {error.validator}" for error in errors))


@FORMATS.checks("date-time", raises=ValueError)
def _is_instant(value: object) -> bool:
    return not isinstance(value, str) or datetime.fromisoformat(value).tzinfo is not None


@FORMATS.checks("uri", raises=ValueError)
def _is_address(value: object) -> bool:
    return not isinstance(value, str) or bool(urlsplit(value).scheme)


@cache
def _validators(interface: Interface) -> dict[Kind, Draft202012Validator]:
    document = corrected_document(interface)
    validators = {}
    for kind in Kind:
        schema = _resolved(_at(document, _place_of(kind)), document, ())
        Draft202012Validator.check_schema(schema)
        validators[kind] = Draft202012Validator(schema, format_checker=FORMATS)
    return validators


def corrected_document(interface: Interface) -> dict[str, JSON]:
    """The published OpenAPI document with the corrections of overlay.yaml applied."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    published = (_FOLDER / f"{interface}_api_v1.0.0.yaml").read_bytes()
    document: dict[str, JSON] = yaml.load(published, Loader=loader)  # noqa: S506 (a safe loader)
    overlay = yaml.load((_FOLDER / "overlay.yaml").read_bytes(), Loader=loader)  # noqa: S506
    for correction in overlay["corrections"]:
        if interface in correction["files"]:
            for operation in correction["patch"]:
                _apply(document, operation)
    return document


def _place_of(kind: Kind) -> str:
    if kind is Kind.ACKNOWLEDGEMENT:
        return f"/components/responses/Response/{_BODY}"
    if kind is Kind.ERROR:
        return f"/components/responses/HttpErrorResponse/{_BODY}"
    return f"/paths/~1registry~1{kind}/post/requestBody/{_BODY}"


def _tokens(pointer: str) -> list[str]:
    return [token.replace("~1", "/").replace("~0", "~") for token in pointer.lstrip("#").split("/")[1:]]


def _at(document: JSON, pointer: str) -> JSON:
    for token in _tokens(pointer):
        document = document[int(token)] if isinstance(document, list) else document[token]
    return document


def _apply(document: JSON, operation: Mapping[str, JSON]) -> None:
    """One RFC 6902 operation; a path that is not there raises, so that a mended publication is noticed."""
    value = operation.get("value")
    if operation["op"] in ("remove", "move"):
        *parent, last = _tokens(operation.get("from", operation["path"]))
        value = _at(document, _pointer(parent)).pop(last)
        if operation["op"] == "remove":
            return
    *parent, last = _tokens(operation["path"])
    target = _at(document, _pointer(parent))
    if last == "-":
        target.append(value)
    elif (last in target) == (operation["op"] == "replace"):
        # A copy: the same value may be added to two documents.
        target[last] = json.loads(json.dumps(value))
    else:
        raise KeyError(f"overlay.yaml: {operation['op']} does not fit what stands at {operation['path']}")


def _pointer(tokens: list[str]) -> str:
    return "".join("/" + token.replace("~", "~0").replace("/", "~1") for token in tokens)


def _resolved(schema: JSON, document: JSON, inside: tuple[str, ...]) -> JSON:
    """The schema with every reference put in place; the published files have no cycle, and one would raise here."""
    if isinstance(schema, list):
        return [_resolved(part, document, inside) for part in schema]
    if not isinstance(schema, dict):
        return schema
    if "$ref" in schema:
        pointer = schema["$ref"]
        if pointer in inside:
            raise ValueError(f"the published schema refers to itself at {pointer}")
        return _resolved(_at(document, pointer), document, (*inside, pointer))
    # `properties` holds names, not words of the schema language: a property may be called "description".
    return {
        word: {name: _resolved(part, document, inside) for name, part in value.items()}
        if word == "properties"
        else _resolved(value, document, inside)
        for word, value in schema.items()
        if word not in _DESCRIPTIVE
    }
