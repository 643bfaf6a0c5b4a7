"""`janua audit`: take the sealed audit trail out, and check it anywhere."""

import json
import sys
from base64 import b64decode
from contextlib import nullcontext
from pathlib import Path
from typing import BinaryIO, cast

import click

from janua.cli.process import start_process


@click.group("audit")
def audit() -> None:
    """The audit trail: export it, and prove that nothing in it was changed."""


@audit.command("export")
@click.argument("file", type=click.File("wb"))
@click.option("--pub", type=click.Path(dir_okay=False, path_type=Path), help="Write the sealer's public key here too.")
@click.option("--json", "as_json", is_flag=True, help="One JSON document on standard output: rows, head, waiting.")
def export(file: BinaryIO, pub: Path | None, *, as_json: bool) -> None:
    """Write every sealed row to FILE as JSON Lines; what waits for its seal is left out."""
    start_process("work")

    from janua.base.actors import acting_as, system_actor
    from janua.base.audit.export import export as write
    from janua.base.audit.sealer import SIGNING_KEY, backlog, last_seal
    from janua.base.keys.datakeys import key_port

    with acting_as(system_actor("sealer"), purpose="audit export"):
        result = {"rows": write(file), "head": last_seal().head.hex(), "waiting": backlog().rows}
    if pub is not None:
        pub.write_bytes(_pem(key_port().public_key(SIGNING_KEY)))
    if as_json and file is not sys.stdout.buffer:
        click.echo(json.dumps(result))
    else:
        click.echo(f"{result['rows']} rows, head {result['head']}, {result['waiting']} rows wait", err=True)


@audit.command("verify")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, allow_dash=True, path_type=str))
@click.option("--key", "keys", multiple=True, help="The sealer's public key: a PEM file, hex or base64.")
@click.option("--head", "head_text", help="A head published when it was sealed; the file must contain it.")
@click.option("--json", "as_json", is_flag=True, expose_value=False, help="The result is JSON always.")
def verify(file: str, keys: tuple[str, ...], head_text: str | None) -> None:
    """Check an exported trail from the file and the key alone; exit 1 where something is wrong."""
    from janua.base.audit.verify import verify as check

    public = [_public_key(key) for key in keys]
    if not public:
        click.echo("no --key given: the chain is checked, not who sealed it", err=True)
    source = nullcontext(sys.stdin.buffer) if file == "-" else Path(file).open("rb")  # noqa: SIM115
    with source as lines:
        verdict = check(cast("BinaryIO", lines), keys=public, published_head=_head(head_text))
    if verdict.reason:
        click.echo(f"line {verdict.first_bad}: {verdict.reason}", err=True)
    result = {name: getattr(verdict, name) for name in ("rows", "sealed_until", "ok", "first_bad")}
    click.echo(json.dumps(result))
    raise SystemExit(0 if verdict.ok else 1)


def _head(text: str | None) -> bytes | None:
    if text is None:
        return None
    try:
        head = bytes.fromhex(text)
    except ValueError:
        head = b""
    if len(head) != 32:
        raise click.BadParameter("a head is 64 hexadecimal digits", param_hint="--head")
    return head


def _public_key(text: str) -> bytes:
    """Read a public key from a PEM file, hex or base64."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
    from cryptography.hazmat.primitives.serialization import load_pem_public_key

    path = Path(text)
    try:
        if path.is_file():
            key = load_pem_public_key(path.read_bytes())
            if isinstance(key, Ed25519PublicKey):
                return key.public_bytes_raw()
        raw = bytes.fromhex(text) if len(text) == 64 else b64decode(text, validate=True)
    except ValueError:
        raw = b""
    if len(raw) != 32:
        raise click.BadParameter(f"{text} is no ed25519 public key: give a PEM file, hex or base64", param_hint="--key")
    return raw


def _pem(public: bytes) -> bytes:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
    from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

    key = Ed25519PublicKey.from_public_bytes(public)
    return key.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
