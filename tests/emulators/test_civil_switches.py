"""The civil registry's switches: what each does to a partner, and that the partner stands it."""

import queue
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from janua.exchange import dci
from janua.exchange.dci import civil
from janua.exchange.outbound import Fault, OutboundFailed
from tests.emulators.conftest import StartRegister
from tests.emulators.partner import US, Partner
from tests.emulators.running import Running

MARIA = civil.person_query(identity_number="9900190M")
BABY, MOTHER, FATHER = "9900626L", "9900692M", "9900691M"


@pytest.fixture(scope="module")
def running(start_register: StartRegister, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Partner]:
    with start_register("civil", dci.Interface.CRVS, tmp_path_factory.mktemp("civil")) as partner:
        yield partner


@pytest.fixture
def registry(running: Partner) -> Iterator[Partner]:
    """The running registry with every switch back and nothing left over."""
    switch(running)
    running.got = queue.Queue()
    yield running
    switch(running)
    time.sleep(0.05)


def switch(partner: Partner, **changes: Any) -> None:
    assert partner.emulator
    partner.emulator.switch(**changes)


def order(partner: Partner, path: str, value: Any) -> Any:
    assert partner.emulator
    return partner.emulator.control(path, value)


def refused(partner: Partner, envelope: dci.Envelope, **more: Any) -> str:
    with pytest.raises(OutboundFailed) as failure:
        partner.post(envelope, **more)
    return str(failure.value)


# Each switch, and what it does to us.


@pytest.mark.parametrize(("failure", "fault"), [("unavailable", Fault.BUSY), ("disconnect", Fault.UNREACHABLE)])
def test_switch_failure_gives_no_acknowledgement(registry: Partner, failure: str, fault: Fault) -> None:
    switch(registry, failure=failure, failures=1)

    with pytest.raises(OutboundFailed) as raised:
        registry.ask(MARIA)
    assert (raised.value.fault, raised.value.may_retry) == (fault, True)
    registry.ask(MARIA)
    assert registry.answer().status == "succ", "one failure was ordered"


def test_switch_disconnect_after_answers_all_the_same(registry: Partner) -> None:
    switch(registry, failure="disconnect_after", failures=1)

    with pytest.raises(OutboundFailed):
        registry.ask(MARIA)
    assert registry.answer().status == "succ"


def test_switch_silent_acknowledges_and_never_answers(registry: Partner) -> None:
    switch(registry, failure="silent")
    registry.ask(MARIA)

    assert registry.is_quiet()


def test_switch_reject_says_no(registry: Partner) -> None:
    switch(registry, failure="reject")
    registry.ask(MARIA)

    assert registry.answer().status == "rjct"


def test_switch_delay_and_late_take_time(registry: Partner) -> None:
    switch(registry, delay=0.3, late=0.4)
    start = time.monotonic()
    registry.ask(MARIA)
    asked = time.monotonic() - start
    registry.answer()

    assert asked >= 0.3
    assert time.monotonic() - start >= 0.7


def test_switch_early_answers_before_it_acknowledges(registry: Partner) -> None:
    switch(registry, early=True)
    registry.ask(MARIA)

    assert registry.got.qsize() == 1


def test_switch_contradiction_changes_the_answer(registry: Partner) -> None:
    switch(registry, contradiction=True)
    registry.ask(MARIA)

    person = civil.read_person(registry.answer().records[0])
    assert (person.born_on, person.marital_status) == (date(1989, 5, 14), "single")


def test_switch_duplicate_sends_the_same_bytes_and_the_same_answer_anew(registry: Partner) -> None:
    switch(registry, duplicate=2)
    registry.ask(MARIA)

    got = [registry.next() for _ in range(3)]
    assert sorted(one.refused for one in got) == ["", "", "err.request.forbidden"]
    assert len({dci.found(one.envelope)[0].reference_id for one in got if one.envelope}) == 1
    assert registry.is_quiet()


def test_switch_flood_sends_answers_that_nobody_asked_for(registry: Partner) -> None:
    switch(registry, flood=5)
    registry.ask(MARIA)

    found = [registry.answer() for _ in range(6)]
    assert sorted(one.reference_id == "r-1" for one in found) == [False] * 5 + [True]


def test_switch_out_of_order_lets_the_second_overtake_the_first(registry: Partner) -> None:
    switch(registry, out_of_order=True)
    # Whichever of two neighbours waits, one of three questions is overtaken.
    for number in range(3):
        registry.ask(MARIA, f"r-{number}")

    assert [registry.answer().reference_id for _ in range(3)] != ["r-0", "r-1", "r-2"]


@pytest.mark.parametrize(
    ("signature", "code"),
    [
        ("forged", "err.signature.invalid"),
        ("expired", "err.signature.invalid"),
        ("future", "err.signature.invalid"),
        ("unsigned", "err.signature.missing"),
        ("misdirected", "err.receiver_id.invalid"),
    ],
)
def test_switch_signature_is_seen_by_us(registry: Partner, signature: str, code: str) -> None:
    switch(registry, signature=signature)
    registry.ask(MARIA)

    assert registry.next().refused == code
    assert registry.is_quiet(), "what was refused for good is not sent again"


def test_an_unknown_switch_is_refused(registry: Partner) -> None:
    with pytest.raises(OSError, match="400"):
        switch(registry, speed=1)


def test_a_taken_port_is_one_clear_line(registry: Partner, tmp_path: Path) -> None:
    import subprocess
    import sys

    from tests.emulators.running import ROOT

    assert registry.emulator
    command = [sys.executable, "-m", "emulators.civil", "--port", str(registry.emulator.port), "--state", str(tmp_path)]
    more = ["--keys", str(tmp_path), "--partner-id", US, "--partner-url", registry.url]
    done = subprocess.run([*command, *more], check=False, cwd=ROOT, capture_output=True, text=True, timeout=20)

    assert done.returncode == 3
    assert done.stderr.count("\n") == 1
    assert f"port {registry.emulator.port} cannot be had" in done.stderr


def test_the_command_line_sets_switches(start_register: StartRegister, population: Path, tmp_path: Path) -> None:
    arguments = ["--population", population, "--state", tmp_path, "--keys", tmp_path]
    ours = ["--partner-id", US, "--partner-url", "http://127.0.0.1:9"]
    with Running("civil", *arguments, *ours, "--delay", 1.5, "--flood", 2, "--contradiction") as emulator:
        now = emulator.control("switches")

    assert (now["delay"], now["flood"], now["contradiction"], now["failure"]) == (1.5, 2, True, "")
