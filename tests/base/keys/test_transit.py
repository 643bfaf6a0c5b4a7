"""The key service: a real server speaking the transit protocol over TLS, and what we do when it is away."""

import time
from pathlib import Path

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from emulators import certificates
from janua.base.keys.envelope import Tampered
from janua.base.keys.port import KeyMissing, KeysUnavailable
from janua.base.keys.transit import MOST_AT_ONCE, TransitKeys, TransitSettings
from tests.base.keys.vault import WORK, Service, service

__all__ = ["service"]


def test_wrapped_keys_open_for_their_place_only(service: Service) -> None:
    port = service.client()
    wrapped = port.wrap_all([(b"k" * 32, b"anna"), (b"l" * 32, b"bruno")])
    assert [version for version, _ in wrapped] == [1, 1]
    both = [(*wrapped[0], b"anna"), (*wrapped[1], b"bruno")]
    assert port.unwrap_all(both) == [b"k" * 32, b"l" * 32]
    with pytest.raises(Tampered):
        port.unwrap_all([(*wrapped[0], b"bruno")])


def test_many_keys_go_in_few_requests(service: Service) -> None:
    port = service.client()
    asked = len(service.running.control("journal"))
    keys = [(bytes([n % 256]) * 32, b"%d" % n) for n in range(MOST_AT_ONCE + 1)]
    wrapped = port.wrap_all(keys)
    opened = port.unwrap_all([(*one, where) for one, (_, where) in zip(wrapped, keys, strict=True)])
    assert opened == [key for key, _ in keys]
    assert len(service.running.control("journal")) - asked == 4


def test_new_version_wraps_at_once_and_the_old_opens_until_it_is_retired(service: Service) -> None:
    port = service.client()
    [(old, blob)] = port.wrap_all([(b"k" * 32, b"anna")])
    assert (port.current_version, port.add_version()) == (1, 2)
    assert port.wrap_all([(b"k" * 32, b"anna")])[0][0] == 2
    assert port.unwrap_all([(old, blob, b"anna")]) == [b"k" * 32]
    port.retire(1)
    with pytest.raises(KeyMissing, match="version"):
        port.unwrap_all([(old, blob, b"anna")])


def test_digest_stays_the_same_after_the_key_was_rotated_by_mistake(service: Service) -> None:
    port = service.client()
    before = port.mac("identifiers", b"123456M")
    service.tokens({"s.work": [*WORK, "keys/janua-mac-identifiers/rotate"]})
    port._post("keys", "janua-mac-identifiers/rotate", {})
    assert (port.mac("identifiers", b"123456M"), len(before)) == (before, 32)
    assert port.mac("identifiers", b"123457M") != before


def test_sign_verifies_with_the_public_key(service: Service) -> None:
    port = service.client()
    public = Ed25519PublicKey.from_public_bytes(port.public_key("audit"))
    public.verify(port.sign("audit", b"head"), b"head")
    with pytest.raises(InvalidSignature):
        public.verify(port.sign("audit", b"head"), b"other")


def test_process_at_the_network_closes_the_box_and_opens_nothing(service: Service) -> None:
    network, work = service.client("s.network"), service.client()
    closed = network.close_box("inbox", b"k" * 32)
    assert work.open_box("inbox", closed) == b"k" * 32
    with pytest.raises(KeyMissing, match="does not let"):
        network.open_box("inbox", closed)
    with pytest.raises(KeyMissing, match="does not let"):
        network.wrap_all([(b"k" * 32, b"anna")])


def test_key_that_is_not_there_is_named_and_never_made(service: Service) -> None:
    port = service.client()
    with pytest.raises(KeyMissing, match="janua-sign-bank"):
        port.sign("bank", b"file")
    with pytest.raises(KeyMissing, match="janua-sign-bank"):
        port.public_key("bank")


@pytest.mark.parametrize("failure", ["unavailable", "disconnect", "disconnect_after"])
def test_service_that_fails_is_unavailable_and_works_again_by_itself(service: Service, failure: str) -> None:
    port = service.client()
    service.running.switch(failure=failure)
    with pytest.raises(KeysUnavailable):
        port.mac("identifiers", b"1")
    service.running.switch()
    time.sleep(1.1)
    assert len(port.mac("identifiers", b"1")) == 32


def test_one_dropped_connection_is_not_noticed(service: Service) -> None:
    port = service.client()
    service.running.switch(failure="disconnect", failures=1)
    assert len(port.mac("identifiers", b"1")) == 32


def test_slow_service_is_given_up_in_time_and_the_next_caller_does_not_wait(service: Service) -> None:
    port = service.client()
    service.running.switch(delay=3.0)
    begun = time.monotonic()
    with pytest.raises(KeysUnavailable, match="in time"):
        port.mac("identifiers", b"1")
    waited, begun = time.monotonic() - begun, time.monotonic()
    with pytest.raises(KeysUnavailable, match="a moment ago"):
        port.mac("identifiers", b"1")
    assert (waited < 2.5, time.monotonic() - begun < 0.2) == (True, True)


def test_dead_service_is_unavailable(service: Service) -> None:
    port = service.client()
    service.running.kill()
    with pytest.raises(KeysUnavailable, match="cannot be reached"):
        port.sign("audit", b"head")


def test_token_that_was_renewed_in_its_file_is_taken_up(service: Service) -> None:
    port = service.client()
    service.tokens({"s.next": WORK})
    with pytest.raises(KeyMissing, match="does not let"):
        port.mac("identifiers", b"1")
    (service.folder / "s.work.token").write_text("s.next\n")
    assert len(port.mac("identifiers", b"1")) == 32


def test_service_with_another_certificate_is_not_spoken_to(service: Service, tmp_path: Path) -> None:
    settings = service.settings()
    certificates.make(tmp_path / "other")
    other = TransitSettings(settings.address, settings.token_file, tmp_path / "other" / "ca.pem")
    stranger = TransitKeys(other)
    with pytest.raises(KeysUnavailable, match="certificate"):
        stranger.mac("identifiers", b"1")
    stranger.close()
    assert [one for one in service.running.control("journal") if one["what"] == "asked"] == []


def test_missing_token_is_said_at_the_start(service: Service) -> None:
    settings = service.settings()
    settings.token_file.unlink()
    with pytest.raises(KeyMissing, match="JANUA_KEYS_TOKEN"):
        TransitKeys(settings)


def test_keys_survive_a_kill_of_the_service(service: Service) -> None:
    [(version, wrapped)] = service.client().wrap_all([(b"k" * 32, b"anna")])
    service.running.kill()
    service.running.start()
    assert service.client().unwrap_all([(version, wrapped, b"anna")]) == [b"k" * 32]
