"""OpenID Connect, as a site that lets people sign in: the code flow with PKCE, and every check of the ID token.

A provider is spoken to by the outbound client alone, so only at its listed address. Nothing here knows a browser:
`begin` gives the address to send it to and the secrets to keep for it, `finish` takes what it brings back.
"""

import base64
import hashlib
import json
import secrets
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from janua.exchange.outbound import Outbound

# What the ID token may be signed with; `none` and keyed digests are nothing that a provider's public key proves.
ALGORITHMS = ("RS256", "PS256", "ES256", "Ed25519", "EdDSA")
# Two clocks of two houses.
LEEWAY_SECONDS = 60
# How long what the provider says of itself is believed without asking again.
KNOWN_SECONDS = 600.0
# The reason where somebody showed who they are in a way that is not strong enough.
TOO_WEAK = "claim_acr"
_DISCOVERY = "/.well-known/openid-configuration"


class NotProven(Exception):
    """What came back does not prove who somebody is; `reason` is a code for the log, never shown."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"The provider's answer is not taken: {reason}.")
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Client:
    """Who we are to a provider.

    issuer   what its tokens must name; its accounts are linked to this, so it stays where the address changes
    address  where it is reached; below it lies its description
    secret   empty for a public client, which PKCE alone protects
    acr      ways of showing who one is that are strong enough, in the provider's own words; empty: it need not say
    """

    issuer: str
    address: str
    client_id: str
    secret: str = field(default="", repr=False)
    acr: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Begun:
    """A sign-in on its way: where the browser goes, and what must be kept for its return."""

    url: str
    state: str
    nonce: str
    verifier: str


@dataclass(frozen=True, slots=True)
class _Known:
    at: float
    metadata: Mapping[str, Any]
    keys: KeySet


_known: dict[str, _Known] = {}


def begin(
    client: Client, outbound: Outbound, *, redirect_uri: str, scope: str, language: str = "", anew: bool = False
) -> Begun:
    """Prepare one sign-in.

    anew   a sign-in of a while ago does not count: the provider has to say when this one was
    Raises   OutboundFailed, NotProven; hold no database transaction meanwhile
    """
    metadata = _about(client, outbound).metadata
    begun = Begun("", *(secrets.token_urlsafe(32) for _ in range(3)))
    asked = {
        "response_type": "code",
        "client_id": client.client_id,
        "redirect_uri": redirect_uri,
        "scope": scope,
        "state": begun.state,
        "nonce": begun.nonce,
        "code_challenge": _challenge(begun.verifier),
        "code_challenge_method": "S256",
        # On a shared phone the provider may still know the person before: everybody shows anew who they are.
        "prompt": "login",
    } | ({"ui_locales": language} if language else {})
    if client.acr:
        asked["acr_values"] = " ".join(client.acr)
    if anew:
        asked["max_age"] = "0"
    url = f"{metadata['authorization_endpoint']}?{urlencode(asked)}"
    return Begun(url, begun.state, begun.nonce, begun.verifier)


def finish(
    client: Client,
    outbound: Outbound,
    *,
    code: str,
    verifier: str,
    nonce: str,
    redirect_uri: str,
    at: float | None = None,
) -> Mapping[str, Any]:
    """Exchange the code for an ID token and give what it proves.

    at   seconds since 1970; now where none is given
    Raises   NotProven, OutboundFailed; hold no database transaction meanwhile
    """
    known = _about(client, outbound)
    token = _exchange(client, outbound, str(known.metadata["token_endpoint"]), code, verifier, redirect_uri)
    return _proved(client, outbound, known, token, nonce=nonce, at=int(time.time() if at is None else at))


def way_out(client: Client, outbound: Outbound, *, back_to: str, language: str = "") -> str:
    """Where a browser goes to sign out at the provider too, and then back to us; empty where there is no such way.

    No token is kept to show there: the provider asks its own session, and may ask the person.
    Raises   OutboundFailed, NotProven; hold no database transaction meanwhile
    """
    address = str(_about(client, outbound).metadata.get("end_session_endpoint", ""))
    if urlsplit(address).scheme not in {"https", urlsplit(client.address).scheme}:
        return ""
    asked = {"client_id": client.client_id, "post_logout_redirect_uri": back_to}
    return f"{address}?{urlencode(asked | ({'ui_locales': language} if language else {}))}"


def has_signed_in_since(claims: Mapping[str, Any], at: float) -> bool:
    """Whether a token says that its owner showed who they are after an instant, in seconds since 1970."""
    shown = claims.get("auth_time")
    return isinstance(shown, int | float) and at - LEEWAY_SECONDS <= shown <= time.time() + LEEWAY_SECONDS


def forget_provider(client: Client) -> None:
    """Ask the provider anew at the next sign-in."""
    _known.pop(client.address, None)


def _about(client: Client, outbound: Outbound, *, anew: bool = False) -> _Known:
    """The provider's description and keys, kept for some minutes."""
    known = _known.get(client.address)
    if known is not None and not anew and time.monotonic() - known.at < KNOWN_SECONDS:
        return known
    metadata = _json(outbound, client.address.rstrip("/") + _DISCOVERY)
    if metadata.get("issuer") != client.issuer:
        raise NotProven("discovery_names_another_issuer")
    for name in ("authorization_endpoint", "token_endpoint", "jwks_uri"):
        if urlsplit(str(metadata.get(name, ""))).scheme not in {"https", urlsplit(client.address).scheme}:
            raise NotProven(f"discovery_without_{name}")
    try:
        keys = KeySet.import_key_set(_json(outbound, str(metadata["jwks_uri"])))  # type: ignore[arg-type]
    except (JoseError, ValueError, KeyError, TypeError) as error:
        raise NotProven("keys_unreadable") from error
    _known[client.address] = _Known(time.monotonic(), metadata, keys)
    return _known[client.address]


