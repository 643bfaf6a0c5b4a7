"""One text for one JSON value, so that a digest can be taken of it."""

import json
from typing import Any


def canonical_json(value: Any) -> str:
    """JSON as RFC 8785 writes it, at the speed of the standard library's encoder.

    value   objects, lists, texts, whole numbers, truth values and null; no fractions, which RFC 8785 writes otherwise
    """
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, check_circular=False)
