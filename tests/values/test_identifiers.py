"""An identifier is a scheme and a value, and reads back as it was written."""

import pytest

from janua.values import Identifier


def test_identifier_reads_back_as_written() -> None:
    card = Identifier("mt-id-card", "0000101M")
    assert Identifier.parse(str(card)) == card
    assert Identifier.parse("url:https://x:1") == Identifier("url", "https://x:1")


@pytest.mark.parametrize(("scheme", "value"), [("", "1"), ("MT", "1"), ("mt-", "1"), ("mt", ""), ("mt", " 1")])
def test_identifier_refuses_a_bad_scheme_or_an_empty_value(scheme: str, value: str) -> None:
    with pytest.raises(ValueError, match=r"scheme|identifier"):
        Identifier(scheme, value)


def test_parse_refuses_text_without_a_scheme() -> None:
    with pytest.raises(ValueError, match="scheme:value"):
        Identifier.parse("0000101M")
