"""What came as a paper: a photograph or a PDF, decoded and written anew, so that nothing hidden in it is kept.

A file is decoded in a process of its own, with bounds of memory and time: what is made to burst its reader bursts that
process. Kept are pixels alone: no place, no name of a camera, no script, no attachment.
"""

import io
import resource
import struct
import subprocess
import sys
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

if TYPE_CHECKING:
    from PIL import Image

LARGEST_BYTES = 10 * 1024 * 1024
LARGEST_PIXELS = 60_000_000
SMALLEST_SIDE = 320
LONGEST_SIDE = 2400
MOST_PAGES = 20
PDF_DOTS = 150
DARKEST = 28
SECONDS = 15
PATIENCE = 20.0
MEMORY = 1536 * 1024 * 1024
THUMBNAIL = 320
JPEG, PDF = "image/jpeg", "application/pdf"
_STARTS = {b"\xff\xd8\xff": "JPEG", b"\x89PNG\r\n\x1a\n": "PNG", b"%PDF-": "PDF"}
_HEIC = (b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1")


class Trouble(StrEnum):
    """Why a file is not taken; each has its words on the page."""

    EMPTY = "empty"
    TOO_LARGE = "too_large"
    TOO_MANY_PIXELS = "too_many_pixels"
    TOO_MANY_PAGES = "too_many_pages"
    TOO_SMALL = "too_small"
    TOO_DARK = "too_dark"
    WRONG_KIND = "wrong_kind"
    LOCKED = "locked"
    UNREADABLE = "unreadable"
    INFECTED = "infected"
    NOT_LOOKED_THROUGH = "not_looked_through"


class PaperRefused(Exception):
    """A file is not taken as a paper; `trouble` says why."""

    def __init__(self, trouble: Trouble) -> None:
        super().__init__(trouble.value)
        self.trouble = trouble


@dataclass(frozen=True)
class Paper:
    """A paper written anew.

    media_type   image/jpeg, or application/pdf where it has pages
    """

    content: bytes
    media_type: str
    pages: int


def written_anew(content: bytes) -> Paper:
    """Decode a file and write it anew, pixels alone.

    Raises   PaperRefused
    """
    kind = _kind_of(content)
    try:
        done = subprocess.run(
            [sys.executable, "-I", str(Path(__file__)), kind, str(MEMORY)],
            input=content,
            capture_output=True,
            timeout=PATIENCE,
            check=False,
            env={},
        )
    except subprocess.TimeoutExpired:
        raise PaperRefused(Trouble.UNREADABLE) from None
    if done.returncode == 3:
        raise PaperRefused(Trouble(done.stderr.decode().strip()))
    if done.returncode != 0 or len(done.stdout) < 5:
        raise PaperRefused(Trouble.UNREADABLE)
    (pages,) = struct.unpack(">I", done.stdout[:4])
    return Paper(done.stdout[4:], PDF if kind == "PDF" else JPEG, pages)


def thumbnail(paper: bytes, media_type: str) -> bytes:
    """A small picture of the first page of a paper that `written_anew` made, as JPEG."""
    from PIL import Image

    image: Image.Image
    if media_type == PDF:
        import pypdfium2

        document = pypdfium2.PdfDocument(paper)
        try:
            page = document[0]
            image = page.render(scale=THUMBNAIL / max(page.get_size())).to_pil()
        finally:
            document.close()
    else:
        image = Image.open(io.BytesIO(paper))
        image.draft("RGB", (THUMBNAIL, THUMBNAIL))
        image.thumbnail((THUMBNAIL, THUMBNAIL))
    return _as_jpeg(image, quality=75)


def _kind_of(content: bytes) -> str:
    """What a file says it is, by its first bytes; whether it is, shows when it is decoded."""
    if not content:
        raise PaperRefused(Trouble.EMPTY)
    if len(content) > LARGEST_BYTES:
        raise PaperRefused(Trouble.TOO_LARGE)
    for start, kind in _STARTS.items():
        if content.startswith(start):
            return kind
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "WEBP"
    if content[4:8] == b"ftyp" and content[8:12] in _HEIC:
        return "HEIF"
    raise PaperRefused(Trouble.WRONG_KIND)


# What follows runs in the process that decodes.


def _bound(memory: int) -> None:
    """Bound this process before it reads a byte: memory, processor time, no files."""
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _decode(kind: str, source: BinaryIO) -> tuple[int, bytes]:
    content = source.read(LARGEST_BYTES + 1)
    if kind == "PDF":
        return _pdf_anew(content)
    return 1, _picture_anew(content, kind)


def _picture_anew(content: bytes, kind: str) -> bytes:
    from PIL import Image, ImageOps

    # Pillow's own bound only warns up to twice its number; ours is exact, and asked before a pixel is decoded.
    Image.MAX_IMAGE_PIXELS = None
    if kind == "HEIF":
        from pillow_heif import register_heif_opener

        # The one picture that is meant; what else lies in the file is not looked at.
        register_heif_opener(thumbnails=False, depth_images=False, aux_images=False)
    image = Image.open(io.BytesIO(content), formats=[kind])
    if image.width * image.height > LARGEST_PIXELS:
        raise PaperRefused(Trouble.TOO_MANY_PIXELS)
    if max(image.size) < SMALLEST_SIDE:
        raise PaperRefused(Trouble.TOO_SMALL)
    # A large JPEG is decoded at the size it is kept in.
    image.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
    image.load()
    upright = ImageOps.exif_transpose(image)
    upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    _require_light(upright)
    return _as_jpeg(upright, quality=85)


def _pdf_anew(content: bytes) -> tuple[int, bytes]:
    import pypdfium2
    from pypdfium2 import PdfiumError
    from pypdfium2 import raw as pdfium

    try:
        document = pypdfium2.PdfDocument(content)
    except PdfiumError as error:
        locked = getattr(error, "err_code", None) == pdfium.FPDF_ERR_PASSWORD
        raise PaperRefused(Trouble.LOCKED if locked else Trouble.UNREADABLE) from None
    if len(document) > MOST_PAGES:
        raise PaperRefused(Trouble.TOO_MANY_PAGES)
    if not len(document):
        raise PaperRefused(Trouble.UNREADABLE)
    # What was filled into a form is drawn too.
    document.init_forms()
    pictures = []
    for page in document:
        # A page may claim to be a kilometre long: it is drawn at a size that can be read, and no larger.
        scale = min(PDF_DOTS / 72, LONGEST_SIDE / max(*page.get_size(), 1))
        pictures.append(_flat(page.render(scale=scale).to_pil()))
    written = io.BytesIO()
    first, *others = pictures
    first.save(written, "PDF", save_all=True, append_images=others, resolution=PDF_DOTS, quality=85)
    return len(pictures), written.getvalue()


def _require_light(image: "Image.Image") -> None:
    from PIL import ImageStat

    stat = ImageStat.Stat(_flat(image.resize((64, 64))).convert("L"))
    if stat.mean[0] < DARKEST and stat.extrema[0][1] < 4 * DARKEST:
        raise PaperRefused(Trouble.TOO_DARK)


def _as_jpeg(image: "Image.Image", *, quality: int) -> bytes:
    written = io.BytesIO()
    _flat(image).save(written, "JPEG", quality=quality, optimize=True)
    return written.getvalue()


def _flat(image: "Image.Image") -> "Image.Image":
    """Without transparency and palette: what is see-through lies on white. A new picture, so no tag comes along."""
    from PIL import Image

    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        seen = image.convert("RGBA")
        flat = Image.new("RGB", seen.size, "white")
        flat.paste(seen, mask=seen.getchannel("A"))
        return flat
    flat = Image.new("RGB", image.size)
    flat.paste(image.convert("RGB"))
    return flat


def _main() -> None:
    _bound(int(sys.argv[2]))
    try:
        pages, written = _decode(sys.argv[1], sys.stdin.buffer)
    except PaperRefused as refused:
        sys.stderr.write(refused.trouble.value)
        sys.exit(3)
    sys.stdout.buffer.write(struct.pack(">I", pages) + written)


if __name__ == "__main__":
    _main()
