"""How the numbers of Trinidad and Tobago are checked: a hard finding refuses, a soft one asks to look again.

Only the national identity number has a form that can refuse; that form and those of the other numbers are not
published, so the other numbers only warn.
"""

import re
from collections.abc import Callable
from datetime import date

from janua.pack.identifier_rules import Checked, Holder, IdentifierRule

_LEAST_AGE = 15
_OLDEST = 115
_NATIONAL_ID = re.compile(r"[0-9]{11}")
_LOOSE = re.compile(r"[\s./-]+")

_FINDINGS_ID = {
    "tt-national-id.form": "An identity number has 11 digits: year, month and day of birth, and three more.",
    "tt-national-id.no_day": "The first eight digits of an identity number are a day of birth, and this is no day.",
    "tt-national-id.future": "The day of birth in the identity number is still to come.",
    "tt-national-id.under_15": "Identity numbers are given from the age of 15, and the holder would be younger.",
    "tt-national-id.very_old": "By this identity number the holder would be more than 115 years old.",
    "tt-national-id.other_birth": "The identity number names another day of birth than the record; both are kept.",
    "tt-national-id.transposed": "Two digits side by side may have been exchanged; the record's day would then fit.",
}
_FINDINGS_NIS = {"tt-nis.form": "A national insurance number is usually 9 or 10 digits."}
_FINDINGS_BIR = {"tt-bir.form": "A number of the Board of Inland Revenue is usually 9 or 10 digits."}
_FINDINGS_PASSPORT = {"tt-passport.form": "A passport number is usually one or two letters and digits."}
_FINDINGS_PHONE = {
    "tt-telephone.form": "A telephone number here is +1 868 and seven digits, of which the first is 2 to 9."
}
_FINDINGS_ACCOUNT = {"tt-bank-account.form": "An account number here is digits only; there is no IBAN."}


def check_national_id(written: str, holder: Holder, on: date) -> Checked:
    """Eleven digits whose first eight are the day of birth of somebody of 15 or older."""
    value = _LOOSE.sub("", written)
    if not _NATIONAL_ID.fullmatch(value):
        return Checked(value, refused=("tt-national-id.form",))
    born = _day(value[:8])
    if born is None:
        return Checked(value, refused=("tt-national-id.no_day",), warned=_transposed(value, holder))
    if born > on:
        return Checked(value, refused=("tt-national-id.future",), warned=_transposed(value, holder))
    age = _age(born, on)
    if age < _LEAST_AGE:
        return Checked(value, refused=("tt-national-id.under_15",), warned=_transposed(value, holder))
    old = ("tt-national-id.very_old",) if age > _OLDEST else ()
    if holder.date_of_birth is None or holder.date_of_birth == born:
        return Checked(value, warned=old)
    return Checked(value, warned=(*old, "tt-national-id.other_birth", *_transposed(value, holder)))


def check_pin(written: str, _holder: Holder, _on: date) -> Checked:
    """The PIN of a birth certificate: free text, its form is not published."""
    return Checked(_LOOSE.sub("", written).upper())


def check_telephone(written: str, _holder: Holder, _on: date) -> Checked:
    """A number of this country, kept as +1868 and seven digits; numbers of other countries stay as they are."""
    digits = re.sub(r"[\s().-]+", "", written)
    found = re.fullmatch(r"(?:\+?1)?(?:868)?([2-9][0-9]{6})", digits)
    if found:
        return Checked(f"+1868{found[1]}")
    abroad = digits.startswith("+") and not digits.startswith("+1868")
    return Checked(digits, warned=() if abroad else ("tt-telephone.form",))


def _warns(finding: str, form: str) -> Callable[[str, Holder, date], Checked]:
    """A check that only warns where the number has not its usual form."""
    usual = re.compile(form)

    def check(written: str, _holder: Holder, _on: date) -> Checked:
        value = _LOOSE.sub("", written).upper()
        return Checked(value, warned=() if usual.fullmatch(value) else (finding,))

    return check


def _day(text: str) -> date | None:
    try:
        return date(int(text[:4]), int(text[4:6]), int(text[6:]))
    except ValueError:
        return None


def _age(born: date, on: date) -> int:
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


def _transposed(value: str, holder: Holder) -> tuple[str, ...]:
    """The hint that two neighbouring digits of the day were exchanged, such as 1993 for 1939; nothing is corrected."""
    if holder.date_of_birth is None:
        return ()
    wanted = f"{holder.date_of_birth:%Y%m%d}"
    digits = value[:8]
    swapped = (digits[:at] + digits[at + 1] + digits[at] + digits[at + 2 :] for at in range(7))
    return ("tt-national-id.transposed",) if digits != wanted and wanted in swapped else ()


IDENTIFIER_RULES = (
    IdentifierRule(
        scheme="tt-national-id",
        names={"en": "National identity number"},
        check=check_national_id,
        findings=_FINDINGS_ID,
        source="Elections and Boundaries Commission; length and form are not verified [G]",
    ),
    IdentifierRule(
        scheme="tt-birth-pin",
        names={"en": "PIN of the birth certificate"},
        check=check_pin,
        findings={},
        source="Registrar General; the form is not published [G]",
    ),
    IdentifierRule(
        scheme="tt-nis",
        names={"en": "National insurance number"},
        check=_warns("tt-nis.form", r"[0-9]{9,10}"),
        findings=_FINDINGS_NIS,
        source="National Insurance Board; the form is not verified [G]",
    ),
    IdentifierRule(
        scheme="tt-bir",
        names={"en": "Number of the Board of Inland Revenue"},
        check=_warns("tt-bir.form", r"[0-9]{9,10}"),
        findings=_FINDINGS_BIR,
        source="Board of Inland Revenue; the form is not verified [G]",
    ),
    IdentifierRule(
        scheme="tt-passport",
        names={"en": "Passport number"},
        check=_warns("tt-passport.form", r"[A-Z]{1,2}[0-9]{5,9}"),
        findings=_FINDINGS_PASSPORT,
        source="Immigration Division; the form is not verified [G]",
    ),
    IdentifierRule(
        scheme="tt-telephone",
        names={"en": "Telephone number"},
        check=check_telephone,
        findings=_FINDINGS_PHONE,
        source="North American numbering plan, area code 868 [N]",
    ),
    IdentifierRule(
        scheme="tt-bank-account",
        names={"en": "Bank account number"},
        check=_warns("tt-bank-account.form", r"[0-9]{6,20}"),
        findings=_FINDINGS_ACCOUNT,
        source="Banks of the country; the length differs by bank and is not verified [G]",
    ),
)
