"""A statement and a PDF under the seal: what fits, and what every change of a byte, a seal or a name does."""

import io
import json
from base64 import urlsafe_b64encode
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import qrcode
import typst
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat
from cryptography.x509.oid import NameOID
from hypothesis import given
from hypothesis import strategies as st
from joserfc import jws
from joserfc.jwk import ECKey
from pypdf import PdfReader

from janua.base.seals.files import KEY, SealFiles, create_seal
from janua.base.seals.pdf import read_seal, seal_pdf
from janua.base.seals.picture import picture_of
from janua.base.seals.port import SealMissing
from janua.base.seals.queries import tidy_code
from janua.base.seals.statement import NotSealed, code_of, read_statement, seal_statement

NOW = datetime.now(UTC)
WORDS = {"kind": "decision", "ref": "D-4F7K-2MWT-8", "to": "Ġuża Ċaruana", "amount": "337.74 EUR"}


@pytest.fixture(scope="module")
def seal(tmp_path_factory: pytest.TempPathFactory) -> SealFiles:
    folder = tmp_path_factory.mktemp("seal")
    create_seal(folder, organization="Ministry", at=NOW)
    return SealFiles(folder)


@pytest.fixture(scope="module")
def other(tmp_path_factory: pytest.TempPathFactory) -> SealFiles:
    folder = tmp_path_factory.mktemp("other")
    create_seal(folder, organization="Somebody else", at=NOW)
    return SealFiles(folder)


@pytest.fixture(scope="module")
def letter(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    source = tmp_path_factory.mktemp("letter") / "letter.typ"
    source.write_text('#set document(title: "A letter")\n#set text(lang: "en")\n= A letter\nWords.')
    made = typst.compile(str(source), format="pdf", pdf_standards="ua-1")
    assert isinstance(made, bytes)
    return made


def test_statement_says_what_was_sealed(seal: SealFiles) -> None:
    assert read_statement(seal_statement(seal, WORDS), seal.certificate) == WORDS


def test_statement_is_read_by_another_library(seal: SealFiles) -> None:
    public = ECKey.import_key(
        seal.certificate.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    )
    found = jws.deserialize_compact(seal_statement(seal, WORDS), public, algorithms=["ES256"])
    assert json.loads(found.payload) == WORDS


@given(at=st.integers(min_value=0), sign=st.sampled_from("ABab01-_."))
def test_statement_with_another_sign_is_refused(seal: SealFiles, at: int, sign: str) -> None:
    text = seal_statement(seal, WORDS)
    at %= len(text)
    # The last sign of a part may carry bits that nobody reads.
    if text[at] == sign or text[at + 1 : at + 2] in ("", "."):
        return
    with pytest.raises(NotSealed):
        read_statement(text[:at] + sign + text[at + 1 :], seal.certificate)


@given(st.text(max_size=300))
def test_any_text_is_a_statement_or_refused(seal: SealFiles, text: str) -> None:
    with pytest.raises(NotSealed):
        read_statement(text, seal.certificate)


def test_statement_under_another_seal_or_none_is_refused(seal: SealFiles, other: SealFiles) -> None:
    head, words, signature = seal_statement(seal, WORDS).split(".")
    unsigned = urlsafe_b64encode(b'{"alg":"none"}').decode().rstrip("=")
    for text in (seal_statement(other, WORDS), f"{unsigned}.{words}.", f"{unsigned}.{words}.{signature}", head):
        with pytest.raises(NotSealed):
            read_statement(text, seal.certificate)


def test_pdf_keeps_its_words_and_its_seal_fits(seal: SealFiles, letter: bytes) -> None:
    sealed = seal_pdf(seal, letter, reason="Sealed")
    found = read_seal(sealed, trusted=[seal.certificate])

    assert found is not None
    assert (found.is_whole, found.is_trusted, found.by.endswith("Ministry")) == (True, True, True)
    reader = PdfReader(io.BytesIO(sealed))
    assert "Words." in reader.pages[0].extract_text()
    assert sealed.startswith(letter)


def test_pdf_that_was_changed_or_added_to_is_not_whole(seal: SealFiles, letter: bytes) -> None:
    sealed = seal_pdf(seal, letter, reason="Sealed")
    at = sealed.find(b"A letter")
    changed = sealed[:at] + b"B letter" + sealed[at + 8 :]
    added = sealed + b"\n% more"

    verdicts = [read_seal(one, trusted=[seal.certificate]) for one in (changed, added)]
    assert [one is not None and one.is_whole for one in verdicts] == [False, False]


def _of_one_trust_service(folder: Path) -> tuple[SealFiles, SealFiles]:
    """The ministry's seal and that of another customer, both under the certificate of the service that sold them."""
    service = ec.generate_private_key(ec.SECP256R1())
    above = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Trust service")])
    usage = x509.KeyUsage(
        **dict.fromkeys(
            ("key_encipherment", "data_encipherment", "key_agreement", "crl_sign", "encipher_only", "decipher_only"),
            False,
        ),
        digital_signature=True,
        content_commitment=True,
        key_cert_sign=True,
    )

    def certificate(key: ec.EllipticCurvePrivateKey, called: x509.Name, *, ca: bool) -> x509.Certificate:
        return (
            x509.CertificateBuilder()
            .subject_name(called)
            .issuer_name(above)
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(NOW - timedelta(days=9))
            .not_valid_after(NOW + timedelta(days=9))
            .add_extension(x509.BasicConstraints(ca=ca, path_length=0 if ca else None), critical=True)
            .add_extension(usage, critical=True)
            .sign(service, hashes.SHA256())
        )

    root, made = certificate(service, above, ca=True), []
    for called in ("Ministry", "Somebody else"):
        key = ec.generate_private_key(ec.SECP256R1())
        own = certificate(key, x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, called)]), ca=False)
        place = folder / called
        place.mkdir()
        (place / KEY).touch(mode=0o600)
        (place / KEY).write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
        (place / "seal.pem").write_bytes(own.public_bytes(Encoding.PEM) + root.public_bytes(Encoding.PEM))
        made.append(SealFiles(place))
    return made[0], made[1]


