"""How Malta's numbers are checked: a hard finding refuses, a soft one asks to look again."""

import re
from datetime import date

from janua.countries.mt.bank import has_good_check_digits, normalised
from janua.pack.identifier_rules import Checked, Holder, IdentifierRule

_BLANKS = re.compile(r"[\s.-]+")
_ID_CARD = re.compile(r"([0-9]{7})([MGAPLHBZ])")
_SHORT_ID_CARD = re.compile(r"([0-9]{1,7})([A-Z])")
_FOREIGN_TIN = re.compile(r"[0-9]{9}")
_IBAN = re.compile(r"MT[0-9]{2}[A-Z]{4}[0-9]{5}[A-Z0-9]{18}")
_TELEPHONE = re.compile(r"(?:\+356|00356)?([0-9]{8})")
_POSTCODE = re.compile(r"([A-Z]{3})\s*([0-9]{4})")
# The letter tells where and in which century the birth was registered; A and P tell no year.
_CENTURIES = {"B": 1800, "Z": 1800, "M": 1900, "G": 1900, "L": 2000, "H": 2000}


def check_id_card(written: str, holder: Holder, _on: date) -> Checked:
    """Seven digits and a letter, without a check digit; the last two digits are the year of registration.

    The year may be that of the birth or the one after; another is unlikely, and only warned of.
    """
    value = _padded(written)
    found = _ID_CARD.fullmatch(value)
    if not found:
        return Checked(value, refused=("mt-id-card.form",))
    digits, letter = found.groups()
    if letter not in _CENTURIES or holder.date_of_birth is None:
        return Checked(value)
    registered = _CENTURIES[letter] + int(digits[5:])
    likely = registered in (holder.date_of_birth.year, holder.date_of_birth.year + 1)
    return Checked(value, warned=() if likely else ("mt-id-card.other_year",))


def check_tin(written: str, holder: Holder, on: date) -> Checked:
    """The number of the identity card for nationals, nine digits for others."""
    value = _BLANKS.sub("", written).upper()
    if _FOREIGN_TIN.fullmatch(value):
        return Checked(value)
    checked = check_id_card(written, holder, on)
    return Checked(checked.value, refused=("mt-tin.form",)) if checked.refused else checked


def check_iban(written: str, _holder: Holder, _on: date) -> Checked:
    """MT, two check digits, four letters of the bank, five digits of the branch, eighteen of the account."""
    value = normalised(written)
    if not _IBAN.fullmatch(value):
        return Checked(value, refused=("mt-iban.form",))
    return Checked(value, refused=() if has_good_check_digits(value) else ("mt-iban.check",))


def check_telephone(written: str, _holder: Holder, _on: date) -> Checked:
    """Eight digits, kept with +356; numbers of other countries stay as they are."""
    value = re.sub(r"[\s().-]+", "", written)
    found = _TELEPHONE.fullmatch(value)
    if found:
        return Checked(f"+356{found[1]}")
    abroad = value.startswith(("+", "00")) and not value.startswith(("+356", "00356"))
    return Checked(value, warned=() if abroad else ("mt-telephone.form",))


def check_postcode(written: str, _holder: Holder, _on: date) -> Checked:
    """Three letters and four digits, such as VLT 1021."""
    value = written.strip().upper()
    found = _POSTCODE.fullmatch(value)
    if not found:
        return Checked(value, warned=("mt-postcode.form",))
    return Checked(f"{found[1]} {found[2]}")


def _padded(written: str) -> str:
    """Trimmed, in capital letters, fewer digits filled up with zeros to seven."""
    value = _BLANKS.sub("", written).upper()
    found = _SHORT_ID_CARD.fullmatch(value)
    return f"{int(found[1]):07d}{found[2]}" if found and found[1].isascii() else value


IDENTIFIER_RULES: tuple[IdentifierRule, ...] = (
    IdentifierRule(
        scheme="mt-id-card",
        names={"en": "Identity card number", "mt": "Numru tal-karta tal-identità"},
        check=check_id_card,
        findings={
            "mt-id-card.form": "An identity card number has 7 digits and one of the letters M, G, A, P, L, H, B, Z.",
            "mt-id-card.other_year": "The year in the number is neither that of the birth nor the one after.",
        },
        source="identita.gov.mt, identity cards (S); the order of work and the year are assumptions (A)",
    ),
    IdentifierRule(
        scheme="mt-tin",
        names={"en": "Tax identification number", "mt": "Numru ta' identifikazzjoni tat-taxxa"},
        check=check_tin,
        findings={"mt-tin.form": "A tax number is the identity card number, or nine digits for other nationals."},
        source="Validators of tax numbers based on the OECD's pages (N)",
    ),
    IdentifierRule(
        scheme="mt-iban",
        names={"en": "Account number (IBAN)", "mt": "Numru tal-kont (IBAN)"},
        check=check_iban,
        findings={
            "mt-iban.form": "A Maltese account number has 31 characters and begins with MT.",
            "mt-iban.check": "The two digits after MT do not fit the rest of the account number.",
        },
        source="IBAN registry, ISO 13616; the published specimen is not verified (G)",
    ),
    IdentifierRule(
        scheme="mt-telephone",
        names={"en": "Telephone", "mt": "Telefon"},
        check=check_telephone,
        findings={"mt-telephone.form": "A telephone number here has eight digits."},
        source="General knowledge, not verified (G)",
    ),
    IdentifierRule(
        scheme="mt-postcode",
        names={"en": "Postcode", "mt": "Kodiċi postali"},
        check=check_postcode,
        findings={"mt-postcode.form": "A postcode here is three letters and four digits, such as VLT 1021."},
        source="Official addresses of the department (S)",
    ),
)
