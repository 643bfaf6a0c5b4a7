import copy
import time
from typing import Any

import pytest
from openapi_schema_validator import OAS30Validator
from openapi_spec_validator import validate as validate_document
from referencing import Registry
from referencing.jsonschema import DRAFT4

from janua.exchange import dci
from janua.exchange.dci import civil
from janua.exchange.dci.validation import corrected_document
from tests.exchange.dci.messages_for_tests import NOW, PURPOSE, REGISTRY, US, signed


def subscription() -> dict[str, Any]:
    return dci.subscribe(
        route=dci.Route(US, REGISTRY),
        ids=dci.Ids("m-2", "t-2", "r-2"),
        query=civil.births_since(NOW.date()),
        event_type=civil.BIRTH,
        purpose=PURPOSE,
        at=NOW,
    ).to_json()


def acceptance() -> dict[str, Any]:
    return dci.acknowledgement(correlation_id="c-1", at=NOW)


def error() -> dict[str, Any]:
    return dci.refusal(dci.NotTrusted("err.signature.invalid", 401, "why"), correlation_id="c-1", at=NOW)[1]


OURS = {
    dci.Kind.SEARCH: lambda: signed().to_json(),
    dci.Kind.SUBSCRIBE: subscription,
    dci.Kind.ACKNOWLEDGEMENT: acceptance,
    dci.Kind.ERROR: error,
}
BREAKS: list[tuple[dci.Kind, str]] = [
    (dci.Kind.SEARCH, "header.message_id"),
    (dci.Kind.SEARCH, "header.message_ts"),
    (dci.Kind.SEARCH, "message.transaction_id"),
    (dci.Kind.SEARCH, "message.search_request.0.search_criteria.query"),
    (dci.Kind.SEARCH, "message"),
    (dci.Kind.SUBSCRIBE, "message.subscribe_request.0.subscribe_criteria.filter"),
    (dci.Kind.ACKNOWLEDGEMENT, "message"),
    (dci.Kind.ACKNOWLEDGEMENT, "message.correlation_id"),
    (dci.Kind.ERROR, "message"),
]


@pytest.mark.parametrize("interface", list(dci.Interface))
@pytest.mark.parametrize("kind", list(OURS))
def test_validate_accepts_what_we_send(interface: dci.Interface, kind: dci.Kind) -> None:
    dci.validate(kind, OURS[kind](), interface=interface)


@pytest.mark.parametrize(("kind", "path"), BREAKS)
def test_validate_refuses_a_missing_part(kind: dci.Kind, path: str) -> None:
    message = copy.deepcopy(OURS[kind]())
    *parents, last = path.split(".")
    part: Any = message
    for step in parents:
        part = part[int(step)] if isinstance(part, list) else part[step]
    del part[last]

    with pytest.raises(dci.MessageInvalid):
        dci.validate(kind, message)


@pytest.mark.parametrize("written", ["yesterday", "2026-02-03T10:00:00"])
def test_validate_refuses_an_instant_without_zone(written: str) -> None:
    message = signed().to_json()
    message["header"] = {**message["header"], "message_ts": written}

    with pytest.raises(dci.MessageInvalid, match=r"header\.message_ts breaks format") as refusal:
        dci.validate(dci.Kind.SEARCH, message)
    assert written not in str(refusal.value), "a refusal repeats no value"


def test_validate_refuses_another_action() -> None:
    with pytest.raises(dci.MessageInvalid):
        dci.validate(dci.Kind.SUBSCRIBE, signed().to_json())


def test_validate_takes_a_whole_number_as_predicate() -> None:
    message = signed().to_json()
    predicate = {"expression1": {"attribute_name": "year", "operator": "eq", "attribute_value": 2024}}
    criteria = message["message"]["search_request"][0]["search_criteria"]
    criteria.update(query_type="predicate", query=[predicate])

    dci.validate(dci.Kind.SEARCH, message)


@pytest.mark.parametrize("interface", list(dci.Interface))
def test_corrected_document_is_valid_openapi(interface: dci.Interface) -> None:
    validate_document(corrected_document(interface))


@pytest.mark.parametrize("interface", list(dci.Interface))
def test_validate_agrees_with_an_independent_validator(interface: dci.Interface) -> None:
    """The same message against the document itself, references unresolved, by somebody else's code."""
    document = corrected_document(interface)
    registry: Registry[Any] = Registry().with_resource("urn:dci", DRAFT4.create_resource(document))
    pointer = "urn:dci#/paths/~1registry~1search/post/requestBody/content/application~1json/schema"
    validator = OAS30Validator({"$ref": pointer}, registry=registry)
    broken = signed().to_json()
    del broken["message"]["search_request"][0]["reference_id"]

    assert list(validator.iter_errors(signed().to_json())) == []
    assert list(validator.iter_errors(broken)) != []


def test_validate_is_fast() -> None:
    message = signed().to_json()
    dci.validate(dci.Kind.SEARCH, message)

    start = time.thread_time()
    for _ in range(100):
        dci.validate(dci.Kind.SEARCH, message)

    assert (time.thread_time() - start) / 100 < 0.005
