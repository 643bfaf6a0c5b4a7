"""How Malta's department pays: SEPA credit transfers from one account, names in the characters every bank takes."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from janua.pack.giving import Debtor

_IBAN = re.compile(r"MT\d{2}[A-Z]{4}\d{5}[A-Z0-9]{18}")
# ISO 13616: the check digits of every account leave this remainder.
_MODULUS, _REMAINDER = 97, 1

# The European Payments Council's conversion table (EPC217-08) for the letters of Maltese, and for the signs that people
# write in names; other letters with marks lose the mark. What the person wrote stays with us.
SEPA_REPLACEMENTS: Mapping[str, str] = {
    "ċ": "c", "Ċ": "C", "ġ": "g", "Ġ": "G", "ħ": "h", "Ħ": "H", "ż": "z", "Ż": "Z",
    "ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ı": "i", "ß": "s",
    "æ": "a", "Æ": "A", "œ": "o", "Œ": "O", "þ": "t", "Þ": "T", "ð": "d", "Ð": "D",
    "‘": "'", "’": "'", "`": "'", "´": "'", "“": "'", "”": "'", '"': "'",
    "–": "-", "—": "-", "_": "-", "&": "+", "@": ".", "*": ".", ";": ",", "€": "E",
}  # fmt: skip

# Bank code in the account → BIC. Only banks that do not exist: a real installation is given its own list.
_AGENTS: Mapping[str, str] = {"JNUA": "JNUAMTMT", "MALT": "MALTMTMT"}

# The two kinds of benefit that the Social Security Act tells apart. Assumed [A]: how the Estimates number their lines
# is not in our sources, so an installation gives its own.
NON_CONTRIBUTORY, CONTRIBUTORY = "Non-contributory benefits", "Contributory benefits"
BUDGET_LINES: Mapping[str, str] = {
    "MT-BB": NON_CONTRIBUTORY,
    "MT-CA": NON_CONTRIBUTORY,
    "MT-CAS": NON_CONTRIBUTORY,
    "MT-UB": CONTRIBUTORY,
}


@dataclass(frozen=True)
class MaltaBank:
    """The bank rules of Maltese payment files."""

    debtor: Debtor
    currency: str = "EUR"
    service_level: str = "SEPA"
    replacements: Mapping[str, str] = field(default_factory=lambda: SEPA_REPLACEMENTS)

    def account_fault(self, account: str) -> str | None:
        """What is wrong with an account number: a message key, or None for a good Maltese IBAN.

        Payments go to an account in Malta, as the department's pages say.
        """
        written = normalised(account)
        if not written.startswith("MT"):
            return "account_not_maltese"
        if not _IBAN.fullmatch(written):
            return "account_wrong_form"
        if not has_good_check_digits(written):
            return "account_wrong_check_digits"
        return None

    def agent_of(self, account: str) -> str:
        """BIC of the account's bank; empty where we do not know it, since SEPA files may leave it out."""
        return _AGENTS.get(normalised(account)[4:8], "")


def normalised(account: str) -> str:
    """An IBAN as files carry it: capital letters, no spaces."""
    return "".join(account.split()).upper()


def has_good_check_digits(iban: str) -> bool:
    """Whether ISO 7064 mod 97-10 holds: letters count as 10 to 35, the first four characters go last."""
    turned = iban[4:] + iban[:4]
    return int("".join(str(int(character, 36)) for character in turned)) % _MODULUS == _REMAINDER


BANK = MaltaBank(
    # The specimen account of the published IBAN register: it is nobody's.
    debtor=Debtor("Dipartiment tas-Sigurtà Soċjali", "MT84MALT011000012345MTLCAST001S", "MALTMTMT")
)
