"""A guide is filled from the law in force, and what a reader would stumble over is found before."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from janua.countries.mt.pack import COUNTRY
from janua.pack.guide_words import load_guide_words
from janua.pack.guides import (
    EasyLine,
    FilledPlace,
    Guidance,
    Guide,
    Topic,
    faults_of_guidance,
    faults_of_guide,
    guide_from_json,
    pieces_of,
    places_in,
)
from janua.pack.messages import MessagesFaulty
from janua.values import Money

LAW, DAY = COUNTRY.law, date(2026, 3, 2)
GUIDE = Guide(
    who={"en": ("Under {childrens_allowance.child_age}.",), "mt": ("Taħt is-{childrens_allowance.child_age}.",)},
    amounts={"en": ("Some.",), "mt": ("Xi ftit.",)},
    needs={"en": ("Nothing.",), "mt": ("Xejn.",)},
    afterwards={"en": ("A letter.",), "mt": ("Ittra.",)},
    easy=(EasyLine("money", {"en": "Money.", "mt": "Flus."}),),
)


def _faults(guide: Guide | None) -> list[tuple[str, str]]:
    return list(faults_of_guide(guide, languages=("mt", "en"), law=LAW))


def test_places_are_filled_by_the_law_of_the_day() -> None:
    text = "Up to {childrens_allowance.weekly_maximum} a week"
    filled = [list(pieces_of(text, LAW, day))[1] for day in (date(2025, 6, 1), DAY)]
    assert [place.value for place in filled if isinstance(place, FilledPlace)] == [
        Money(2408, "EUR"),
        Money(2729, "EUR"),
    ]
    assert list(pieces_of("no place", LAW, DAY)) == ["no place"]


def test_a_row_of_a_table_is_filled_with_its_source() -> None:
    place = list(pieces_of("{birth_bonus.by_order/3+}", LAW, DAY))[1]
    assert place == FilledPlace(
        "birth_bonus.by_order",
        "3+",
        "Bonus by the place of the child among the claimant's children",
        Money(200000, "EUR"),
        "money",
        "Budget 2026",
        "N",
    )


def test_a_number_that_is_not_known_is_said_to_be_so() -> None:
    place = list(pieces_of("{childrens_allowance.weekly_maximum}", LAW, date(2019, 5, 1)))[1]
    assert isinstance(place, FilledPlace)
    assert (place.value, place.mark) == (None, "G")


def test_a_day_and_a_count_are_typed() -> None:
    pieces = list(pieces_of("{birth_bonus.first_day} {birth_bonus.residence_years}", LAW, DAY))
    assert [piece.value for piece in pieces if isinstance(piece, FilledPlace)] == [date(2020, 1, 1), 10]


def test_a_whole_guide_has_no_fault() -> None:
    assert _faults(GUIDE) == []
    assert places_in(GUIDE.who["en"][0]) == [("childrens_allowance.child_age", "")]


@pytest.mark.parametrize(
    ("guide", "fault"),
    [
        (None, ("guide", "write who can get it, how much, what to have at hand and what comes afterwards")),
        (replace(GUIDE, needs={"en": ("Nothing.",)}), ("guide.needs", "no text in mt")),
        (
            replace(GUIDE, needs={"en": ("One.", "Two."), "mt": ("Waħda.",)}),
            ("guide.needs", "2 sentences in en, 1 in mt"),
        ),
        (replace(GUIDE, needs={"en": ("",), "mt": ("Xejn.",)}), ("guide.needs", "no text in en")),
        (
            replace(GUIDE, amounts={"en": ("{no.number}",), "mt": ("{no.number}",)}),
            ("guide.amounts", "no.number is no number of this law"),
        ),
        (
            replace(GUIDE, who={"en": ("Under {childrens_allowance.child_age}.",), "mt": ("Taħt is-16.",)}),
            ("guide.who", "the languages name different numbers of law"),
        ),
        (replace(GUIDE, easy=()), ("guide.easy", "write it in short sentences too")),
        (replace(GUIDE, easy=(EasyLine("money", {"en": "Money."}),)), ("guide.easy", "no text in mt")),
    ],
)
def test_each_fault_of_a_guide_is_named(guide: Guide | None, fault: tuple[str, str]) -> None:
    assert fault in _faults(guide)


def test_an_unknown_picture_is_named() -> None:
    wrong = replace(GUIDE, easy=(EasyLine("unicorn", {"en": "Money.", "mt": "Flus."}),))
    assert [(place, fault.partition(";")[0]) for place, fault in _faults(wrong)] == [
        ("guide.easy", "there is no picture unicorn")
    ]


def test_an_older_version_has_no_guide() -> None:
    assert guide_from_json(None) is None


def test_each_fault_of_guidance_is_named() -> None:
    topic = Topic("child", "unicorn", {"en": "A child"}, {"en": "x", "mt": "x"}, ("nothing",))
    guidance = Guidance(topics=(topic,), challenge={"en": ("Appeal.",)})

    assert list(faults_of_guidance(guidance, services=("help",), languages=("mt", "en"))) == [
        ("child", "no text in mt"),
        ("child", "nothing is no service"),
        ("child", "there is no picture unicorn"),
        ("challenge", "no text in mt"),
        ("topics", "no topic leads to help"),
    ]


def test_guidance_of_the_country_has_no_fault() -> None:
    codes = {service.code for service in COUNTRY.services}
    assert list(faults_of_guidance(COUNTRY.guidance, services=codes, languages=COUNTRY.languages)) == []


def test_a_file_that_does_not_say_whether_it_is_reviewed_is_refused(tmp_path: Path) -> None:
    (tmp_path / "en.yaml").write_text("services: {}\n", encoding="utf-8")
    with pytest.raises(MessagesFaulty, match="begin with `review:`"):
        load_guide_words(tmp_path, ("en",))
