"""The national identity provider: OpenID Connect with PKCE, where one signs in as anybody of the population.

    python -m emulators.eid --port N --population DIR [--issuer URL] [--redirect URL]…

Answers /.well-known/openid-configuration, /jwks, /authorize (a page), /token and /end_session. Control: POST /claims
{some} puts them in place of what the next tokens would say, POST /claims {} puts all back.
"""

import argparse
import base64
import hashlib
import hmac
import json
import secrets
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, load_pem_private_key

from emulators import serving, starting, switches
from emulators.eid_page import choose_page, refusal_page
from emulators.keys import write_private
from emulators.population import Person, by_id_card, families
from emulators.serving import Reply, Request
from emulators.switches import Switches

CODE_SECONDS, TOKEN_SECONDS = 60, 300
_SKEW = 3_600


def subject_of(card: str) -> str:
    """Whom tokens name: the same for one person at every sign-in, and not the number of their card."""
    return "eid-" + hashlib.sha256(f"janua demo eid {card}".encode()).hexdigest()[:32]


@dataclass(frozen=True)
class _Code:
    asked: dict[str, str]
    card: str
    until: float


class Provider:
    """People, the key that signs, and the codes that were given out and not yet brought back."""

    def __init__(self, arguments: argparse.Namespace, faults: Switches, journal: starting.Journal) -> None:
        self.people = by_id_card(arguments.population, "identita.jsonl")
        self.named = families(arguments.population)
        self.client, self.secret = arguments.client, arguments.secret
        self.redirects, self.issuer = frozenset(arguments.redirect), arguments.issuer
        self.faults, self.journal = faults, journal
        self.claims: dict[str, Any] = {}
        self._key = _own_key(arguments.keys)
        self._codes: dict[str, _Code] = {}
        self._lock = threading.Lock()

    def discovery(self, address: str) -> dict[str, Any]:
        return {
            "issuer": self.issuer or address,
            "authorization_endpoint": f"{address}/authorize",
            "token_endpoint": f"{address}/token",
            "jwks_uri": f"{address}/jwks",
            "end_session_endpoint": f"{address}/end_session",
            "response_types_supported": ["code"],
            "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": ["RS256"],
            "code_challenge_methods_supported": ["S256"],
            "token_endpoint_auth_methods_supported": ["client_secret_basic", "none"],
            "scopes_supported": ["openid", "profile", "id_card"],
            "acr_values_supported": ["high", "substantial", "low"],
        }

    def jwks(self) -> dict[str, Any]:
        numbers = self._key.public_key().public_numbers()
        key = {"kty": "RSA", "use": "sig", "alg": "RS256", "kid": "1", "n": _number(numbers.n), "e": _number(numbers.e)}
        return {"keys": [key]}

    def fault_of(self, asked: dict[str, str]) -> str:
        """Why nobody can be sent back to where they came from; empty where they can."""
        if asked.get("client_id") != self.client:
            return "The site that sent you here is not known to this service."
        if self.redirects and asked.get("redirect_uri") not in self.redirects:
            return "The site that sent you here named an address that is not its own."
        return ""

    def authorized(self, asked: dict[str, str], card: str) -> str:
        """Where the browser goes after somebody said who they are."""
        code = secrets.token_urlsafe(24)
        with self._lock:
            self._codes[code] = _Code(asked, card, time.time() + CODE_SECONDS)
        return _back(asked, {"code": code, "state": asked.get("state", "")})

    def token(self, address: str, form: dict[str, str], authorization: str) -> Reply:
        """An ID token for a code: once, within a minute, to who asked for it and can show the verifier."""
        if self.secret and authorization != _basic(self.client, self.secret):
            return Reply.of(401, {"error": "invalid_client"})
        with self._lock:
            code = self._codes.pop(form.get("code", ""), None)
        good = (
            code is not None
            and form.get("grant_type") == "authorization_code"
            and time.time() < code.until
            and form.get("client_id", self.client) == code.asked["client_id"]
            and form.get("redirect_uri") == code.asked["redirect_uri"]
            and hmac.compare_digest(_s256(form.get("code_verifier", "")), code.asked["code_challenge"])
        )
        if not good or code is None:
            self.journal.add("token refused")
            return Reply.of(400, {"error": "invalid_grant"})
        self.journal.add("token", card=code.card)
        access = secrets.token_urlsafe(24)
        answer = {"access_token": access, "token_type": "Bearer", "expires_in": TOKEN_SECONDS}
        return Reply.of(
            200, {**answer, "id_token": self._signed(self.issuer or address, code)}, **{"Cache-Control": "no-store"}
        )

    def _signed(self, issuer: str, code: _Code) -> str:
        fault = self.faults.now.signature
        now = int(time.time()) + {"expired": -_SKEW, "future": _SKEW}.get(fault, 0)
        claims: dict[str, Any] = {
            "iss": issuer,
            "sub": subject_of(code.card),
            "aud": "somebody-else" if fault == "misdirected" else self.client,
            "iat": now,
            "auth_time": now,
            "exp": now + TOKEN_SECONDS,
            "nonce": code.asked.get("nonce", ""),
            # The strongest that is asked for: whoever wants less or none of it in a token says so at /claims.
            "acr": (code.asked.get("acr_values", "").split() or ["substantial"])[0],
            "amr": ["pwd", "otp"],
            "id_card": code.card,
            **_names(self.people[code.card]),
        }
        claims = {name: value for name, value in (claims | self.claims).items() if value is not None}
        header = {"typ": "JWT", "alg": "none" if fault == "unsigned" else "RS256", "kid": "1"}
        signed = f"{_part(header)}.{_part(claims)}"
        if fault == "unsigned":
            return signed + "."
        key = rsa.generate_private_key(65537, 2048) if fault == "forged" else self._key
        return f"{signed}.{_base64(key.sign(signed.encode(), padding.PKCS1v15(), SHA256()))}"


