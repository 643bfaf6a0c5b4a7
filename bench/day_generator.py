"""The visitors of the day in a process of their own: each comes when their time is, however slow the answers are.

Reads what the day is as JSON from standard input, writes what was measured as JSON to standard output. The time of a
page runs from the moment at which it was due, redirects included, so an answer that kept somebody waiting counts for
the next page too.
"""

import asyncio
import contextlib
import json
import random
import resource
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from bench import day_scripts
from bench.day_scripts import Page, Script, Seen

TOKEN = "d" * 32
LONGEST = 30.0
_REDIRECTS = (301, 302, 303)


@dataclass
class Server:
    """One face, and the connections to it that stand idle."""

    port: int
    idle: list[tuple[asyncio.StreamReader, asyncio.StreamWriter]] = field(default_factory=list)
    opened: int = 0

    async def ask(self, method: str, path: str, cookies: str, form: bytes | None) -> tuple[int, dict[str, str], bytes]:
        """Ask for one address; once more on a fresh connection where an idle one was closed meanwhile."""
        head = (
            f"{method} {path} HTTP/1.1\r\nHost: 127.0.0.1:{self.port}\r\nAccept-Language: en\r\nCookie: {cookies}\r\n"
        )
        if form is not None:
            head += f"Origin: http://127.0.0.1:{self.port}\r\nContent-Type: application/x-www-form-urlencoded\r\n"
            head += f"Content-Length: {len(form)}\r\n"
        message = head.encode() + b"\r\n" + (form or b"")
        while self.idle:
            reader, writer = self.idle.pop()
            # Only what was never answered at all is asked again.
            with contextlib.suppress(ConnectionError, asyncio.IncompleteReadError):
                return await self._exchange(reader, writer, message)
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
        self.opened += 1
        return await self._exchange(reader, writer, message)

    async def _exchange(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, message: bytes
    ) -> tuple[int, dict[str, str], bytes]:
        try:
            answer = await self._answer(reader, writer, message)
        except BaseException:
            writer.close()
            raise
        self.idle.append((reader, writer))
        return answer

    async def _answer(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, message: bytes
    ) -> tuple[int, dict[str, str], bytes]:
        writer.write(message)
        lines = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines[1:])}
        if headers.get("transfer-encoding") == "chunked":
            parts = []
            while size := int(await reader.readline(), 16):
                parts.append((await reader.readexactly(size + 2))[:-2])
            await reader.readline()
            body = b"".join(parts)
        else:
            body = await reader.readexactly(int(headers.get("content-length", "0")))
        return int(lines[0].split(" ", 2)[1]), headers, body


@dataclass
class Measured:
    """What came of all pages."""

    seconds: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    errors: list[str] = field(default_factory=list)
    kinds_of_errors: Counter[str] = field(default_factory=Counter)
    statuses: Counter[int] = field(default_factory=Counter)
    kept: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    bytes: int = 0

    def fail(self, face: str, page: Page, what: str) -> None:
        """Note an error."""
        self.kinds_of_errors[f"{face}: {page.kind}: {what[:40]}"] += 1
        if len(self.errors) < 100:
            self.errors.append(f"{face}: {page.kind} {page.path}: {what}")


