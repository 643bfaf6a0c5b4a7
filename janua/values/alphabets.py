"""Names in the order of each language's own alphabet, as a stored sort key.

The database server that comes with us knows no collation but code points, which would put Ġorġ after Zahra. A key is
kept beside the name, or made where a short list is sorted; keys of one language compare as its dictionary sorts.
"""

import re
import unicodedata
from functools import cache, lru_cache

_LATIN = "a b c d e f g h i j k l m n o p q r s t u v w x y z"
# Hamza on its own comes first; its carriers count as the letter that carries it, and differ only as an accent does.
_ARABIC = "ء ا ب ت ث ج ح خ د ذ ر ز س ش ص ض ط ظ ع غ ف ق ك ل م ن ه و ي"
_UKRAINIAN = "а б в г ґ д е є ж з и і ї й к л м н о п р с т у ф х ц ч ш щ ь ю я"
_ALPHABETS = {
    "en": _LATIN,
    # ċ before c, ġ before g, għ after g, ħ after h, ż before z.
    "mt": "a b ċ c d e f ġ g għ h ħ i j k l m n o p q r s t u v w x y ż z",
    "ar": _ARABIC,
    "uk": _UKRAINIAN,
}
_SAME = str.maketrans({"ة": "ه", "ى": "ي", "ـ": "", "’": "'", "ʼ": "'", "`": "'"})
_SCRIPTS = [*_LATIN.split(), *_UKRAINIAN.split(), *_ARABIC.split()]
_FILLER = {" ": 1, "-": 1}


def sort_key(text: str, language: str) -> bytes:
    """Give the key by which a text is sorted among others of this language.

    Letters first, by the alphabet; texts that agree in them by accents, then by capitals. Punctuation counts for
    nothing, a space or hyphen comes before every letter.
    """
    folded = unicodedata.normalize("NFC", text).casefold().translate(_SAME)
    letters, accents = bytearray(), bytearray()
    weights, pattern = _tables(language)
    for found in pattern.findall(folded):
        base = found if found in weights else _bare(found)
        for letter in [base] if base in weights else list(base):
            if letter in weights:
                letters += weights[letter].to_bytes(2)
            elif letter.isalnum():
                letters += (0x8000 + min(ord(letter), 0x7FFE)).to_bytes(2)
        accents.append(0 if base == found else 1)
    capitals = bytes(letter.isupper() for letter in text)
    return bytes(letters) + b"\0\0" + bytes(accents) + b"\0" + capitals


@lru_cache(maxsize=4096)
def label_key(text: str, language: str) -> bytes:
    """Give the sort key of a word of the country's own, such as an attribute's name; names of people are not kept."""
    return sort_key(text, language)


def _bare(letter: str) -> str:
    return "".join(part for part in unicodedata.normalize("NFD", letter) if not unicodedata.combining(part))


@cache
def _tables(language: str) -> tuple[dict[str, int], re.Pattern[str]]:
    """Place of each letter, its own alphabet before those of other scripts, and what counts as one letter."""
    own = _ALPHABETS.get(language, _LATIN).split()
    order = [*"0123456789", *own, *(letter for letter in _SCRIPTS if letter not in own)]
    weights = _FILLER | {letter: place for place, letter in enumerate(order, start=2)}
    pairs = [re.escape(letter) for letter in own if len(letter) > 1]
    return weights, re.compile("|".join([*pairs, "."]), re.DOTALL)
