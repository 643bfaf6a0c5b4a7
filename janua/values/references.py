"""Reference numbers that a person can read out over the telephone.

A reference is a prefix that says what it names, eleven random characters and a check character, in groups of
four: `A-7KM2-9QRT-40XC`. No two characters of the alphabet look alike; what a reader may have taken for one of
them (O for 0, I or L for 1, Z for 2, S for 5, B for 8, U for V) is read as the character meant.
"""

import re
import secrets

# 29 characters: a prime number makes the weighted sum catch every single error (see `_sum`).
ALPHABET = "0123456789ACDEFGHJKMNPQRTVWXY"
_LOOK_ALIKES = str.maketrans("OILZSBU", "011258V")
_VALUE = {character: value for value, character in enumerate(ALPHABET)}
_BODY = 12
_GROUP = 4
_PREFIX = re.compile(rf"[{''.join(c for c in ALPHABET if c.isalpha())}]{{1,4}}")
_SEPARATORS = re.compile(r"[\s\-‐‑‒–—_./]+")


class ReferenceMistyped(ValueError):
    """The text is no reference of ours, or a character is wrong or out of place: ask for it again."""


def new_reference(prefix: str) -> str:
    """Draw a fresh reference; uniqueness among 29¹¹ is likely, and the table that keeps it makes it certain.

    prefix   one to four letters of the alphabet, such as "A" for an application
    Raises   ValueError for a prefix with letters that could be misread
    """
    if not _PREFIX.fullmatch(prefix):
        raise ValueError(f"a prefix is 1 to 4 of the letters {_PREFIX.pattern}, not {prefix!r}")
    body = "".join(secrets.choice(ALPHABET) for _ in range(_BODY - 1))
    return _grouped(prefix, body + check_character(prefix + body))


def parse_reference(text: str) -> str:
    """Read a reference as typed or dictated and return it as written by `new_reference`.

    Case, spaces, dashes and look-alikes do not matter.
    Raises   ReferenceMistyped
    """
    plain = _SEPARATORS.sub("", text).upper().translate(_LOOK_ALIKES)
    prefix, body = plain[:-_BODY], plain[-_BODY:]
    if not _PREFIX.fullmatch(prefix) or any(character not in _VALUE for character in body):
        raise ReferenceMistyped("this is not a reference: it has the form A-XXXX-XXXX-XXXX")
    if _sum(plain):
        raise ReferenceMistyped("a character of this reference is wrong or two have changed places; read it again")
    return _grouped(prefix, body)


def check_character(text: str) -> str:
    """The last character that makes `text` whole."""
    return ALPHABET[-_sum(text + ALPHABET[0]) % len(ALPHABET)]


def _sum(text: str) -> int:
    """Σ weight × value mod 29, weights 1, 2, 3 … from the right; 0 for a good reference.

    Every weight (at most 16) and every difference of two weights or two values is prime to 29, so one changed
    character, or any two that changed places, cannot leave the sum at 0.
    """
    return sum(weight * _VALUE[character] for weight, character in enumerate(reversed(text), start=1)) % len(ALPHABET)


def _grouped(prefix: str, body: str) -> str:
    return "-".join([prefix, *(body[start : start + _GROUP] for start in range(0, _BODY, _GROUP))])
