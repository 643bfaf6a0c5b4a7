"""How Egypt's numbers are checked: a hard finding refuses, a soft one asks to look again.

The national number is `C YYMMDD GG SSSS K`: century, day of birth, governorate of birth, order of the day (its last
digit odd for men), check digit. How the check digit is found is not published: the way in circulation only warns.
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date

from janua.countries.eg.governorates import BORN_ABROAD, GOVERNORATES
from janua.pack.identifier_rules import Checked, Holder, IdentifierRule

NATIONAL_NUMBER = "eg-national-number"
_WEIGHTS = (2, 7, 6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2)
_CENTURIES = {"2": 1900, "3": 2000}
_FOURTEEN = re.compile(r"[0-9]{14}")
_PASSPORT = re.compile(r"[A-Z][0-9]{8}")
_MOBILE = re.compile(r"(?:\+20|0020|0)?(1[0125][0-9]{8})")
_IBAN = re.compile(r"EG[0-9]{27}")

_FINDINGS = {
    "eg-national-number.form": "A national number has 14 digits.",
    "eg-national-number.century": "The first digit of a national number is 2 for births before 2000, 3 for later ones.",
    "eg-national-number.no_day": "Digits 2 to 7 of a national number are a day of birth, and this is no day.",
    "eg-national-number.future": "The day of birth in the national number is still to come.",
    "eg-national-number.governorate": "Digits 8 and 9 of a national number are a governorate; this code is none.",
    "eg-national-number.check_digit": "The last digit does not fit the others. Look again; the number may be right.",
    "eg-national-number.other_birth": "The national number names another day of birth than the record.",
    "eg-national-number.other_sex": "The national number names another sex than the record.",
}


@dataclass(frozen=True)
class NationalNumber:
    """What a national number says of its holder.

    governorate   code of the governorate of birth; `88` is abroad
    """

    date_of_birth: date
    governorate: str
    sex: str


def digits_of(written: str) -> str:
    """Arabic and Persian digits as 0-9; spaces, dashes and marks of direction left out."""
    kept = (sign for sign in written if not sign.isspace() and sign != "-" and unicodedata.category(sign) != "Cf")
    return "".join(str(unicodedata.decimal(sign)) if sign.isdecimal() else sign for sign in kept).upper()


def check_digit(thirteen: str) -> str:
    """The check digit of the first thirteen digits, in the way that is in circulation."""
    total = sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, thirteen, strict=True))
    return str((11 - total % 11) % 10)


def read_national_number(number: str) -> NationalNumber | None:
    """What a number of 14 digits says; None where it cannot be one."""
    if not _FOURTEEN.fullmatch(number):
        return None
    born = _born(number)
    if born is None or not _is_governorate(number[7:9]):
        return None
    return NationalNumber(born, number[7:9], "male" if int(number[12]) % 2 else "female")


def check_national_number(written: str, holder: Holder, on: date) -> Checked:
    """Fourteen digits, a century, a day that has come, a governorate; the rest only warns."""
    value = digits_of(written)
    if not _FOURTEEN.fullmatch(value):
        return Checked(value, refused=(f"{NATIONAL_NUMBER}.form",))
    refused = []
    if value[0] not in _CENTURIES:
        refused.append("century")
    elif (born := _born(value)) is None:
        refused.append("no_day")
    elif born > on:
        refused.append("future")
    if not _is_governorate(value[7:9]):
        refused.append("governorate")
    warned = () if refused else _warnings(value, holder)
    return Checked(value, _keys(refused), _keys(warned))


def check_passport(written: str, _holder: Holder, _on: date) -> Checked:
    """A letter and eight digits; the form is not verified, so that another only warns."""
    value = digits_of(written)
    return Checked(value, warned=() if _PASSPORT.fullmatch(value) else ("eg-passport.form",))


def check_mobile(written: str, _holder: Holder, _on: date) -> Checked:
    """A mobile number, kept as +20 and ten digits; numbers of other countries stay as they are."""
    value = digits_of(written)
    found = _MOBILE.fullmatch(value)
    if found:
        return Checked(f"+20{found[1]}")
    abroad = value.startswith("+") and not value.startswith("+20")
    return Checked(value, warned=() if abroad else ("eg-mobile.form",))


def check_iban(written: str, _holder: Holder, _on: date) -> Checked:
    """EG, two check digits, four digits of the bank, four of the branch, seventeen of the account."""
    value = digits_of(written)
    if not _IBAN.fullmatch(value):
        return Checked(value, refused=("eg-iban.form",))
    turned = value[4:] + "1416" + value[2:4]  # E is 14, G is 16
    return Checked(value, refused=() if int(turned) % 97 == 1 else ("eg-iban.check_digits",))


def _born(number: str) -> date | None:
    if number[0] not in _CENTURIES:
        return None
    try:
        return date(_CENTURIES[number[0]] + int(number[1:3]), int(number[3:5]), int(number[5:7]))
    except ValueError:
        return None


def _is_governorate(code: str) -> bool:
    return code in GOVERNORATES or code == BORN_ABROAD


def _warnings(number: str, holder: Holder) -> list[str]:
    """What does not fit a number that can exist: for the quality of data, never a refusal."""
    said = read_national_number(number)
    assert said is not None  # the hard checks have seen to it
    found = []
    if check_digit(number[:13]) != number[13]:
        found.append("check_digit")
    if holder.date_of_birth not in (None, said.date_of_birth):
        found.append("other_birth")
    if holder.sex not in (None, said.sex):
        found.append("other_sex")
    return found


def _keys(names: list[str] | tuple[str, ...]) -> tuple[str, ...]:
    return tuple(f"{NATIONAL_NUMBER}.{name}" for name in names)


IDENTIFIER_RULES = (
    IdentifierRule(
        scheme=NATIONAL_NUMBER,
        names={"en": "National number", "ar": "الرقم القومي"},
        check=check_national_number,
        findings=_FINDINGS,
        source="Form as published [S]; check digit as in circulation, the algorithm is not published [N]",
    ),
    IdentifierRule(
        scheme="eg-passport",
        names={"en": "Passport number", "ar": "رقم جواز السفر"},
        check=check_passport,
        findings={"eg-passport.form": "A passport number is usually a letter and eight digits."},
        source="The form is not verified [G]",
    ),
    IdentifierRule(
        scheme="eg-mobile",
        names={"en": "Mobile number", "ar": "رقم الهاتف المحمول"},
        check=check_mobile,
        findings={"eg-mobile.form": "A mobile number here begins with 010, 011, 012 or 015 and has 11 digits."},
        source="Pattern of public validators [N]",
    ),
    IdentifierRule(
        scheme="eg-iban",
        names={"en": "International bank account number (IBAN)", "ar": "رقم الحساب البنكي الدولي (IBAN)"},
        check=check_iban,
        findings={
            "eg-iban.form": "An IBAN of Egypt is EG and 27 digits.",
            "eg-iban.check_digits": "The check digits of the IBAN do not fit; a digit is wrong.",
        },
        source="ISO 13616; length of 29 not verified [G]",
    ),
)