def answer_of(provider: Provider) -> serving.Answer:
    """The protocol's addresses."""

    def answer(request: Request) -> Reply | None:
        place, address = "/".join(request.steps), f"http://{request.headers.get('host', '127.0.0.1')}"
        fault = provider.faults.take_failure() if place not in ("", "authorize") else ""
        if provider.faults.now.delay:
            time.sleep(provider.faults.now.delay)
        if fault:
            return None if fault.startswith("disconnect") else Reply.of(503, {"error": "temporarily_unavailable"})
        if place == ".well-known/openid-configuration":
            return Reply.of(200, provider.discovery(address))
        if place == "jwks":
            return Reply.of(200, provider.jwks())
        if place == "authorize":
            return _authorize(provider, request)
        if place == "end_session":
            return _ended(provider, request)
        if place == "token" and request.method == "POST":
            return provider.token(address, _form(request), request.headers.get("authorization", ""))
        return _page(404, refusal_page("There is no such page here."))

    return answer


def _authorize(provider: Provider, request: Request) -> Reply:
    form = _form(request) if request.method == "POST" else {}
    asked = {name: value for name, value in (form or request.query).items() if name not in ("card", "do")}
    if fault := provider.fault_of(asked):
        return _page(400, refusal_page(fault))
    if asked.get("code_challenge_method") != "S256" or not asked.get("code_challenge"):
        return _sent(_back(asked, {"error": "invalid_request", "state": asked.get("state", "")}))
    if form.get("do") == "cancel" or provider.faults.now.failure == "reject":
        return _sent(_back(asked, {"error": "access_denied", "state": asked.get("state", "")}))
    card = form.get("card", "").replace(" ", "").upper()
    if form and card in provider.people:
        return _sent(provider.authorized(asked, card))
    return _page(200, choose_page(asked, provider.named, provider.people, card=card, wrong=bool(form)))


