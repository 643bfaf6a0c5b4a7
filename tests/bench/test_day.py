"""The visitors of the day: what they measure, and what they take for an error."""

import asyncio
import contextlib
import time
from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from bench.day_generator import Measured, Server, Visitor, visit
from bench.day_scripts import Page, Script, Seen

Answer = Callable[[str, bytes], Awaitable[bytes]]
PAGE = b"""<html><form action="/language/" method="post"><input name="language"></form>
<a href="/x/1/">one</a><a href="/x/2/?a=1&amp;b=2">two</a>
<form method="post" action="/x/?a=1&amp;b=2"><input type="hidden" name="shown" value="a&quot;b"><input name="typed">
<input type="radio" name="any" value="yes"></form></html>"""


def _ok(body: bytes, *, status: str = "200 OK", more: str = "") -> bytes:
    return f"HTTP/1.1 {status}\r\nContent-Length: {len(body)}\r\n{more}\r\n".encode() + body


def _come(answer: Answer, pages: list[Page], *, every: float = 0.0, until: float = 0.0) -> tuple[Measured, int]:
    """Let somebody come to a server that answers so; gives what they measured and the connections they opened."""

    async def served() -> tuple[Measured, int]:
        async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            while head := await reader.readuntil(b"\r\n\r\n"):
                length = next((int(line[15:]) for line in head.split(b"\r\n") if line.startswith(b"Content-Length")), 0)
                body = await reader.readexactly(length)
                writer.write(await answer(head.split(b" ", 2)[1].decode(), body))
                await writer.drain()

        talks: list[asyncio.Task[None]] = []

        async def at(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            task = asyncio.current_task()
            assert task is not None
            talks.append(task)
            with contextlib.suppress(asyncio.IncompleteReadError, ConnectionError):
                await talk(reader, writer)
            writer.close()
            await writer.wait_closed()

        listening = await asyncio.start_server(at, "127.0.0.1", 0)
        server, measured = Server(listening.sockets[0].getsockname()[1]), Measured()

        def script() -> Script:
            for page in pages:
                _seen = yield page

        visitor = Visitor("portal", server, "a=b", script, measured)
        if until:
            await visit(visitor, begins=time.perf_counter(), first=0.0, every=every, until=until)
        else:
            for _ in pages:
                await visitor.next_page(time.perf_counter())
        for _, writer in server.idle:
            writer.close()
            await writer.wait_closed()
        listening.close()
        await listening.wait_closed()
        await asyncio.gather(*(asyncio.wait_for(task, 5) for task in talks))
        # What was closed is gone a moment later.
        await asyncio.sleep(0.05)
        return measured, server.opened

    return asyncio.run(served())


def test_time_runs_from_the_moment_at_which_a_page_was_due() -> None:
    answers = 0

    async def slow_at_first(_path: str, _body: bytes) -> bytes:
        nonlocal answers
        answers += 1
        await asyncio.sleep(0.5 if answers == 1 else 0.0)
        return _ok(PAGE)

    measured, _ = _come(slow_at_first, [Page("page", "/", "<a")] * 3, every=0.2, until=0.6)

    first, second, third = measured.seconds["portal: page"]
    # The second was due while the first kept its visitor waiting: their wait is counted, as for somebody at a door.
    assert (first >= 0.5, second >= 0.29, third >= 0.09) == (True, True, True)
    assert (measured.errors, third < first) == ([], True)


def test_redirects_are_part_of_the_page_and_what_it_led_to_is_noted() -> None:
    sent: list[tuple[str, bytes]] = []

    async def answer(path: str, body: bytes) -> bytes:
        sent.append((path, body))
        return _ok(b"", status="303 See Other", more="Location: /there/9/\r\n") if path == "/send/" else _ok(PAGE)

    measured, opened = _come(answer, [Page("send", "/send/", "<a", {"typed": "ħ"}, keeps="sent")])

    assert [path for path, _ in sent] == ["/send/", "/there/9/"]
    assert sent[0][1] == b"typed=%C4%A7&csrfmiddlewaretoken=" + b"d" * 32
    assert (dict(measured.kept), dict(measured.statuses), opened) == ({"sent": ["/there/9/"]}, {303: 1, 200: 1}, 1)


@pytest.mark.parametrize(
    ("answered", "error"),
    [
        (_ok(b"<html>other</html>"), "without <a"),
        (_ok(b"<a half a page"), "without <a"),
        (_ok(PAGE, status="429 Too Many Requests"), "status 429"),
        (_ok(PAGE, status="500 Internal Server Error"), "status 500"),
        (b"nonsense\r\n\r\n", "IndexError"),
    ],
)
def test_every_other_answer_is_an_error(answered: bytes, error: str) -> None:
    async def answer(_path: str, _body: bytes) -> bytes:
        return answered

    measured, _ = _come(answer, [Page("page", "/", "<a")])

    assert dict(measured.kinds_of_errors) == {f"portal: page: {error}": 1}
    assert len(measured.seconds["portal: page"]) == 1


def test_form_of_a_page_is_the_one_that_it_is_about() -> None:
    seen = Seen("/here/", PAGE)

    form: tuple[str, dict[str, Any]] = seen.form(typed="x", any="yes")

    assert form == ("/x/?a=1&b=2", {"shown": 'a"b', "typed": "x", "any": "yes"})
    assert seen.links("/x/") == ["/x/1/", "/x/2/?a=1&b=2"]
    with pytest.raises(LookupError):
        seen.form("/elsewhere/")
