"""`janua seal`: check a sealed letter or its picture anywhere, and every signature of an installation."""

import json
import sys
from pathlib import Path

import click
from cryptography import x509

from janua.cli.process import start_process

_PDF = b"%PDF-"


@click.group("seal")
def seal() -> None:
    """The ministry's seal on letters, and what officers signed."""


@seal.command("verify")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, allow_dash=True, path_type=str))
@click.option(
    "--certificate",
    "certificates",
    required=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="The seal's certificate, in PEM: the portal gives it at /check/seal.pem.",
)
@click.option("--json", "as_json", is_flag=True, expose_value=False, help="The result is JSON always.")
def verify(file: str, certificates: Path) -> None:
    """Check FILE, a sealed PDF or the text that a letter's picture holds; needs no database and no network.

    Exits 1 where the seal does not fit.
    """
    content = sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
    try:
        trusted = x509.load_pem_x509_certificates(certificates.read_bytes())
    except ValueError as fault:
        raise click.BadParameter(f"{certificates} holds no certificate in PEM", param_hint="--certificate") from fault
    result = _of_pdf(content, trusted) if content.startswith(_PDF) else _of_text(content, trusted)
    click.echo(json.dumps(result, ensure_ascii=False))
    raise SystemExit(0 if result["ok"] else 1)


@seal.command("acts")
@click.option("--json", "as_json", is_flag=True, expose_value=False, help="The result is JSON always.")
def acts() -> None:
    """Check every signature that officers have put under decisions and runs; exits 1 where one does not fit."""
    start_process("work")

    from janua.base.actors import acting_as, system_actor
    from janua.base.seals.port import installed_seal
    from janua.base.seals.queries import signatures_that_do_not_fit

    with acting_as(system_actor("keeper"), purpose="check signatures"):
        checked, broken = signatures_that_do_not_fit(installed_seal())
    click.echo(json.dumps({"checked": checked, "broken": [str(one) for one in broken]}))
    raise SystemExit(1 if broken else 0)


def _of_pdf(content: bytes, trusted: list[x509.Certificate]) -> dict[str, object]:
    from janua.base.seals.pdf import read_seal

    found = read_seal(content, trusted=trusted)
    if found is None:
        return {"ok": False, "why": "There is no seal on this file."}
    ok = found.is_whole and found.is_trusted
    why = "" if ok else "Another seal than the one given."
    if not found.is_whole:
        why = "It was changed after it was sealed."
    return {"ok": ok, "why": why, "by": found.by, "at": found.at.isoformat() if found.at else None}


def _of_text(content: bytes, trusted: list[x509.Certificate]) -> dict[str, object]:
    from janua.base.seals.statement import NotSealed, read_statement

    # What a telephone reads is an address; the words under the seal stand behind its last sign.
    text = content.decode(errors="replace").strip().rpartition("#")[2]
    try:
        return {"ok": True, "why": "", "says": read_statement(text, *trusted)}
    except NotSealed as fault:
        return {"ok": False, "why": str(fault)}
