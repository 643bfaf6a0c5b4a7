from typing import Any

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from emulators.signing import Rejected, canonical

JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=20,
)


@given(JSON)
def test_canonical_agrees_with_the_product(value: Any) -> None:
    """Two codes for one RFC: the emulators' own, and the library that the product signs with."""
    assert canonical(value) == rfc8785.dumps(value)


@pytest.mark.parametrize("value", [0.5, 2**53, {"a": [1.0]}])
def test_canonical_refuses_numbers_it_does_not_write(value: Any) -> None:
    with pytest.raises(Rejected):
        canonical(value)
