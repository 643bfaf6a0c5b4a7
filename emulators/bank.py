"""The bank: pain.001 by PUT over TLS, its answers and notices by GET; what it took and booked survives a kill.

PUT  /files/{name}   a pain.001.001.09. 202 taken; the same bytes again get the same answer; 409 a known message id with
                     other bytes; 422 not valid or does not add up. Every refusal is also a pain.002 in the list.
GET  /files          {"files": [{"number", "name", "size"}]} in the order of becoming ready
GET  /files/{name}   pain.002.001.10, camt.054.001.08 or camt.053.001.08
Control: POST /close-day {}; POST /bookings {}; switches as everywhere.
"""

import argparse
import hashlib
import json
import ssl
import threading
import time
import traceback
from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from emulators import starting
from emulators.bank_files import Booking, Head, Instruction, Unreadable, name_of, notice, read, statement, status_report
from emulators.bank_ledger import Ledger
from emulators.serving import Reply, Request, serve
from emulators.switches import Faults, Switches

_UNKNOWN = Head("", "", 0, Decimal(0), "")
_REASONS = ("AC04", "AC06", "MD07")


class Bank:
    """Takes files in one thread each and works them off in one of its own."""

    def __init__(self, arguments: argparse.Namespace, faults: Switches, journal: starting.Journal) -> None:
        self._faults, self._journal = faults, journal
        self._ledger = Ledger(arguments.state)
        self._rejects, self._returns = arguments.rejects, arguments.returns
        self._closed = frozenset(arguments.closed)
        self._today: date | None = arguments.today
        self._work = threading.Event()
        self._work.set()
        threading.Thread(target=self._work_for_ever, daemon=True).start()

    def answer(self, request: Request) -> Reply | None:
        failure = self._faults.take_failure()
        time.sleep(self._faults.now.delay)
        if failure == "disconnect":
            return None
        if failure == "unavailable":
            return Reply.of(503, {"error": "closed for the night"})
        reply = self._answered(request, failure)
        self._journal.add("asked", method=request.method, target=request.target, status=reply.status)
        return None if failure == "disconnect_after" else reply

    def _answered(self, request: Request, failure: str) -> Reply:
        if request.steps[:1] != ("files",) or len(request.steps) > 2:
            return Reply.of(404, {"error": "try /files"})
        if request.method == "PUT" and len(request.steps) == 2:
            return self._take(request.body, failure)
        if request.method != "GET":
            return Reply.of(405, {"error": "GET, or PUT /files/{name}"})
        if len(request.steps) == 1:
            files = [{"number": number, "name": name, "size": size} for number, name, size in self._ledger.listed()]
            return Reply.of(200, {"files": files[::-1] if self._faults.now.out_of_order else files})
        body = self._ledger.file(request.steps[1])
        if body is None:
            return Reply.of(404, {"error": "no such file"})
        return Reply(200, body, content_type="application/xml")

    def _take(self, body: bytes, failure: str) -> Reply:
        sha256 = hashlib.sha256(body).hexdigest()
        if known := self._ledger.known(sha256):
            return Reply(known[0], known[1].encode())
        head, verdict, why = self._judge(body, failure)
        with self._ledger.change():
            # Once more, now that nobody else can write: the same bytes may come twice at one time.
            if known := self._ledger.known(sha256):
                return Reply(known[0], known[1].encode())
            if not verdict and self._ledger.is_accepted(head.message_id):
                verdict, why = "DU01", "this message id was used for other bytes"
            status = {"": 202, "DU01": 409}.get(verdict, 422)
            reply = json.dumps({"message_id": head.message_id, "sha256": sha256, "reason": verdict, "why": why})
            self._ledger.keep(sha256, head.message_id, body, status, reply, accepted=not verdict)
            if verdict:
                report = status_report(head, made_at=self._moment(), group="RJCT", reason=verdict, why=why, part=sha256)
                self._list(f"pain.002-{head.message_id or 'UNKNOWN'}-{sha256[:8]}.xml", report)
        if failure != "silent":
            self._work.set()
        return Reply(status, reply.encode())

    def _judge(self, body: bytes, failure: str) -> tuple[Head, str, str]:
        """The head of a file and, where it is refused as a whole, a code and why."""
        try:
            head, instructions = read(body)
        except Unreadable as unreadable:
            return Head(unreadable.message_id, "", 0, Decimal(0), ""), "FF01", str(unreadable)
        amounts = [instruction.amount for instruction in instructions]
        if len(amounts) != head.count:
            return head, "AM18", f"{len(amounts)} transactions, not {head.count}"
        if sum(amounts, Decimal(0)) != head.control_sum:
            return head, "AM10", "the instructed amounts do not come to the control sum"
        return head, "MS03" if failure == "reject" else "", ""

    def _work_for_ever(self) -> None:
        while True:
            self._work.wait()
            self._work.clear()
            try:
                while waiting := self._ledger.waiting():
                    self._process(*waiting)
            except Exception:  # noqa: BLE001 (the one worker must go on; the fault is told)
                traceback.print_exc()

    def _process(self, sha256: str, body: bytes) -> None:
        """Decide each payment, book, and make the files, in one transaction: a kill leaves all or nothing of it."""
        head, instructions = read(body)
        statuses: list[tuple[str, str, str]] = []
        debits: list[Booking] = []
        returns: list[Booking] = []
        on, seen = self._day(), set()
        for instruction in instructions:
            status, cause = _decide(instruction, self._rejects, twice=instruction.end_to_end_id in seen)
            seen.add(instruction.end_to_end_id)
            statuses.append((instruction.end_to_end_id, status, cause))
            if status == "ACSC":
                debits.append(_booking(instruction, head, "", on))
                if reason := self._why_returned(instruction):
                    returns.append(_booking(instruction, head, reason, on))
        faults = self._faults.now
        files = list(self._files(head, statuses, debits, returns, faults))
        with self._ledger.change():
            self._ledger.book([*debits, *returns])
            for name, content in files[::-1] if faults.out_of_order else files:
                self._list(name, content)
            self._ledger.done(sha256)

    def _why_returned(self, instruction: Instruction) -> str:
        """The code with which a payment comes back; empty for one that stays."""
        if instruction.account in self._closed:
            return "AC04"
        if _lot(instruction.end_to_end_id, "return") < self._returns:
            return _REASONS[_lot(instruction.end_to_end_id, "reason") % len(_REASONS)]
        return ""

    def _files(
        self, head: Head, statuses: list[Any], debits: list[Booking], returns: list[Booking], faults: Faults
    ) -> Iterator[tuple[str, bytes]]:
        made_at, paid = self._moment(), sum(1 for one in statuses if one[1] == "ACSC")
        group = "ACSC" if paid == len(statuses) else "RJCT" if paid == 0 else "PART"
        report = status_report(head, made_at=made_at, group=group, statuses=statuses)
        yield f"pain.002-{head.message_id}.xml", report
        if faults.contradiction and paid:
            first = next(one for one in statuses if one[1] == "ACSC")
            other = [(first[0], "RJCT", "AC04")]
            content = status_report(head, made_at=made_at, group="PART", statuses=other, part="contradiction")
            yield f"pain.002-{head.message_id}-again.xml", content
        for kind, bookings in (("debits", debits), ("returns", returns)):
            if bookings:
                name = name_of("N", head.message_id, kind)
                content = notice(head.debtor_account, bookings, made_at=made_at, name=name)
                yield f"camt.054-{head.message_id}-{kind}.xml", content
        for number in range(faults.flood):
            name = name_of("N", head.message_id, f"flood {number}")
            account, is_credit, day = head.debtor_account, True, self._day()
            stray = Booking(account, name, is_credit, Decimal(1), "EUR", f"STRAY-{number}", "", "", day)
            content = notice(head.debtor_account, [stray], made_at=made_at, name=name)
            yield f"camt.054-{head.message_id}-stray-{number}.xml", content

    def _list(self, name: str, content: bytes) -> None:
        faults = self._faults.now
        self._ledger.list_file(name, content, time.time() + faults.late)
        for copy in range(faults.duplicate):
            self._ledger.list_file(f"copy-{copy + 1}-{name}", content, time.time() + faults.late)

    def close_day(self, _: Any) -> Any:
        """Make a statement of everything that is on none."""
        with self._ledger.change():
            closed = []
            for account in sorted({one.account for one in self._ledger.bookings("statement is null")}):
                new = self._ledger.bookings("statement is null and account = ?", account)
                old = self._ledger.bookings("statement is not null and account = ?", account)
                opening, closing, day = _balance(old), _balance([*old, *new]), self._day()
                name = name_of("D", account, day, str(len(old)), str(len(new)))
                content = statement(
                    account, new, made_at=self._moment(), name=name, opening=opening, closing=closing, on=day
                )
                self._list(f"camt.053-{name}.xml", content)
                self._ledger.state(name, account)
                closed.append({"name": f"camt.053-{name}.xml", "opening": str(opening), "closing": str(closing)})
        return closed

    def bookings(self, _: Any) -> Any:
        """What stands in the ledger: {"debits", "credits", "count"}, and every end-to-end id that was paid."""
        booked = self._ledger.bookings()
        paid = [one for one in booked if not one.is_credit]
        return {
            "count": len(booked),
            "debits": str(sum((one.amount for one in paid), Decimal(0))),
            "credits": str(sum((one.amount for one in booked if one.is_credit), Decimal(0))),
            "paid": [one.end_to_end_id for one in paid],
        }

    def work(self, _: Any) -> Any:
        """Work off what a silent bank left lying."""
        self._work.set()
        return {}

    def _day(self) -> str:
        return (self._today or datetime.now(UTC).date()).isoformat()

    def _moment(self) -> str:
        moment = datetime.now(UTC)
        if self._today:
            moment = moment.replace(year=self._today.year, month=self._today.month, day=self._today.day)
        return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def _decide(instruction: Instruction, rejects: int, *, twice: bool) -> tuple[str, str]:
    if twice:
        return "RJCT", "DU04"
    if instruction.account[:2].isalpha() and not _is_iban(instruction.account):
        return "RJCT", "AC01"
    if _lot(instruction.end_to_end_id, "reject") < rejects:
        return "RJCT", "AC04"
    return "ACSC", ""


