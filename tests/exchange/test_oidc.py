"""Signing in with OpenID Connect against two providers as running processes: our emulator, and somebody else's work."""

import json
import os
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, cast
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest

from demo.processes import Processes, Program, answers_http, free_port
from emulators.eid import subject_of
from janua.exchange import oidc
from janua.exchange.outbound import Answer, Outbound, OutboundFailed
from tests.emulators.running import Running

REDIRECT = "https://portal.example/sign-in/back/"
CARD = "9900190M"


@pytest.fixture(scope="module")
def eid(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    folder = tmp_path_factory.mktemp("population")
    person = {"id_card": CARD, "name": {"Latn": {"given": "Maria", "family": "Borg"}}}
    (folder / "identita.jsonl").write_text(json.dumps(person) + "\n")
    with Running("eid", "--population", folder, "--redirect", REDIRECT, "--secret", "hush") as running:
        yield running


@pytest.fixture
def client(eid: Running) -> Iterator[oidc.Client]:
    yield (ours := oidc.Client(issuer=eid.url, address=eid.url, client_id="janua", secret="hush"))
    eid.switch()
    eid.control("claims", {})
    oidc.forget_provider(ours)


@pytest.fixture
def outbound(eid: Running) -> Iterator[Outbound]:
    with Outbound([eid.url], allow_loopback_http=True) as ours:
        yield ours


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: Any) -> None:
        return None


def _press(url: str, **form: str) -> tuple[int, dict[str, str]]:
    """What a browser does with the provider's page: fill in and send; gives the status and where it is sent."""
    parts = urlsplit(url)
    fields = {name: values[0] for name, values in parse_qs(parts.query).items()} | form
    opener = urllib.request.build_opener(_NoRedirect)
    try:
        opener.open(f"{parts.scheme}://{parts.netloc}{parts.path}", urlencode(fields).encode(), timeout=10)
    except urllib.error.HTTPError as answer:
        with answer:
            sent = urlsplit(answer.headers.get("Location", ""))
        return answer.code, {name: values[0] for name, values in parse_qs(sent.query).items()}
    return 200, {}


def _signed_in(client: oidc.Client, outbound: Outbound, **changes: Any) -> Any:
    begun = oidc.begin(client, outbound, redirect_uri=REDIRECT, scope="openid profile")
    _, back = _press(begun.url, card=CARD)
    values = {"code": back["code"], "verifier": begun.verifier, "nonce": begun.nonce, "redirect_uri": REDIRECT}
    return oidc.finish(client, outbound, **(values | changes))


def test_provider_names_who_signed_in(client: oidc.Client, outbound: Outbound) -> None:
    claims = _signed_in(client, outbound)

    told = {name: claims[name] for name in ("iss", "sub", "aud", "id_card", "given_name", "family_name")}
    assert told == {
        "iss": client.address,
        "sub": subject_of(CARD),
        "aud": "janua",
        "id_card": CARD,
        "given_name": "Maria",
        "family_name": "Borg",
    }


@pytest.mark.parametrize(
    ("signature", "reason"),
    [
        ("forged", "signature"),
        ("unsigned", "signature"),
        ("expired", "claim_exp"),
        ("future", "claim_iat"),
        ("misdirected", "claim_aud"),
    ],
)
def test_token_is_refused(eid: Running, client: oidc.Client, outbound: Outbound, signature: str, reason: str) -> None:
    eid.switch(signature=signature)

    with pytest.raises(oidc.NotProven) as refused:
        _signed_in(client, outbound)
    assert refused.value.reason == reason


@pytest.mark.parametrize(
    ("claims", "reason"),
    [
        ({"nonce": "another"}, "claim_nonce"),
        ({"nonce": None}, "claim_nonce"),
        ({"iss": "https://elsewhere.example"}, "claim_iss"),
        ({"aud": ["janua", "other"]}, "claim_azp"),
        ({"aud": ["janua", "other"], "azp": "other"}, "claim_azp"),
        ({"aud": "janua", "azp": "other"}, "claim_azp"),
        ({"sub": ""}, "claim_sub"),
        ({"sub": None}, "claim_sub"),
        ({"exp": None}, "claim_exp"),
    ],
)
def test_claims_are_refused(
    eid: Running, client: oidc.Client, outbound: Outbound, claims: dict[str, Any], reason: str
) -> None:
    eid.control("claims", claims)

    with pytest.raises(oidc.NotProven) as refused:
        _signed_in(client, outbound)
    assert refused.value.reason == reason


