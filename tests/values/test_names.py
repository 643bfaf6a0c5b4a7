"""Names keep every script and show the one the reader prefers."""

import pytest

from janua.values import Name, WrittenName

FATMA = Name(
    (
        ("Arab", WrittenName(given="فاطمة", other="أحمد محمود", family="السيد")),
        ("Latn", WrittenName(given="Fatma", other="Ahmed Mahmoud", family="El Sayed")),
    )
)


def test_display_takes_the_first_script_the_name_has() -> None:
    assert FATMA.display(("Cyrl", "Latn")) == "Fatma Ahmed Mahmoud El Sayed"
    assert FATMA.display(("Cyrl",)) == FATMA.display() == "فاطمة أحمد محمود السيد"
    olena = Name.of("Олена", "Коваль", "Іванівна", script="Cyrl")
    assert olena.display(("Cyrl",), family_first=True) == "Коваль Олена Іванівна"


def test_name_of_one_part_shows_that_part() -> None:
    assert Name.of("Sukarno", "").display(("Latn",)) == "Sukarno"


def test_json_gives_back_the_same_name() -> None:
    assert Name.from_json(FATMA.to_json()) == FATMA
    assert Name.of("Sukarno", "").to_json() == {"Latn": {"given": "Sukarno"}}
    assert FATMA.in_script("Latn") == WrittenName("Fatma", "El Sayed", "Ahmed Mahmoud")
    assert FATMA.in_script("Cyrl") is None


def test_name_refuses_no_part_no_script_and_a_script_twice() -> None:
    written = WrittenName("A")
    for make in (
        lambda: WrittenName(" ", ""),
        lambda: Name(()),
        lambda: Name((("Latn", written), ("Latn", written))),
        lambda: Name((("latin", written),)),
    ):
        with pytest.raises(ValueError, match=r"name|script"):
            make()
