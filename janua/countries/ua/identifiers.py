"""How Ukraine's numbers are checked: a hard finding refuses, a soft one asks to look again.

What has a published check digit refuses; forms known from general knowledge only warn.
"""

import re
from collections.abc import Callable
from datetime import date, timedelta

from janua.pack.identifier_rules import Checked, Holder, IdentifierRule

_LOOSE = re.compile(r"[\s.-]+")
_TEN_DIGITS, _EIGHT_DIGITS = re.compile(r"[0-9]{10}"), re.compile(r"[0-9]{8}")
_UNZR = re.compile(r"([0-9]{8})-?([0-9]{4})([0-9])")
_IBAN = re.compile(r"UA[0-9]{2}[0-9]{25}")
_DAY_ZERO = date(1899, 12, 31)
_RNOKPP_WEIGHTS = (-1, 5, 7, 9, 4, 6, 10, 5, 7)
_ZONE_WEIGHTS = (7, 3, 1)
# Letters that look alike on both keyboards; series of passports and certificates are Cyrillic.
_CYRILLIC = str.maketrans("ABCEHIKMOPTX", "АВСЕНІКМОРТХ")

_FINDINGS_RNOKPP = {
    "ua-rnokpp.form": "A taxpayer number has 10 digits.",
    "ua-rnokpp.check": "The last digit of a taxpayer number follows from the others, and this one does not.",
    "ua-rnokpp.no_day": "The first five digits of a taxpayer number count the days from 1900, and here they are 0.",
    "ua-rnokpp.future": "The day of birth in the taxpayer number is still to come.",
    "ua-rnokpp.other_birth": "The taxpayer number names another day of birth than the record; both are kept.",
    "ua-rnokpp.other_sex": "The taxpayer number is one of the other sex than the record; both are kept.",
}
_FINDINGS_UNZR = {
    "ua-unzr.form": "A number of the demographic register is a day of birth, a dash and five digits.",
    "ua-unzr.check": "The last digit of the number in the demographic register follows from the others, and not here.",
    "ua-unzr.no_day": "The number of the demographic register begins with a day of birth, and this is no day.",
    "ua-unzr.future": "The day of birth in the number of the demographic register is still to come.",
    "ua-unzr.number": "The four digits after the dash are 0001 to 9999.",
    "ua-unzr.other_birth": "The number of the demographic register names another day of birth than the record.",
}
_FINDINGS_EDRPOU = {
    "ua-edrpou.form": "A code of the register of enterprises has 8 digits.",
    "ua-edrpou.check": "The last digit of the code of enterprises follows from the others, and this one does not.",
}
_FINDINGS_IBAN = {
    "ua-iban.form": "An account number here is UA and 27 digits.",
    "ua-iban.check": "The two digits after UA do not fit the rest of the account number.",
}


def check_rnokpp(written: str, holder: Holder, on: date) -> Checked:
    """Ten digits: days since 1899-12-31, a number whose last digit tells the sex, a check digit."""
    value = _LOOSE.sub("", written)
    if not _TEN_DIGITS.fullmatch(value):
        return Checked(value, refused=("ua-rnokpp.form",))
    total = sum(weight * int(digit) for weight, digit in zip(_RNOKPP_WEIGHTS, value[:9], strict=True))
    if total % 11 % 10 != int(value[9]):
        return Checked(value, refused=("ua-rnokpp.check",))
    if value[:5] == "00000":
        return Checked(value, refused=("ua-rnokpp.no_day",))
    born = _DAY_ZERO + timedelta(days=int(value[:5]))
    if born > on:
        return Checked(value, refused=("ua-rnokpp.future",))
    sex = "male" if int(value[8]) % 2 else "female"
    warned = (
        *(("ua-rnokpp.other_birth",) if holder.date_of_birth not in (None, born) else ()),
        *(("ua-rnokpp.other_sex",) if holder.sex not in (None, sex) else ()),
    )
    return Checked(value, warned=warned)


def check_unzr(written: str, holder: Holder, on: date) -> Checked:
    """A day of birth, a dash, four digits and the check digit of a passport's machine-readable zone."""
    found = _UNZR.fullmatch(re.sub(r"\s+", "", written))
    if not found:
        return Checked(written.strip(), refused=("ua-unzr.form",))
    day, number, check = found.groups()
    value = f"{day}-{number}{check}"
    total = sum(_ZONE_WEIGHTS[place % 3] * int(digit) for place, digit in enumerate(day + number))
    if total % 10 != int(check):
        return Checked(value, refused=("ua-unzr.check",))
    born = _day(day)
    if born is None or born > on or number == "0000":
        finding = "no_day" if born is None else "future" if born > on else "number"
        return Checked(value, refused=(f"ua-unzr.{finding}",))
    other = holder.date_of_birth not in (None, born)
    return Checked(value, warned=("ua-unzr.other_birth",) if other else ())


def check_edrpou(written: str, _holder: Holder, _on: date) -> Checked:
    """Eight digits; the weights of the check depend on the range, and are raised by two where it gives ten."""
    value = _LOOSE.sub("", written)
    if not _EIGHT_DIGITS.fullmatch(value):
        return Checked(value, refused=("ua-edrpou.form",))
    weights = (7, 1, 2, 3, 4, 5, 6) if 30_000_000 < int(value) < 60_000_000 else (1, 2, 3, 4, 5, 6, 7)
    digits = [int(digit) for digit in value]
    rest = sum(weight * digit for weight, digit in zip(weights, digits[:7], strict=True)) % 11
    if rest == 10:
        rest = sum((weight + 2) * digit for weight, digit in zip(weights, digits[:7], strict=True)) % 11 % 10
    return Checked(value, refused=() if rest == digits[7] else ("ua-edrpou.check",))


