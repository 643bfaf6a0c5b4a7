"""A PDF under the ministry's seal, as PAdES (ETSI EN 319 142, level B-B), and the check of one."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from asn1crypto import x509 as asn1_x509  # type: ignore[import-untyped]  # ships no types
from asn1crypto.algos import SignedDigestAlgorithm  # type: ignore[import-untyped]  # ships no types
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign import signers
from pyhanko.sign.fields import SigSeedSubFilter
from pyhanko.sign.general import SigningError
from pyhanko.sign.validation import SignatureCoverageLevel, validate_pdf_signature
from pyhanko.sign.validation.errors import SignatureValidationError
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.registry import SimpleCertificateStore

from janua.base.seals.port import SealPort

_FIELD = "Seal"
# More than attributes and signature of a seal take beside the certificates.
_ROOM = 2_048


class _Signer(signers.Signer):
    """Hands what is to be signed to the port."""

    def __init__(self, seal: SealPort) -> None:
        store = SimpleCertificateStore()  # type: ignore[no-untyped-call]
        store.register_multiple([_asn1(one) for one in seal.chain])
        super().__init__(
            signing_cert=_asn1(seal.certificate),
            cert_registry=store,
            signature_mechanism=SignedDigestAlgorithm({"algorithm": "sha256_ecdsa"}),
        )
        self._seal = seal

    async def async_sign_raw(self, data: bytes, digest_algorithm: str, dry_run: bool = False) -> bytes:
        """Sign; a rehearsal only asks how much room a signature takes."""
        if digest_algorithm != "sha256":
            raise SigningError("The seal signs SHA-256 alone.")
        return bytes(72) if dry_run else self._seal.sign(data)


@dataclass(frozen=True)
class SealOnPdf:
    """What the check of a PDF found.

    is_whole     not a byte was changed since it was sealed, and nothing was added
    is_trusted   the seal is itself one of those that were given; that it stands under one of them is not enough, since
                 a trust service seals for everybody who pays
    by           whose seal it is
    at           when, as whoever sealed it says
    """

    is_whole: bool
    is_trusted: bool
    by: str
    at: datetime | None


def seal_pdf(seal: SealPort, content: bytes, *, reason: str) -> bytes:
    """Put the seal on a PDF; what it says and shows stays as it is.

    reason   for people who look at the seal in their reader
    """
    out = io.BytesIO()
    signers.sign_pdf(
        IncrementalPdfFileWriter(io.BytesIO(content)),
        signers.PdfSignatureMetadata(
            field_name=_FIELD, md_algorithm="sha256", subfilter=SigSeedSubFilter.PADES, reason=reason
        ),
        signer=_Signer(seal),
        # Room for it as hexadecimal digits; without it the whole signature is rehearsed to learn its size.
        bytes_reserved=2
        * (_ROOM + sum(len(one.public_bytes(Encoding.DER)) for one in (seal.certificate, *seal.chain))),
        output=out,
    )
    return out.getvalue()


def read_seal(content: bytes, *, trusted: Sequence[x509.Certificate]) -> SealOnPdf | None:
    """Check the seal on a PDF; None where there is none, or where this is no PDF."""
    try:
        found = PdfFileReader(io.BytesIO(content)).embedded_signatures
        if len(found) != 1:
            return None
        context = ValidationContext(trust_roots=[_asn1(one) for one in trusted], allow_fetching=False)
        status = validate_pdf_signature(found[0], context)
    except (PdfError, SignatureValidationError, ValueError, LookupError, TypeError, AttributeError, RecursionError):
        # What a stranger's file may break in a reader of PDF is no seal.
        return None
    whole = bool(status.intact and status.valid and status.coverage is SignatureCoverageLevel.ENTIRE_FILE)
    signed_at = status.signer_reported_dt
    is_given = status.signing_cert.dump() in {one.public_bytes(Encoding.DER) for one in trusted}
    return SealOnPdf(
        whole, bool(status.trusted) and is_given, str(status.signing_cert.subject.human_friendly), signed_at
    )


def _asn1(certificate: x509.Certificate) -> asn1_x509.Certificate:
    return asn1_x509.Certificate.load(certificate.public_bytes(Encoding.DER))