def _exchange(
    client: Client, outbound: Outbound, url: str, code: str, verifier: str, redirect_uri: str
) -> Mapping[str, Any]:
    form = {
        "grant_type": "authorization_code",
        "code": code,
        "redirect_uri": redirect_uri,
        "code_verifier": verifier,
        "client_id": client.client_id,
    }
    headers = {"Content-Type": "application/x-www-form-urlencoded", "Accept": "application/json"}
    if client.secret:
        pair = f"{quote(client.client_id, safe='')}:{quote(client.secret, safe='')}"
        headers["Authorization"] = "Basic " + base64.b64encode(pair.encode()).decode()
    answer = outbound.request("POST", url, content=urlencode(form).encode(), headers=headers)
    if answer.status != 200:
        raise NotProven("code_refused")
    return _object(answer.content)


def _proved(
    client: Client, outbound: Outbound, known: _Known, answer: Mapping[str, Any], *, nonce: str, at: int
) -> Mapping[str, Any]:
    written = str(answer.get("id_token", ""))
    if not written:
        raise NotProven("no_id_token")
    try:
        token = jwt.decode(written, known.keys, algorithms=ALGORITHMS)
    except (JoseError, ValueError, KeyError, TypeError):
        # A provider changes its keys without telling: look once more before saying no.
        known = _about(client, outbound, anew=True)
        try:
            token = jwt.decode(written, known.keys, algorithms=ALGORITHMS)
        except (JoseError, ValueError, KeyError, TypeError) as error:
            raise NotProven("signature") from error
    _check_claims(client, token.claims, nonce=nonce, at=at)
    return token.claims


def _check_claims(client: Client, claims: Mapping[str, Any], *, nonce: str, at: int) -> None:
    registry = jwt.JWTClaimsRegistry(
        now=at,
        leeway=LEEWAY_SECONDS,
        iss={"essential": True, "value": client.issuer},
        sub={"essential": True},
        aud={"essential": True, "value": client.client_id},
        exp={"essential": True},
        iat={"essential": True},
        nonce={"essential": True, "value": nonce},
    )
    try:
        registry.validate(dict(claims))
    except JoseError as error:
        raise NotProven(f"claim_{getattr(error, 'claim', '') or 'missing'}") from error
    if not str(claims["sub"]):
        raise NotProven("claim_sub")
    # A token for several readers must say that it was issued to us: another of them could hand it on otherwise.
    if isinstance(claims["aud"], list) and len(claims["aud"]) > 1 and claims.get("azp") != client.client_id:
        raise NotProven("claim_azp")
    if claims.get("azp", client.client_id) != client.client_id:
        raise NotProven("claim_azp")
    # Asking for it is a wish to a provider; only what the token says counts.
    if client.acr and claims.get("acr") not in client.acr:
        raise NotProven(TOO_WEAK)


def _challenge(verifier: str) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()


def _json(outbound: Outbound, url: str) -> Mapping[str, Any]:
    answer = outbound.request("GET", url, headers={"Accept": "application/json"})
    if answer.status != 200:
        raise NotProven("provider_has_no_description")
    return _object(answer.content)


def _object(content: bytes) -> Mapping[str, Any]:
    try:
        value = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise NotProven("answer_unreadable") from error
    if not isinstance(value, dict):
        raise NotProven("answer_unreadable")
    return value
