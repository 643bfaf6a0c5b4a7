"""The table of ASVS rows: each id of levels 1 and 2 once, with a word that is known and paths that exist."""

import re
from collections import Counter
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
TABLE = ROOT / "docs/security-asvs.md"
SECURITY = ROOT / "docs/security.md"
WORDS = {"answered", "operator", "open", "no"}
# What stands between backticks and begins like this is a place in the tree.
_PLACE = re.compile(r"`((?:tests|janua|docs|tools|bench|demo|emulators)/[^`\s]*|[A-Z]+\.md|requirements\.lock)`")


def asked() -> dict[str, str]:
    """Level by id, as the standard has them."""
    lines = (Path(__file__).parent / "asvs-5.0-ids.txt").read_text(encoding="utf-8").splitlines()
    return dict(line.split() for line in lines if not line.startswith("#"))


def rows(text: str) -> list[list[str]]:
    """Id, level, about, word and answer of each row."""
    lines = [line for line in text.splitlines() if re.match(r"\| V\d", line)]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]


def faults(text: str) -> list[str]:
    """Everything that is wrong with a table."""
    wanted, found = asked(), rows(text)
    times = Counter(row[0] for row in found)
    wrong = [f"{one} is missing" for one in wanted if one not in times]
    wrong += [f"{one} stands {count} times" for one, count in times.items() if count > 1 or one not in wanted]
    for row in found:
        if len(row) != 5 or row[3] not in WORDS or not row[2] or not row[4]:
            wrong.append(f"{row[0]} is not a row")
        elif row[1] != wanted.get(row[0]):
            wrong.append(f"{row[0]} has another level")
        elif row[3] == "answered" and not re.search("`.+?`", row[4]) and "Django" not in row[4]:
            wrong.append(f"{row[0]} names no place")
    return wrong + places_missing(text)


def places_missing(text: str) -> list[str]:
    """Places that are named and are not in the tree."""
    return sorted({place for place in _PLACE.findall(text) if not (ROOT / place).exists()})


def test_each_row_stands_once_and_every_place_exists() -> None:
    assert faults(TABLE.read_text(encoding="utf-8")) == []


def test_head_counts_its_rows() -> None:
    text = TABLE.read_text(encoding="utf-8")
    told = {
        word: int(count) for word, count in re.findall(r"^\| (\w+) \| applies;? .*\| (\d+) \|$", text, re.MULTILINE)
    }
    told |= {"no": int(re.findall(r"^\| no \| .*\| (\d+) \|$", text, re.MULTILINE)[0])}
    assert told == dict(Counter(row[3] for row in rows(text)))


def test_threat_model_names_places_that_exist() -> None:
    text = SECURITY.read_text(encoding="utf-8")
    assert len(_PLACE.findall(text)) > 50
    assert places_missing(text) == []


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        (
            "| V1.1.1 | 2 |",
            "| V1.1.9 | 2 |",
            ["V1.1.1 is missing", "V1.1.9 stands 1 times", "V1.1.9 has another level"],
        ),
        ("| V1.1.1 | 2 |", "| V1.1.1 | 1 |", ["V1.1.1 has another level"]),
        ("| V1.1.2 | 2 |", "| V1.1.1 | 2 |", ["V1.1.2 is missing", "V1.1.1 stands 2 times"]),
        ("`tests/walks/test_absent.py`", "`tests/walks/test_gone.py`", ["tests/walks/test_gone.py"]),
        ("| no | no cache server |", "| perhaps | no cache server |", ["V1.3.9 is not a row"]),
    ],
)
def test_table_notices(old: str, new: str, fault: list[str]) -> None:
    text = TABLE.read_text(encoding="utf-8")
    assert old in text
    assert faults(text.replace(old, new, 1)) == fault
