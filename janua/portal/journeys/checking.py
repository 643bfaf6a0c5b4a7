"""What a page says of a letter that somebody holds: which it is, and whether it still stands."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from cryptography.hazmat.primitives.serialization import Encoding
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from janua.base.seals.port import installed_seal
from janua.base.seals.queries import paper_of, tidy_code
from janua.portal.journeys.spoken import lang_mark, programme_name

_KINDS: Mapping[str, str | Promise] = {
    "decision": _("A decision"),
    "intended_refusal": _("A notice that we may refuse"),
    "intended_decrease": _("A notice that we may pay less"),
}
_OUTCOMES: Mapping[str, str | Promise] = {
    "grant": _("Granted"),
    "refuse": _("Refused"),
    "decrease": _("Less than before"),
}


@dataclass(frozen=True)
class PaperPage:
    """A letter by its code; without `is_ours` there is none, and nothing else is told."""

    code: str
    is_ours: bool
    kind: str | Promise = ""
    reference: str = ""
    programme: str = ""
    lang: str = ""
    outcome: str | Promise = ""
    issued_on: date | None = None
    replaced_on: date | None = None


def paper_page(code: str) -> PaperPage:
    """Look a letter up by its code; the same answer for a wrong code and for one that is not ours."""
    tidy = tidy_code(code)
    found = paper_of(tidy) if tidy is not None else None
    if found is None:
        return PaperPage(code=tidy or code, is_ours=False)
    return PaperPage(
        code=tidy or code,
        is_ours=True,
        kind=_KINDS.get(found.kind, found.kind),
        reference=found.reference,
        programme=programme_name(found.programme),
        lang=lang_mark(),
        outcome=_OUTCOMES.get(found.outcome, found.outcome),
        issued_on=found.issued_on,
        replaced_on=found.replaced_on,
    )


def seal_certificate() -> bytes:
    """The certificate of the seal and those above it, in PEM.

    Raises   SealMissing
    """
    seal = installed_seal()
    return b"".join(one.public_bytes(Encoding.PEM) for one in (seal.certificate, *seal.chain))