def check_iban(written: str, _holder: Holder, _on: date) -> Checked:
    """UA, two check digits, six digits of the bank, nineteen of the account; the whole is 1 modulo 97."""
    value = _LOOSE.sub("", written).upper()
    if not _IBAN.fullmatch(value):
        return Checked(value, refused=("ua-iban.form",))
    turned = "".join(str(int(letter, 36)) for letter in value[4:] + value[:4])
    return Checked(value, refused=() if int(turned) % 97 == 1 else ("ua-iban.check",))


def check_telephone(written: str, _holder: Holder, _on: date) -> Checked:
    """A number of this country, kept as +380 and nine digits; numbers of other countries stay as they are."""
    digits = re.sub(r"[\s().-]+", "", written)
    found = re.fullmatch(r"(?:\+?38)?0([0-9]{9})", digits)
    if found:
        return Checked(f"+380{found[1]}")
    abroad = digits.startswith("+") and not digits.startswith("+380")
    return Checked(digits, warned=() if abroad else ("ua-telephone.form",))


def _warns(finding: str, form: str, *, cyrillic: bool = False, keep_dash: bool = False) -> Callable[..., Checked]:
    """A check that only warns where the number has not its usual form."""
    usual = re.compile(form)

    def check(written: str, _holder: Holder, _on: date) -> Checked:
        value = re.sub(r"\s+" if keep_dash else r"[\s-]+", "", written).upper()
        value = value.translate(_CYRILLIC) if cyrillic else value
        return Checked(value, warned=() if usual.fullmatch(value) else (finding,))

    return check


def _day(digits: str) -> date | None:
    try:
        return date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return None


def _usual(
    scheme: str, english: str, ukrainian: str, form: str, says: str, *, cyrillic: bool = False, keep_dash: bool = False
) -> IdentifierRule:
    """A number whose form is known from general knowledge: another form only warns."""
    return IdentifierRule(
        scheme=scheme,
        names={"en": english, "uk": ukrainian},
        check=_warns(f"{scheme}.form", form, cyrillic=cyrillic, keep_dash=keep_dash),
        findings={f"{scheme}.form": says},
        source="General knowledge, not verified (G)",
    )


IDENTIFIER_RULES: tuple[IdentifierRule, ...] = (
    IdentifierRule(
        scheme="ua-rnokpp",
        names={"en": "Taxpayer number (RNOKPP)", "uk": "РНОКПП"},
        check=check_rnokpp,
        findings=_FINDINGS_RNOKPP,
        source="Public validators of Ukrainian codes, python-stdnum (S)",
    ),
    IdentifierRule(
        scheme="ua-unzr",
        names={"en": "Number in the demographic register (UNZR)", "uk": "УНЗР"},
        check=check_unzr,
        findings=_FINDINGS_UNZR,
        source="Ministry of Internal Affairs, 14.11.2023 (S)",
    ),
    IdentifierRule(
        scheme="ua-edrpou",
        names={"en": "Code of an enterprise (EDRPOU)", "uk": "Код ЄДРПОУ"},
        check=check_edrpou,
        findings=_FINDINGS_EDRPOU,
        source="Public validators of Ukrainian codes, python-stdnum (S)",
    ),
    IdentifierRule(
        scheme="ua-iban",
        names={"en": "Bank account (IBAN)", "uk": "Банківський рахунок (IBAN)"},
        check=check_iban,
        findings=_FINDINGS_IBAN,
        source="IBAN registry, ISO 13616 (S)",
    ),
    _usual(
        "ua-passport",
        "Passport of a citizen",
        "Паспорт громадянина",
        r"[А-ЩЬЮЯЄІЇҐ]{2}[0-9]{6}",
        "A passport is usually two letters and six digits.",
        cyrillic=True,
    ),
    _usual("ua-id-card", "ID card", "ID-картка", r"[0-9]{9}", "An ID card usually has nine digits."),
    _usual(
        "ua-idp-certificate",
        "Certificate of a displaced person",
        "Довідка ВПО",
        r"[0-9]{4}-[0-9]{10}",
        "A certificate of a displaced person is usually four digits, a dash and ten digits.",
        keep_dash=True,
    ),
    _usual(
        "ua-birth-certificate",
        "Birth certificate",
        "Свідоцтво про народження",
        r"[ІVХ1]+-?[А-ЩЬЮЯЄІЇҐ]{2}[0-9]{6}",
        "A birth certificate is usually a Roman number, two letters and six digits.",
        cyrillic=True,
        keep_dash=True,
    ),
    _usual(
        "ua-katottg",
        "Code of a territory (KATOTTG)",
        "Код КАТОТТГ",
        r"UA[0-9]{17}",
        "A code of a territory is usually UA and 17 digits.",
    ),
    IdentifierRule(
        scheme="ua-telephone",
        names={"en": "Telephone", "uk": "Телефон"},
        check=check_telephone,
        findings={"ua-telephone.form": "A telephone number here is +380 and nine digits."},
        source="General knowledge, not verified (G)",
    ),
)
