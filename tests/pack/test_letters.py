"""Letters as files: accessible, the same for the same values, and what people wrote is text and nothing else."""

import re
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

import pikepdf
import pytest
from pypdf import PdfReader

from janua.pack.giving import Letters
from janua.pack.letters import FONTS, LetterFaulty, displayable, render_letter

AT = datetime(2026, 3, 2, 9, 30, 15, 123456, tzinfo=UTC)
TEMPLATE = """
#let letter = json(bytes(sys.inputs.letter))
#set document(title: letter.title)
#set text(font: ("Noto Sans", "Noto Sans Arabic"), lang: "en", fallback: false)
= #letter.title
#letter.text
"""


@pytest.fixture
def letters(tmp_path: Any) -> Any:
    (tmp_path / "en").mkdir()
    (tmp_path / "en" / "hello.typ").write_text(TEMPLATE, encoding="utf-8")
    (tmp_path / "en" / "broken.typ").write_text(TEMPLATE + "#nobody", encoding="utf-8")
    return Letters(tmp_path, ("en",), citations={}, sources={})


def render(letters: Any, text: Any = "Hello", name: Any = "hello") -> Any:
    return render_letter(letters, name=name, language="en", values={"title": "A letter", "text": text}, at=AT)


def words(pdf: Any) -> Any:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages).split())


def test_render_gives_an_accessible_pdf_with_our_fonts_alone(letters: Any) -> None:
    pdf = pikepdf.open(BytesIO(render(letters)))

    with pdf.open_metadata() as metadata:
        assert (metadata["pdfuaid:part"], metadata["dc:title"]) == ("1", "A letter")
    assert str(pdf.Root.Lang) == "en"
    fonts = {str(font.BaseFont).split("+")[1] for page in pdf.pages for font in page.Resources.Font.values()}
    assert fonts == {"NotoSans-Regular", "NotoSans-Bold"}


def test_render_of_the_same_values_gives_the_same_bytes(letters: Any) -> None:
    assert render(letters) == render(letters)


@pytest.mark.parametrize(
    "text",
    [
        '#read("/etc/passwd")',
        "#panic()",
        "*bold* _soft_ $x^2$ `raw` @ref <label> // gone /* gone */",
        "= no heading \\ no break",
        '"; #import "@preview/x:1.0.0"',
        "}]) #let letter = none",
    ],
)
def test_render_of_what_looks_like_typst_is_text(letters: Any, text: Any) -> None:
    assert text in words(render(letters, text))


def test_render_shows_both_scripts_and_a_sign_for_what_no_font_has(letters: Any) -> None:
    found = words(render(letters, "ĠĦŻĊ ġħżċ 李 Мар'яна 😀"))

    assert "ĠĦŻĊ ġħżċ \N{REPLACEMENT CHARACTER} Мар'яна \N{REPLACEMENT CHARACTER}" in found
    assert re.search(r"[\u0600-\u06ff\ufe70-\ufeff]", words(render(letters, "محمد")))


def test_render_of_every_letter_that_our_fonts_have(letters: Any) -> None:
    everything = "".join(map(chr, range(0x20, 0x3000)))
    shown = displayable(everything).replace("\N{REPLACEMENT CHARACTER}", "")

    assert len(shown) > 1500
    # PDF/UA refuses a glyph that no font has, so that this is the proof that the list is right.
    render(letters, " ".join(shown))


def test_displayable_drops_marks_that_steer_direction_and_signs_of_control() -> None:
    assert displayable("a\u202eb\u2066c\u200fd\x00e\nf\u2028g\ufeffh") == "abcd e f gh"


def test_broken_template_is_named_with_the_reason(letters: Any) -> None:
    with pytest.raises(LetterFaulty, match=r"(?s)broken\.typ.*nobody"):
        render(letters, name="broken")


def test_fonts_come_with_their_licence() -> None:
    assert (FONTS / "OFL.txt").read_text(encoding="utf-8").startswith("Copyright")
    assert sum(path.stat().st_size for path in FONTS.glob("*.ttf")) < 1_000_000
