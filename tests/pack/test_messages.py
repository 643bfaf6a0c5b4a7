"""A pack's words: read by language, and what is lacking or left over."""

from pathlib import Path

import pytest

from janua.pack.messages import Messages, MessagesFaulty, load_messages


def _folder(folder: Path, **files: str) -> Path:
    for language, text in files.items():
        (folder / f"{language}.yaml").write_text(text, encoding="utf-8")
    return folder


def test_load_reads_every_language_and_who_has_read_it(tmp_path: Path) -> None:
    folder = _folder(
        tmp_path, en="review: reviewed\nmessages: {a: One}", xx="review: unreviewed\nmessages: {a: Wieħed}"
    )

    messages = load_messages(folder, ("en", "xx"))

    assert messages == Messages({"en": {"a": "One"}, "xx": {"a": "Wieħed"}}, frozenset({"xx"}))
    assert messages.text("a", "xx") == "Wieħed"


@pytest.mark.parametrize("text", ["messages: {a: One}", "review: maybe\nmessages: {a: One}", "[]"])
def test_load_refuses_a_file_that_does_not_say_who_read_it(tmp_path: Path, text: str) -> None:
    with pytest.raises(MessagesFaulty):
        load_messages(_folder(tmp_path, en=text), ("en",))


def test_missing_and_superfluous_name_language_and_key() -> None:
    messages = Messages({"en": {"a": "One", "b": ""}, "xx": {"c": "Tlieta"}})

    assert messages.missing(["a", "b"]) == (("en", "b"), ("xx", "a"), ("xx", "b"))
    assert messages.superfluous(["a", "b"]) == (("xx", "c"),)