def _ended(provider: Provider, request: Request) -> Reply:
    """Sign out, and send the browser back to a site that it may be sent to. Nobody stays signed in here anyway."""
    asked = {**request.query, **(_form(request) if request.method == "POST" else {})}
    back_to = asked.get("post_logout_redirect_uri", "")
    known = {(urlsplit(one).scheme, urlsplit(one).netloc) for one in provider.redirects}
    is_known = not known or (urlsplit(back_to).scheme, urlsplit(back_to).netloc) in known
    if asked.get("client_id") != provider.client or not is_known or not back_to:
        return _page(400, refusal_page("We do not know where this sign-out comes from."))
    provider.journal.add("end_session")
    return _sent(back_to + (f"?{urlencode({'state': asked['state']})}" if "state" in asked else ""))


def _names(person: Person) -> dict[str, str]:
    name: dict[str, str] = next(iter(person.get("name", {}).values()), {})
    return {"given_name": name.get("given", ""), "family_name": name.get("family", "")}


def _own_key(folder: Path | None) -> rsa.RSAPrivateKey:
    file = folder / "eid.pem" if folder else None
    if file and file.exists():
        key = load_pem_private_key(file.read_bytes(), password=None)
        if isinstance(key, rsa.RSAPrivateKey):
            return key
    key = rsa.generate_private_key(65537, 2048)
    if file:
        file.parent.mkdir(parents=True, exist_ok=True)
        write_private(file, key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    return key


def _form(request: Request) -> dict[str, str]:
    return dict(parse_qsl(request.body.decode(errors="replace"), keep_blank_values=True))


def _back(asked: dict[str, str], more: dict[str, str]) -> str:
    address = asked.get("redirect_uri", "")
    return address + ("&" if "?" in address else "?") + urlencode(more)


def _sent(address: str) -> Reply:
    return Reply(303, b"", "text/plain", {"Location": address, "Cache-Control": "no-store"})


def _page(status: int, html: str) -> Reply:
    return Reply(status, html.encode(), "text/html; charset=utf-8", {"Cache-Control": "no-store"})


def _basic(name: str, secret: str) -> str:
    return "Basic " + base64.b64encode(f"{name}:{secret}".encode()).decode()


def _s256(verifier: str) -> str:
    return _base64(hashlib.sha256(verifier.encode()).digest())


def _part(value: dict[str, Any]) -> str:
    return _base64(json.dumps(value).encode())


def _number(value: int) -> str:
    return _base64(value.to_bytes((value.bit_length() + 7) // 8, "big"))


def _base64(value: bytes) -> str:
    return base64.urlsafe_b64encode(value).rstrip(b"=").decode()


def main() -> None:
    options = argparse.ArgumentParser(prog="python -m emulators.eid", description=__doc__)
    options.add_argument("--port", type=int, default=0, help="0 chooses a free one; the ready line says which")
    options.add_argument("--control-port", type=int, default=0)
    options.add_argument("--population", type=Path, help="folder written by `python -m demo population`")
    options.add_argument("--keys", type=Path, help="folder where the signing key stays; without it a new one each time")
    options.add_argument("--issuer", default="", help="what tokens name; our own address where none is given")
    options.add_argument("--client", default="janua")
    options.add_argument("--secret", default="", help="of the client; without it a public client, by PKCE alone")
    options.add_argument("--redirect", action="append", default=[], help="where browsers may be sent back to")
    options.add_argument("--state", type=Path, help="taken for the likeness of the others; nothing is kept")
    switches.add_arguments(options)
    arguments = options.parse_args()
    faults, journal = Switches.from_arguments(arguments), starting.Journal()
    provider = Provider(arguments, faults, journal)

    def claims(changes: dict[str, Any]) -> Any:
        provider.claims = {**provider.claims, **changes} if changes else {}
        return provider.claims

    serving.serve(
        "eid",
        answer_of(provider),
        starting.control(faults, journal, {"claims": claims}),
        port=arguments.port,
        control_port=arguments.control_port,
        tls=None,
    )


if __name__ == "__main__":
    main()
