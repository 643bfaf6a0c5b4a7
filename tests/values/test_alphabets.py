"""Names stand in the order of each language's alphabet."""

import pytest

from janua.values import sort_key


@pytest.mark.parametrize(
    ("language", "names"),
    [
        (
            "mt",
            "Agius Borg Ċensu Carmen Cutajar Ġorġ Galea Grech Għawdex Hili Ħal-Lija Ivan Żaren Zahra",
        ),
        ("uk", "Ганна Гнат Ґалаґан Дарка Євген Зоя Ирина Іван Їжак Йосип Шевченко Щур Юлія Яна"),
        ("ar", "إبراهيم أحمد آدم باسم تامر ثريا جمال عمر غادة فاطمة قاسم ليلى يوسف"),
        ("en", "adam Adam Brown Cole Delia Éva Zoe"),
    ],
)
def test_sort_key_follows_the_alphabet(language: str, names: str) -> None:
    ordered = names.split()
    assert sorted(set(ordered), key=lambda name: sort_key(name, language)) == ordered


def test_sort_key_puts_a_space_before_every_letter() -> None:
    assert sorted(["Delia", "De la Cruz", "De Zan"], key=lambda name: sort_key(name, "en")) == [
        "De la Cruz",
        "De Zan",
        "Delia",
    ]


def test_sort_key_ignores_punctuation_and_tells_accents_last() -> None:
    assert max(["ONeil", "O'Neil", "Öneil", "Oneill"], key=lambda name: sort_key(name, "en")) == "Oneill"
    assert sort_key("Jose", "en") < sort_key("José", "en") < sort_key("Josef", "en")


def test_sort_key_keeps_other_scripts_after_its_own() -> None:
    names = ["Ганна", "أحمد", "Żaren", "7 Hills"]
    assert sorted(names, key=lambda name: sort_key(name, "mt")) == ["7 Hills", "Żaren", "Ганна", "أحمد"]
