"""What comes as a paper is decoded with bounds and written anew, pixels alone."""

import io
import struct

import pypdfium2
import pytest
from PIL import Image
from pillow_heif import register_heif_opener

from janua.base.documents import contents
from janua.base.documents.contents import JPEG, PDF, PaperRefused, Trouble, thumbnail, written_anew


def picture(kind: str = "JPEG", size: tuple[int, int] = (900, 600), **more: object) -> bytes:
    written = io.BytesIO()
    Image.effect_noise(size, 80).convert("RGB").save(written, kind, **more)
    return written.getvalue()


def pages(count: int) -> bytes:
    written = io.BytesIO()
    first, *others = [Image.new("RGB", (200, 300), "white") for _ in range(count)]
    first.save(written, "PDF", save_all=True, append_images=others)
    return written.getvalue()


def heic(size: tuple[int, int] = (900, 600), **more: object) -> bytes:
    """A photograph as phones of one maker take it."""
    register_heif_opener()
    return picture("HEIF", size, **more)


def heic_bomb(side: int) -> bytes:
    """A small picture that says it is gigabytes large."""
    small = heic((400, 400))
    place = small.index(b"ispe") + 8
    return small[:place] + struct.pack(">II", side, side) + small[place + 8 :]


def bomb(side: int) -> bytes:
    """A few kilobytes that unfold to a picture of gigabytes."""
    written = io.BytesIO()
    Image.new("1", (side, side)).save(written, "PNG")
    return written.getvalue()


def trouble_of(content: bytes) -> Trouble:
    with pytest.raises(PaperRefused) as refused:
        written_anew(content)
    return refused.value.trouble


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_written_anew_gives_a_picture_of_any_kind_as_jpeg(kind: str) -> None:
    paper = written_anew(picture(kind))

    image = Image.open(io.BytesIO(paper.content))
    assert (paper.media_type, paper.pages, image.format, image.size) == (JPEG, 1, "JPEG", (900, 600))


def test_written_anew_gives_a_photograph_of_a_phone_as_jpeg_without_what_it_tells() -> None:
    exif = Image.Exif()
    exif[0x010F], exif[0x8825] = "Maker", {1: "N", 2: (35.0, 53.0, 0.0)}
    taken = heic(exif=exif.tobytes())
    assert taken[4:12] == b"ftypheic"
    assert b"Maker" in taken

    paper = written_anew(taken)

    image = Image.open(io.BytesIO(paper.content))
    assert (paper.media_type, paper.pages, image.format, image.size) == (JPEG, 1, "JPEG", (900, 600))
    assert (dict(image.getexif()), b"Maker" in paper.content) == ({}, False)


def test_written_anew_keeps_a_large_photograph_of_a_phone_at_a_size_that_can_be_read() -> None:
    image = Image.open(io.BytesIO(written_anew(heic((4032, 3024), quality=30)).content))

    assert image.size == (contents.LONGEST_SIDE, contents.LONGEST_SIDE * 3 // 4)


def test_written_anew_leaves_out_where_and_with_what_it_was_taken_and_stands_it_upright() -> None:
    exif = Image.Exif()
    exif[0x0112], exif[0x010F], exif[0x8825] = 6, "Maker", {1: "N", 2: (35.0, 53.0, 0.0)}
    taken = picture(exif=exif, comment=b"secret")
    assert b"Maker" in taken

    paper = written_anew(taken + b"<script>hidden</script>")

    image = Image.open(io.BytesIO(paper.content))
    assert (dict(image.getexif()), image.info.get("comment"), image.size) == ({}, None, (600, 900))
    assert not any(word in paper.content for word in (b"Maker", b"secret", b"script"))


def test_written_anew_draws_each_page_of_a_pdf_and_keeps_nothing_else() -> None:
    given = pages(3).replace(b"/Catalog", b"/Catalog /OpenAction << /S /JavaScript /JS (app.alert(1)) >>")

    paper = written_anew(given)

    assert (paper.media_type, paper.pages, len(pypdfium2.PdfDocument(paper.content))) == (PDF, 3, 3)
    assert b"JavaScript" not in paper.content


def test_thumbnail_is_small_for_pictures_and_pdfs() -> None:
    for given in (picture(size=(3000, 2000)), pages(1)):
        paper = written_anew(given)
        small = Image.open(io.BytesIO(thumbnail(paper.content, paper.media_type)))
        assert max(small.size) <= contents.THUMBNAIL


def test_large_picture_is_kept_at_a_size_that_can_be_read() -> None:
    image = Image.open(io.BytesIO(written_anew(picture(size=(5000, 3000))).content))

    assert image.size == (contents.LONGEST_SIDE, contents.LONGEST_SIDE * 3 // 5)


@pytest.mark.parametrize(
    ("content", "trouble"),
    [
        (b"", Trouble.EMPTY),
        (b"\xff\xd8\xff" + bytes(contents.LARGEST_BYTES), Trouble.TOO_LARGE),
        (b"GIF89a" + bytes(50), Trouble.WRONG_KIND),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", Trouble.WRONG_KIND),
        (b"\0\0\0\x18ftypheic" + bytes(40), Trouble.UNREADABLE),
        (heic_bomb(60_000), Trouble.TOO_MANY_PIXELS),
        (heic()[:4000], Trouble.UNREADABLE),
        (bomb(20_000), Trouble.TOO_MANY_PIXELS),
        (picture()[:2000], Trouble.UNREADABLE),
        (b"%PDF-1.7\n%%EOF", Trouble.UNREADABLE),
        (pages(contents.MOST_PAGES + 1), Trouble.TOO_MANY_PAGES),
    ],
)
def test_written_anew_refuses_what_is_no_paper_and_says_why(content: bytes, trouble: Trouble) -> None:
    assert trouble_of(content) == trouble


def test_written_anew_refuses_what_nobody_could_read() -> None:
    dark = io.BytesIO()
    Image.new("RGB", (800, 800), (8, 8, 8)).save(dark, "JPEG")

    assert (trouble_of(dark.getvalue()), trouble_of(picture(size=(200, 90)))) == (Trouble.TOO_DARK, Trouble.TOO_SMALL)


def test_written_anew_gives_up_in_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(contents, "PATIENCE", 0.01)

    assert trouble_of(picture()) == Trouble.UNREADABLE


def test_written_anew_is_bounded_in_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    large = picture("PNG", size=(2000, 1500))
    assert written_anew(large).pages == 1
    monkeypatch.setattr(contents, "MEMORY", 64 * 2**20)

    assert trouble_of(large) == Trouble.UNREADABLE
