"""A digest's text is the standard's, byte by byte."""

from typing import Any

import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from janua.values import canonical_json

# Keys are names of rules and attributes; where a key has signs beyond the basic plane the standard sorts otherwise.
KEYS = st.text(st.characters(max_codepoint=0xD7FF), max_size=8)
PLAIN = st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | st.text(st.characters(codec="utf-8"))
VALUES = st.recursive(PLAIN, lambda below: st.lists(below) | st.dictionaries(KEYS, below), max_leaves=30)


@given(VALUES)
def test_canonical_json_is_what_the_standard_writes(value: Any) -> None:
    assert canonical_json(value).encode() == rfc8785.dumps(value)
