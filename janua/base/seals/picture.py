"""A sealed statement as a square picture that a telephone reads (ISO/IEC 18004), in SVG."""

import qrcode
from qrcode.constants import ERROR_CORRECT_L

# Paper is read from near by: more statement rather than more repair. One mask is as readable as the best of eight, and
# costs a quarter of the time.
_MASK = 2
_QUIET = 4


def picture_of(text: str) -> str:
    """Draw a text; dark squares of a row are one stroke each.

    Raises   qrcode.exceptions.DataOverflowError for more than about 2,900 characters
    """
    code = qrcode.QRCode(error_correction=ERROR_CORRECT_L, mask_pattern=_MASK)
    code.add_data(text, optimize=0)
    code.make(fit=True)
    size = len(code.modules) + 2 * _QUIET
    strokes = "".join(
        f"M{start + _QUIET} {y + _QUIET}h{length}v1h-{length}z"
        for y, row in enumerate(code.modules)
        for start, length in _runs([bool(one) for one in row])
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}">'
        f'<rect width="{size}" height="{size}" fill="#fff"/><path d="{strokes}"/></svg>'
    )


def _runs(row: list[bool]) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    for place, dark in enumerate(row):
        if dark and place and row[place - 1]:
            start, length = found[-1]
            found[-1] = (start, length + 1)
        elif dark:
            found.append((place, 1))
    return found
