"""The words that a language still lacks, as one JSON file to be filled in and brought back.

    words.py out LANGUAGE            what is missing, on standard output
    words.py in LANGUAGE FILE NAME   put the filled file into the catalogues, translated by NAME, reviewed by nobody yet

Each entry has `id`, perhaps `plural` and `context`, `where` it stands, and `text`: a sentence, or the forms of the
plural in the order of docs/howto/translate.md. What does not agree with its source is refused, line by line, and the
rest is taken.
"""

import json
import sys
from pathlib import Path
from typing import Any

from catalogues import BY, COMPLETE, NOBODY, REVIEWED, SOURCES, compile_all, faults_of, is_whole, read, write


def out(language: str, folders: tuple[str, ...]) -> list[dict[str, Any]]:
    """Every message without a translation."""
    found = []
    for folder in folders:
        catalog = read(folder, language)
        for message in catalog:
            if not message.id or is_whole(message, catalog.num_plurals):
                continue
            single = message.id if isinstance(message.id, str) else message.id[0]
            entry: dict[str, Any] = {"id": single, "where": sorted({place for place, _ in message.locations})}
            if message.context:
                entry["context"] = message.context
            if not isinstance(message.id, str):
                entry |= {"plural": message.id[1], "text": [""] * catalog.num_plurals}
            found.append({"text": ""} | entry)
    return found


def back(language: str, entries: list[dict[str, Any]], name: str) -> list[str]:
    """Take what was filled in; gives what was refused and why."""
    given = {(entry.get("context"), entry["id"]): entry["text"] for entry in entries}
    refused = []
    for folder in SOURCES:
        catalog = read(folder, language)
        for message in catalog:
            single = message.id if isinstance(message.id, str) else message.id[0]
            text = given.get((message.context, single)) if single else None
            if not text or is_whole(message, catalog.num_plurals):
                continue
            before = message.string, message.user_comments
            message.string = text if isinstance(text, str) else tuple(text)
            message.user_comments = [f"{BY}{name}", f"{REVIEWED}{NOBODY}"]
            faults = list(faults_of(message)) if is_whole(message, catalog.num_plurals) else ["lacks a form"]
            if faults:
                message.string, message.user_comments = before
                refused.append(f"{single}: {'; '.join(faults)}")
        write(catalog, folder, language)
    compile_all()
    return refused


if __name__ == "__main__":
    if sys.argv[1:2] == ["out"]:
        wanted = tuple(SOURCES) if "--staff" in sys.argv else COMPLETE
        print(json.dumps(out(sys.argv[2], wanted), ensure_ascii=False, indent=1))
    elif sys.argv[1:2] == ["in"] and len(sys.argv) == 5:
        document = json.loads(Path(sys.argv[3]).read_text(encoding="utf-8"))
        lines = back(sys.argv[2], document, sys.argv[4])
        print("\n".join(lines), end="\n" if lines else "")
        sys.exit(1 if lines else 0)
    else:
        print(__doc__, file=sys.stderr)
        sys.exit(2)
