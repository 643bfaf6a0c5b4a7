"""References survive the telephone: every single error and every exchange of two characters is caught."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from janua.values import ReferenceMistyped, new_reference, parse_reference
from janua.values.references import ALPHABET, check_character

LETTERS = [character for character in ALPHABET if character.isalpha()]
prefixes = st.text(LETTERS, min_size=1, max_size=4)
bodies = st.text(ALPHABET, min_size=11, max_size=11)


def is_good(plain: str) -> bool:
    try:
        parse_reference(plain)
    except ReferenceMistyped:
        return False
    return True


def test_alphabet_has_no_two_characters_that_look_alike() -> None:
    for group in ("0O", "1IL", "2Z", "5S", "8B", "UV"):
        assert sum(character in ALPHABET for character in group) == 1


def test_new_reference_is_grouped_and_reads_back() -> None:
    reference = new_reference("CA")
    assert [len(group) for group in reference.split("-")] == [2, 4, 4, 4]
    assert parse_reference(reference) == reference
    assert len({new_reference("A") for _ in range(1000)}) == 1000


@given(prefixes, bodies)
def test_parse_catches_every_single_substitution(prefix: str, body: str) -> None:
    plain = prefix + body + check_character(prefix + body)
    assert is_good(plain)
    wrong = [
        plain[:place] + other + plain[place + 1 :]
        for place in range(len(plain))
        for other in ALPHABET
        if other != plain[place]
    ]
    assert [text for text in wrong if is_good(text)] == []


@given(prefixes, bodies)
def test_parse_catches_every_exchange_of_two_characters(prefix: str, body: str) -> None:
    plain = prefix + body + check_character(prefix + body)
    for left in range(len(plain)):
        for right in range(left + 1, len(plain)):
            if plain[left] != plain[right]:
                swapped = list(plain)
                swapped[left], swapped[right] = swapped[right], swapped[left]
                assert not is_good("".join(swapped))


def test_the_weighted_sum_is_proved_for_every_pair_of_values_and_places() -> None:
    size = len(ALPHABET)
    longest = 4 + 12
    for weight in range(1, longest + 1):
        assert all(weight * difference % size for difference in range(1, size))
    for difference in range(1, longest):
        assert all(difference * change % size for change in range(1, size))


@given(prefixes, bodies, st.data())
def test_parse_tolerates_case_spaces_dashes_and_look_alikes(prefix: str, body: str, data: st.DataObject) -> None:
    plain = prefix + body + check_character(prefix + body)
    alike = {"0": "0Oo", "1": "1IilL", "2": "2zZ", "5": "5sS", "8": "8bB", "V": "VvUu"}
    typed = "".join(
        data.draw(st.sampled_from(alike.get(character, character + character.lower())))
        + data.draw(st.sampled_from(["", " ", "-", " – ", "."]))
        for character in plain
    )
    assert parse_reference(typed).replace("-", "") == plain


@pytest.mark.parametrize(
    "text", ["", "A", "A-0000-0000-000", "7-0000-0000-0000", "ACDEF-0000-0000-0000", "A-0000-00?0-0000"]
)
def test_parse_refuses_what_has_not_the_form(text: str) -> None:
    with pytest.raises(ReferenceMistyped, match="form"):
        parse_reference(text)


@pytest.mark.parametrize("prefix", ["", "a", "B", "APPLY", "A1", "O"])
def test_new_reference_refuses_a_prefix_that_could_be_misread(prefix: str) -> None:
    with pytest.raises(ValueError, match="prefix"):
        new_reference(prefix)