@pytest.mark.parametrize(
    "changes", [{"verifier": "another" * 8}, {"redirect_uri": "https://elsewhere.example/"}, {"code": "guessed"}]
)
def test_code_is_good_only_as_it_was_asked_for(
    client: oidc.Client, outbound: Outbound, changes: dict[str, str]
) -> None:
    with pytest.raises(oidc.NotProven) as refused:
        _signed_in(client, outbound, **changes)
    assert refused.value.reason == "code_refused"


def test_code_is_good_once(client: oidc.Client, outbound: Outbound) -> None:
    begun = oidc.begin(client, outbound, redirect_uri=REDIRECT, scope="openid")
    _, back = _press(begun.url, card=CARD)
    kept: Any = {"verifier": begun.verifier, "nonce": begun.nonce, "redirect_uri": REDIRECT}
    oidc.finish(client, outbound, code=back["code"], **kept)

    with pytest.raises(oidc.NotProven, match="code_refused"):
        oidc.finish(client, outbound, code=back["code"], **kept)


def test_wrong_secret_is_refused(client: oidc.Client, outbound: Outbound) -> None:
    with pytest.raises(oidc.NotProven, match="code_refused"):
        _signed_in(replace(client, secret="guess"), outbound)


def test_provider_that_names_another_issuer_is_refused(client: oidc.Client, outbound: Outbound) -> None:
    with pytest.raises(oidc.NotProven, match="discovery_names_another_issuer"):
        oidc.begin(replace(client, issuer="https://eid.example"), outbound, redirect_uri=REDIRECT, scope="openid")


def test_provider_that_is_down_is_told_apart(eid: Running, client: oidc.Client, outbound: Outbound) -> None:
    eid.switch(failure="disconnect")

    with pytest.raises(OutboundFailed):
        oidc.begin(client, outbound, redirect_uri=REDIRECT, scope="openid")


def test_cancelling_comes_back_with_the_state(client: oidc.Client, outbound: Outbound) -> None:
    begun = oidc.begin(client, outbound, redirect_uri=REDIRECT, scope="openid")

    assert _press(begun.url, do="cancel") == (303, {"error": "access_denied", "state": begun.state})


def test_browser_is_never_sent_to_an_unknown_address(client: oidc.Client, outbound: Outbound) -> None:
    begun = oidc.begin(client, outbound, redirect_uri="https://elsewhere.example/", scope="openid")

    assert _press(begun.url, card=CARD) == (400, {})


def test_sign_in_without_a_challenge_is_refused_by_the_provider(client: oidc.Client, outbound: Outbound) -> None:
    begun = oidc.begin(client, outbound, redirect_uri=REDIRECT, scope="openid")

    status, back = _press(begun.url, code_challenge_method="plain", card=CARD)

    assert (status, back["error"]) == (303, "invalid_request")


def test_another_houses_provider_is_understood(tmp_path: Path) -> None:
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    command = [sys.executable, "-m", "oidc_provider_mock", "--port", str(port), "--user", "anna"]
    ready = answers_http(port, "/.well-known/openid-configuration")
    with Processes(tmp_path) as processes:
        processes.start(Program("theirs", command, os.environ, ready=ready))
        claims = _sign_in_elsewhere(address)

    assert (claims["iss"], claims["sub"]) == (address, "anna")


def _sign_in_elsewhere(address: str) -> Any:
    client = oidc.Client(issuer=address, address=address, client_id="janua", secret="any")
    with Outbound([address], allow_loopback_http=True) as outbound:
        begun = oidc.begin(client, outbound, redirect_uri=REDIRECT, scope="openid")
        opener = urllib.request.build_opener(_NoRedirect)
        with pytest.raises(urllib.error.HTTPError) as sent:
            opener.open(begun.url, urlencode({"sub": "anna"}).encode(), timeout=10)
        with sent.value:
            back = parse_qs(urlsplit(sent.value.headers["Location"]).query)
        assert back["state"] == [begun.state]
        return oidc.finish(
            client, outbound, code=back["code"][0], verifier=begun.verifier, nonce=begun.nonce, redirect_uri=REDIRECT
        )


@pytest.mark.parametrize("content", [b"[" * 100_000, b'{"issuer":' * 100_000, b"[]", b"\xff"])
def test_answer_that_is_no_object_is_told_apart(client: oidc.Client, content: bytes) -> None:
    class Answers:
        def request(self, *_args: Any, **_more: Any) -> Answer:
            return Answer(status=200, content=content, headers={})

    oidc.forget_provider(client)
    with pytest.raises(oidc.NotProven, match="answer_unreadable"):
        oidc.begin(client, cast("Outbound", Answers()), redirect_uri=REDIRECT, scope="openid")