def _booking(instruction: Instruction, head: Head, reason: str, on: str) -> Booking:
    reference = name_of("C" if reason else "D", head.message_id, instruction.end_to_end_id)
    ids = instruction.end_to_end_id, head.message_id
    return Booking(
        head.debtor_account, reference, bool(reason), instruction.amount, instruction.currency, *ids, reason, on
    )


def _lot(text: str, what: str) -> int:
    """The same number from 0 to 999 for the same payment, for ever."""
    return int.from_bytes(hashlib.sha256(f"{what}:{text}".encode()).digest()[:8]) % 1000


def _is_iban(text: str) -> bool:
    turned = text[4:] + text[:4]
    return turned.isalnum() and int("".join(str(int(character, 36)) for character in turned)) % 97 == 1


def _balance(bookings: list[Booking]) -> Decimal:
    return sum((one.amount if one.is_credit else -one.amount for one in bookings), Decimal(0))


def main() -> None:
    options = starting.parser("bank", __doc__ or "")
    options.add_argument("--rejects", type=int, default=0, help="payments refused, in a thousand")
    options.add_argument("--returns", type=int, default=20, help="payments that come back, in a thousand")
    options.add_argument(
        "--closed",
        action="append",
        default=[],
        metavar="ACCOUNT",
        help="an account that was closed: payments come back",
    )
    options.add_argument("--today", type=date.fromisoformat, help="the day on which the bank books")
    options.add_argument("--anyone", action="store_true", help="ask for no client certificate")
    arguments = options.parse_args()
    faults, journal = Switches.from_arguments(arguments), starting.Journal()
    bank = Bank(arguments, faults, journal)
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    tls.load_cert_chain(arguments.keys / "server.pem", arguments.keys / "server.key")
    if not arguments.anyone:
        tls.load_verify_locations(arguments.keys / "ca.pem")
        tls.verify_mode = ssl.CERT_REQUIRED
    orders = {"close-day": bank.close_day, "bookings": bank.bookings, "work": bank.work}
    behind = starting.control(faults, journal, orders)
    serve("bank", bank.answer, behind, port=arguments.port, control_port=arguments.control_port, tls=tls)


if __name__ == "__main__":
    main()