@dataclass
class Visitor:
    """Somebody with a script and a browser."""

    face: str
    server: Server
    cookies: str
    begin: Callable[[], Script]
    measured: Measured
    script: Script | None = None
    seen: Seen | None = None
    is_lost: bool = False

    async def next_page(self, due: float) -> None:
        """Load the next page of the script, due at this moment."""
        if self.script is None or self.is_lost:
            # Who was told an error begins anew, at their own pace.
            self.script, self.seen, self.is_lost = self.begin(), None, False
        try:
            page = next(self.script) if self.seen is None else self.script.send(self.seen)
        except (StopIteration, LookupError) as error:
            self.is_lost = True
            self.measured.fail(self.face, Page("script", "", ""), repr(error))
            return
        try:
            async with asyncio.timeout(LONGEST):
                self.seen = await self._load(page)
        except (OSError, TimeoutError, asyncio.IncompleteReadError, ValueError, LookupError) as error:
            self.measured.fail(self.face, page, type(error).__name__)
            self.is_lost = True
        self.measured.seconds[f"{self.face}: {page.kind}"].append(time.perf_counter() - due)

    async def _load(self, page: Page) -> Seen:
        form = None if page.form is None else urlencode(dict(page.form) | {"csrfmiddlewaretoken": TOKEN}).encode()
        method, path = "GET" if form is None else "POST", page.path
        status, body = 0, b""
        for _ in range(5):
            status, headers, body = await self.server.ask(method, path, self.cookies, form)
            self.measured.statuses[status] += 1
            self.measured.bytes += len(body)
            if status not in _REDIRECTS:
                break
            method, path, form = "GET", headers["location"], None
        if status != 200:
            self.measured.fail(self.face, page, f"status {status}")
            self.is_lost = True
        elif page.must.encode() not in body or not (b"</html>" in body or body.startswith(b"%PDF")):
            self.measured.fail(self.face, page, f"without {page.must}")
            self.is_lost = True
        elif page.keeps:
            self.measured.kept[page.keeps].append(path)
        return Seen(path.partition("?")[0], body)


async def visit(visitor: Visitor, *, begins: float, first: float, every: float, until: float) -> None:
    """Come for a page every so many seconds, however long the last one took."""
    due = first
    while due < until:
        wait = begins + due - time.perf_counter()
        if wait > 0:
            await asyncio.sleep(wait)
        await visitor.next_page(begins + due)
        due += every


async def day(given: dict[str, Any]) -> dict[str, Any]:
    """Warm up, then the day."""
    draw = random.Random(given["seed"])
    servers = {face: Server(port) for face, port in given["ports"].items()}
    warm = Measured()
    groups = [_visitor(one, servers, warm, draw) for one in given["warm"]]
    await asyncio.gather(*(_at_once(visitor, given["warm_pages"]) for visitor in groups))
    measured, cpu = Measured(), time.process_time()
    visitors = [(one, _visitor(one, servers, measured, draw)) for one in given["visitors"]]
    begins, until = time.perf_counter() + 0.5, given["seconds"]
    print("begins", file=sys.stderr, flush=True)
    await asyncio.gather(
        *(
            visit(visitor, begins=begins, first=draw.uniform(0, one["every"]), every=one["every"], until=until)
            for one, visitor in visitors
        )
    )
    return {
        "seconds": measured.seconds,
        "errors": measured.errors,
        "kinds_of_errors": measured.kinds_of_errors,
        "statuses": measured.statuses,
        "kept": measured.kept,
        "bytes": measured.bytes,
        "cpu": time.process_time() - cpu,
        "memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss,
        "took": time.perf_counter() - begins,
        "connections": {face: server.opened for face, server in servers.items()},
        "warm_errors": warm.errors,
        "warm_kept": warm.kept,
    }


async def _at_once(visitor: Visitor, pages: int) -> None:
    for _ in range(pages):
        await visitor.next_page(time.perf_counter())


def _visitor(one: dict[str, Any], servers: dict[str, Server], measured: Measured, draw: random.Random) -> Visitor:
    own = random.Random(draw.random())
    scripts: dict[str, Callable[[], Script]] = {
        "reads": lambda: day_scripts.reading(own),
        "follows": lambda: day_scripts.following(own, one),
        "applies": lambda: day_scripts.applying(own, one["before"]),
        "case": lambda: day_scripts.case_work(own, one),
        "decides": lambda: day_scripts.deciding(own, one),
        "pays": lambda: day_scripts.paying(own, one),
        "audits": lambda: day_scripts.overseeing(own, one),
        "supervises": lambda: day_scripts.supervising(own, one),
    }
    return Visitor(one["face"], servers[one["face"]], one["cookies"], scripts[one["does"]], measured)


def main() -> None:
    """One day."""
    given = json.load(sys.stdin)
    json.dump(asyncio.run(day(given)), sys.stdout)


if __name__ == "__main__":
    main()
