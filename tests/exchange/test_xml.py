import io
import tracemalloc
from pathlib import Path

import pytest
from lxml import etree

from janua.exchange.xml import MOST_DEPTH, XmlRefused, parse, stream

BOMB = (
    b'<!DOCTYPE a [<!ENTITY b "bbbbbbbbbb">'
    + b"".join(b'<!ENTITY c%d "%s">' % (n, b"&c%d;" % (n - 1) * 10 if n else b"&b;" * 10) for n in range(10))
    + b"]><a>&c9;</a>"
)
EXTERNAL = b'<!DOCTYPE a [<!ENTITY f SYSTEM "file:///etc/passwd">]><a>&f;</a>'
EXTERNAL_TYPE = b'<!DOCTYPE a SYSTEM "http://127.0.0.1:9/a.dtd"><a/>'
PARAMETER = b'<!DOCTYPE a [<!ENTITY % p SYSTEM "http://127.0.0.1:9/p"> %p;]><a/>'
REFUSED = {
    "bomb": BOMB,
    "external entity": EXTERNAL,
    "external type": EXTERNAL_TYPE,
    "parameter entity": PARAMETER,
    "type behind comments": b"<?xml version='1.0'?><!-- <a> --><?pi x?>\n" + EXTERNAL,
    "type behind a long comment": b"<!--" + b" " * 10_000 + b"-->" + EXTERNAL,
    "type in UTF-16": EXTERNAL.decode().encode("utf-16"),
    "type in UTF-16 without mark": EXTERNAL.decode().encode("utf-16-le"),
    "type in UTF-7": b"<?xml version='1.0' encoding='UTF-7'?>" + EXTERNAL.decode().encode("utf-7"),
    "another encoding": b"<?xml version='1.0' encoding='ISO-8859-1'?><a/>",
    "undeclared entity": b"<a>&x;</a>",
    "damaged": b"<a><b></a>",
    "two roots": b"<a/><a/>",
    "cut": b"<a><b>",
    "empty": b"",
    "spaces": b"  \n",
    "not XML": b"MsgId;Amount\n1;2",
    "too deep": b"<a>" * (MOST_DEPTH + 1) + b"</a>" * (MOST_DEPTH + 1),
    "far too deep": b"<a>" * 100_000,
    "long text": b"<a>" + b"x" * 11_000_000 + b"</a>",
}


@pytest.mark.parametrize("name", list(REFUSED))
def test_parse_refuses(name: str) -> None:
    with pytest.raises(XmlRefused):
        parse(REFUSED[name], most_bytes=20_000_000)


@pytest.mark.parametrize("name", list(REFUSED))
def test_stream_refuses(name: str) -> None:
    with pytest.raises(XmlRefused):
        list(stream(io.BytesIO(REFUSED[name]), tags=frozenset({"a"})))


# Whatever is well-formed is valid, so that only a fault in the XML itself can refuse it.
ANYTHING = etree.XMLSchema(
    etree.fromstring(
        b"""<s:schema xmlns:s="http://www.w3.org/2001/XMLSchema"><s:element name="a" type="s:anyType"/></s:schema>"""
    )
)


@pytest.mark.parametrize("name", list(REFUSED))
def test_a_schema_hides_no_fault(name: str) -> None:
    with pytest.raises(XmlRefused):
        parse(REFUSED[name], most_bytes=20_000_000, schema=ANYTHING)
    with pytest.raises(XmlRefused):
        list(stream(io.BytesIO(REFUSED[name]), tags=frozenset({"a"}), schema=ANYTHING))


def test_stream_refuses_every_cut_of_a_file() -> None:
    content = b"<a><b>text</b><b><c/></b></a>"
    tags = frozenset({"b"})

    assert len(list(stream(io.BytesIO(content), tags=tags, schema=ANYTHING))) == 2
    for length in range(len(content)):
        with pytest.raises(XmlRefused):
            list(stream(io.BytesIO(content[:length]), tags=tags, schema=ANYTHING))


@pytest.mark.parametrize(
    "start", [b"", b"\xef\xbb\xbf", b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<!-- c -->']
)
def test_parse_reads_plain_utf8(start: bytes) -> None:
    root = parse(start + "<a><b>Borġ &amp; &#x127;</b></a>".encode())

    assert (root.tag, root.findtext("b")) == ("a", "Borġ & ħ")


def test_parse_leaves_an_inclusion_alone(tmp_path: Path) -> None:
    secret = tmp_path / "secret.xml"
    secret.write_text("<secret/>")
    content = f'<a xmlns:xi="http://www.w3.org/2001/XInclude"><xi:include href="{secret.as_uri()}"/></a>'.encode()

    assert [child.tag for child in parse(content)] == ["{http://www.w3.org/2001/XInclude}include"]


def test_parse_refuses_more_bytes_than_allowed() -> None:
    with pytest.raises(XmlRefused, match="longer than 5 bytes"):
        parse(b"<abcdef/>", most_bytes=5)
    with pytest.raises(XmlRefused, match="longer than 5 bytes"):
        list(stream(io.BytesIO(b"<abcdef/>"), tags=frozenset(), most_bytes=5))


class Slowly(io.BytesIO):
    """Gives one byte at a time, as a socket may."""

    def read(self, size: int | None = -1, /) -> bytes:
        return super().read(1)


def test_stream_sees_a_document_type_that_comes_byte_by_byte() -> None:
    with pytest.raises(XmlRefused, match="document type"):
        list(stream(Slowly(EXTERNAL), tags=frozenset({"a"})))


def test_stream_gives_elements_in_flat_memory() -> None:
    def peak(count: int) -> int:
        content = io.BytesIO(b"<a>" + b"<b><c>text</c></b>" * count + b"</a>")
        tracemalloc.start()
        found = sum(1 for element in stream(content, tags=frozenset({"b"})) if element.findtext("c") == "text")
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        assert found == count
        return most

    peak(10)
    assert peak(100_000) < 1.2 * peak(10_000)
