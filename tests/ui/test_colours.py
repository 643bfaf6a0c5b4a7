"""Contrast: text at least 4.5 to 1, boxes, signs and the ring of the keyboard at least 3 to 1."""

import re
from pathlib import Path

import pytest

TOKENS = Path(__file__).parents[2] / "janua/ui/look/scss/_tokens.scss"
TEXT = [
    ("ink", "paper"), ("ink", "card"), ("ink", "brand-tint"), ("ink", "honey-tint"), ("ink", "green-tint"),
    ("soft-ink", "paper"), ("soft-ink", "card"), ("soft-ink", "brand-tint"),
    ("brand-deep", "paper"), ("brand-deep", "card"), ("brand-deep", "brand-tint"), ("brand", "card"),
    ("link", "paper"), ("link", "card"), ("link-deep", "brand-tint"), ("link-deep", "honey-tint"),
    ("link-deep", "green-tint"), ("visited", "paper"), ("visited", "card"), ("card", "brand"), ("card", "brand-deep"),
    ("card", "red"), ("card", "clay"), ("card", "green"), ("red", "paper"), ("red", "card"),
    ("red-deep", "red-tint"), ("green", "green-tint"), ("night-text", "night"), ("card", "night"),
]  # fmt: skip
SHAPES = [
    ("edge", "card"), ("edge", "paper"), ("brand", "paper"), ("brand", "card"), ("brand", "brand-tint"),
    ("clay", "paper"), ("clay", "card"), ("clay", "brand-tint"), ("clay", "honey-tint"), ("clay", "red-tint"),
    ("honey", "night"), ("red", "paper"), ("green", "paper"),
]  # fmt: skip
TAGS = [("1b5631", "e4f1e6"), ("6b4407", "fdf1d8"), ("7d1512", "fbe9e6"), ("454f4e", "ece8e0"), ("1a4a72", "e3eef7")]


def colours() -> dict[str, str]:
    """The tokens as they stand in the style sheet's source."""
    return dict(re.findall(r"^\$([a-z-]+): #([0-9a-f]{6});", TOKENS.read_text(), re.MULTILINE))


def luminance(colour: str) -> float:
    """Relative luminance as WCAG 2 defines it."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """How many to one."""
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_measures_contrast_as_the_standard_does() -> None:
    """Known pairs, so that the rest of this file can be believed."""
    assert (contrast("000000", "ffffff"), round(contrast("767676", "ffffff"), 2)) == (21.0, 4.54)


@pytest.mark.parametrize(("text", "ground"), TEXT)
def test_reads_text_on_its_ground(text: str, ground: str) -> None:
    """Every colour of text on every ground it stands on."""
    assert contrast(colours()[text], colours()[ground]) >= 4.5


@pytest.mark.parametrize(("shape", "ground"), SHAPES)
def test_sees_shapes_on_their_ground(shape: str, ground: str) -> None:
    """Edges of boxes, marks of state and the ring of the keyboard."""
    assert contrast(colours()[shape], colours()[ground]) >= 3


def test_reads_every_tag() -> None:
    """The tags' own pairs, as they stand in the style sheet that is served."""
    served = (TOKENS.parents[2] / "static/ui/janua.css").read_text()
    for text, ground in TAGS:
        assert contrast(text, ground) >= 4.5
        assert f"#{ground};color:#{text}" in served
