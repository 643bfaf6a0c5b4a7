"""Where the boxes of a family stand."""

from janua.ui.drawings import Relative, draw_family

FAMILY = (
    Relative("mother", "M", partner="partner"),
    Relative("partner", "P"),
    Relative("father", "F", away=True),
    Relative("child", "C", parents=("mother", "father"), asked=True),
    Relative("baby", "B", parents=("mother", "partner")),
)


def test_puts_parents_above_children_and_partners_side_by_side() -> None:
    """The parent of an earlier child stands on the other side, so that no two families share a line."""
    drawing = draw_family(FAMILY)
    assert [(box.relative.key, box.x, box.y) for box in drawing.boxes] == [
        ("father", 8, 8), ("mother", 228, 8), ("partner", 448, 8), ("child", 118, 128), ("baby", 338, 128),
    ]  # fmt: skip
    assert (drawing.width, drawing.height) == (648, 198)
    assert drawing.lines == ("M420 39H448", "M324 70V99H214V128M104 70V99H214V128", "M434 39V107H434V128")


def test_mirrors_the_drawing_in_the_other_direction() -> None:
    """The first stands where reading begins."""
    left, right = draw_family(FAMILY), draw_family(FAMILY, rtl=True)
    assert [left.width - box.x - 192 for box in left.boxes] == [box.x for box in right.boxes]
    assert "M200 39H228" in right.lines


def test_draws_nobody() -> None:
    """An empty family is an empty drawing."""
    assert draw_family(()).boxes == ()