def test_seal_of_another_customer_of_the_same_trust_service_is_not_ours(tmp_path: Path, letter: bytes) -> None:
    ours, theirs = _of_one_trust_service(tmp_path)
    # As the portal hands them out: the seal, and those above it.
    trusted = [ours.certificate, *ours.chain]

    found = [read_seal(seal_pdf(one, letter, reason="Sealed"), trusted=trusted) for one in (ours, theirs)]
    assert [one is not None and (one.is_whole, one.is_trusted) for one in found] == [(True, True), (True, False)]


def test_statement_of_a_seal_that_was_replaced_is_read_by_its_own_certificate(
    seal: SealFiles, other: SealFiles
) -> None:
    text = seal_statement(seal, WORDS)
    assert read_statement(text, other.certificate, seal.certificate) == WORDS
    with pytest.raises(NotSealed, match="another seal"):
        read_statement(text, other.certificate)


def test_statement_of_a_thousand_boxes_in_boxes_is_refused(seal: SealFiles) -> None:
    deep = urlsafe_b64encode(b"[" * 2_900).decode().rstrip("=")
    with pytest.raises(NotSealed):
        read_statement(f"{deep}.e30.AA", seal.certificate)


@pytest.mark.parametrize("at", range(0, 100, 7))
def test_pdf_that_is_spoilt_anywhere_is_no_fault_of_ours(seal: SealFiles, letter: bytes, at: int) -> None:
    sealed = seal_pdf(seal, letter, reason="Sealed")
    place = len(sealed) * at // 100
    spoilt = sealed[:place] + b"<<[(" * 40 + sealed[place + 160 :]
    found = read_seal(spoilt, trusted=[seal.certificate])
    assert found is None or not (found.is_whole and found.is_trusted)


def test_pdf_under_another_seal_is_not_trusted(seal: SealFiles, other: SealFiles, letter: bytes) -> None:
    found = read_seal(seal_pdf(other, letter, reason="Sealed"), trusted=[seal.certificate])
    assert found is not None
    assert (found.is_whole, found.is_trusted) == (True, False)


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7", b"no pdf at all"])
def test_what_bears_no_seal_has_none(seal: SealFiles, content: bytes) -> None:
    assert read_seal(content, trusted=[seal.certificate]) is None


def test_letter_without_seal_has_none(seal: SealFiles, letter: bytes) -> None:
    assert read_seal(letter, trusted=[seal.certificate]) is None


def test_code_is_read_as_people_copy_it(seal: SealFiles) -> None:
    code = code_of(seal_statement(seal, WORDS))
    typed = [code, code.lower(), code.replace("-", " "), code.replace("O", "0").replace("I", "1"), f" {code} "]
    assert {tidy_code(one) for one in typed} == {code}
    assert [tidy_code(one) for one in ("", "ABCD", "x" * 400, "ABCD-EFGH-IJKL-MNO9")] == [None] * 4


def test_picture_draws_each_dark_square_once() -> None:
    code = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_L, mask_pattern=2)
    code.add_data("some words", optimize=0)
    code.make(fit=True)
    drawn = set()
    for stroke in picture_of("some words").partition('d="')[2].partition('"')[0].split("M")[1:]:
        place, _, rest = stroke.partition("h")
        x, y = map(int, place.split())
        length = int(rest.partition("v")[0])
        drawn |= {(x - 4 + step, y - 4) for step in range(length)}
    assert drawn == {(x, y) for y, row in enumerate(code.modules) for x, dark in enumerate(row) if dark}


def test_seal_without_its_key_shows_the_certificate_and_signs_nothing(tmp_path: Path) -> None:
    create_seal(tmp_path, organization="Ministry", at=NOW)
    (tmp_path / KEY).unlink()
    seal = SealFiles(tmp_path)

    assert seal.demo
    with pytest.raises(SealMissing, match="certificate alone"):
        seal.sign(b"x")


def _open_to_others(folder: Path) -> None:
    (folder / KEY).chmod(0o644)


def _of_somebody_else(folder: Path) -> None:
    stranger = ec.generate_private_key(ec.SECP256R1())
    (folder / KEY).write_bytes(stranger.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))


def _on_another_curve(folder: Path) -> None:
    wide = ec.generate_private_key(ec.SECP384R1())
    (folder / KEY).write_bytes(wide.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (_open_to_others, "can be read by others"),
        (_of_somebody_else, "does not belong"),
        (_on_another_curve, "no EC key on P-256"),
    ],
)
def test_seal_with_an_unfit_key_is_refused(tmp_path: Path, spoil: Any, words: str) -> None:
    create_seal(tmp_path, organization="Ministry", at=NOW)
    spoil(tmp_path)
    with pytest.raises(SealMissing, match=words):
        SealFiles(tmp_path)


def test_seal_where_there_is_none_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SealMissing, match="holds no certificate"):
        SealFiles(tmp_path)
