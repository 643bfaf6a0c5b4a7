"""Sealed values: opened for their place, refused when anything about them changed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from janua.base.keys.envelope import Tampered, open_sealed, place, seal

KEY = bytes(range(32))
HERE = place("persons", "note", 1)


@given(st.binary(max_size=200))
def test_open_sealed_gives_the_value_back(plain: bytes) -> None:
    assert open_sealed(seal(plain, KEY, HERE), KEY, HERE) == plain


def test_seal_never_repeats_itself() -> None:
    assert seal(b"same", KEY, HERE) != seal(b"same", KEY, HERE)


def test_open_sealed_refuses_every_changed_byte() -> None:
    sealed = seal(b"narrative", KEY, HERE)
    for index in range(len(sealed)):
        changed = bytearray(sealed)
        changed[index] ^= 1
        with pytest.raises(Tampered):
            open_sealed(bytes(changed), KEY, HERE)


@pytest.mark.parametrize("other", [place("persons", "note", 2), place("persons", "name", 1), place("cases", "note", 1)])
def test_open_sealed_refuses_another_place(other: bytes) -> None:
    with pytest.raises(Tampered):
        open_sealed(seal(b"narrative", KEY, HERE), KEY, other)


def test_open_sealed_refuses_what_is_cut_short() -> None:
    sealed = seal(b"narrative", KEY, HERE)
    for length in range(len(sealed)):
        with pytest.raises(Tampered):
            open_sealed(sealed[:length], KEY, HERE)
