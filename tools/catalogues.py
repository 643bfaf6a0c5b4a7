"""The words of the faces in every language: gathers them, keeps the catalogues up to date, checks and compiles them.

    catalogues.py update    gather every message and bring each .po up to date (`make messages`)
    catalogues.py check     one line for each message that is missing, stale or does not agree with its source
    catalogues.py compile   write the .mo files that Django reads (set-up does it; they are never committed)

Needs no gettext: templates are read by Django's own lexer, the rest is Babel's.
"""

import io
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_python
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
PLURALS = {
    "mt": "nplurals=5; plural=(n==1 ? 0 : n==2 ? 1 : (n==0 || (n%100>=3 && n%100<=10)) ? 2"
    " : (n%100>=11 && n%100<=19) ? 3 : 4);",
    "ar": "nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3"
    " : n%100>=11 && n%100<=99 ? 4 : 5);",
    "uk": "nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);",
}
LANGUAGES = {"mt": "Maltese", "ar": "Arabic", "uk": "Ukrainian"}
# Folder of catalogues → where its messages stand. A message stands once: in the lowest folder that uses it.
SOURCES = {
    "janua/ui/locale": tuple(
        f"janua/{name}" for name in ("ui", "base", "registers", "catalogue", "checks", "casework", "payments")
    ),
    "janua/portal/locale": ("janua/portal",),
    "janua/workbench/locale": ("janua/workbench",),
}
# What Django says by itself, for Maltese alone: it ships the others.
DJANGOS_OWN = "janua/ui/locale_of_django"
# Every message that a citizen may meet must stand in every language; staff read what is there, else English.
COMPLETE = ("janua/ui/locale", "janua/portal/locale")
KEYWORDS: dict[str, Any] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
    "legal": None,
    "legal_plural": (1, 2),
}
_PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]|%[sd]|(?<!\{)\{(\w*)\}(?!\})")
_TAG = re.compile(r"</?[a-z][^>]*>")
_UNSTABLE = re.compile(
    r'"(?:POT-Creation-Date|PO-Revision-Date|Generated-By|Last-Translator|Language-Team|Report-Msgid-Bugs-To): .*\n'
)
BY, REVIEWED, NOBODY = "translated by: ", "reviewed by: ", "nobody yet"
# In the compiled catalogue: asked with this context, a reviewed message answers yes (ui/templatetags/legal.py).
REVIEW_CONTEXT = "is reviewed"


def gather(folders: tuple[str, ...]) -> Catalog:
    """Every message of these folders, with where it stands."""
    found = Catalog(charset="utf-8")
    for path in sorted(path for folder in folders for path in (ROOT / folder).rglob("*")):
        if path.suffix == ".py" and "migrations" not in path.parts:
            source = path.read_text(encoding="utf-8")
        elif path.suffix in (".html", ".txt") and "templates" in path.parts:
            source = _as_python(path.read_text(encoding="utf-8"))
        else:
            continue
        _add(found, source, path.relative_to(ROOT).as_posix())
    return found


def _as_python(template: str) -> str:
    """A template as lines of calls that Babel reads like Python, each on the line where it stood."""
    from django.utils.translation.template import templatize

    return "\n".join(line.strip() for line in templatize(template).split("\n"))


def _add(found: Catalog, source: str, place: str) -> None:
    comments = ("Translators:",)
    # Babel's own types say less than what it gives: words are a text, or a tuple with None for what is no text.
    extracted: Iterator[Any] = extract_python(io.BytesIO(source.encode()), KEYWORDS, comments, {})
    for line, keyword, words, notes in extracted:
        spec = KEYWORDS[keyword]
        words = words if isinstance(words, tuple) else (words,)
        context = words[0] if spec and isinstance(spec[0], tuple) else None
        texts = words[1:] if context is not None else words
        wanted = 2 if keyword.startswith(("ngettext", "npgettext", "legal_plural")) else 1
        texts = tuple(text for text in texts[:wanted] if isinstance(text, str))
        if len(texts) < wanted or not texts[0]:
            continue
        found.add(texts if wanted == 2 else texts[0], context=context, locations=[(place, line)], auto_comments=notes)


def messages() -> dict[str, Catalog]:
    """Folder of catalogues → its messages, each message in one folder only."""
    made: dict[str, Catalog] = {}
    for folder, sources in SOURCES.items():
        catalog = gather(sources)
        for message in list(catalog):
            shared = made.get("janua/ui/locale")
            if message.id and shared is not None and shared.get(message.id, message.context) is not None:
                catalog.delete(message.id, message.context)
        made[folder] = catalog
    return made


def po_path(folder: str, language: str) -> Path:
    """Where a catalogue lies."""
    return ROOT / folder / language / "LC_MESSAGES" / "django.po"


def read(folder: str, language: str) -> Catalog:
    """A catalogue as it stands; an empty one with the right plural forms where there is none yet."""
    path = po_path(folder, language)
    header = f'msgid ""\nmsgstr ""\n"Language: {language}\\n"\n"Plural-Forms: {PLURALS[language]}\\n"\n'
    text = path.read_text(encoding="utf-8") if path.is_file() else header
    return read_po(io.BytesIO(text.encode()), locale=language, charset="utf-8")


def update() -> None:
    """Bring every catalogue up to date; what left the pages stays as a remark and comes back with its sentence."""
    for folder, gathered in messages().items():
        for language in LANGUAGES:
            catalog = read(folder, language)
            for message in list(catalog.obsolete.values()):
                if catalog.get(message.id, message.context) is None:
                    catalog[message.id] = message
            catalog.obsolete.clear()
            catalog.update(gathered, no_fuzzy_matching=True)
            write(catalog, folder, language)


def write(catalog: Catalog, folder: str, language: str) -> None:
    """Write a catalogue so that nothing changes in it but words: no dates, no line numbers."""
    buffer = io.BytesIO()
    catalog.project, catalog.version = "Janua", "1"
    catalog.header_comment = f"# {LANGUAGES[language]}. How to translate: docs/howto/translate.md"
    for message in catalog:
        message.locations = sorted({(file, 0) for file, _ in message.locations})
    # In the order of the words: any other changes with the lines of the pages.
    write_po(buffer, catalog, width=110, include_lineno=False, sort_output=True)
    path = po_path(folder, language)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(_UNSTABLE.sub("", buffer.getvalue().decode()), encoding="utf-8")


def check() -> list[str]:
    """Everything that a translator or an author must mend, one line each, with file and line."""
    found: list[str] = []
    for folder, gathered in messages().items():
        for language in LANGUAGES:
            found += _faults(folder, language, gathered)
    path = po_path(DJANGOS_OWN, "mt").relative_to(ROOT)
    return [*found, *(f"{path}: {fault}" for message in read(DJANGOS_OWN, "mt") for fault in faults_of(message))]


def _faults(folder: str, language: str, gathered: Catalog) -> Iterator[str]:
    catalog = read(folder, language)
    name = LANGUAGES[language]
    for message in gathered:
        if not message.id:
            continue
        file, line = message.locations[0]
        there = catalog.get(message.id, message.context)
        if there is None or not is_whole(there, catalog.num_plurals):
            if folder in COMPLETE:
                yield f"{file}:{line}: no {name} for “{_shown(message)}”"
            continue
        yield from (f"{file}:{line}: {name} of “{_shown(message)}” {fault}" for fault in faults_of(there))
    for message in catalog:
        if message.id and gathered.get(message.id, message.context) is None:
            path = po_path(folder, language).relative_to(ROOT)
            yield f"{path}: “{_shown(message)}” stands on no page: run `make messages`"


def is_whole(message: Message, forms: int) -> bool:
    texts = message.string if isinstance(message.string, tuple | list) else (message.string,)
    return all(texts) and len(texts) == (forms if message.pluralizable else 1)


def faults_of(message: Message) -> Iterator[str]:
    """What does not agree between a message and its source."""
    if not message.id or not message.string:
        return
    sources = message.id if isinstance(message.id, tuple | list) else (message.id,)
    texts = message.string if isinstance(message.string, tuple | list) else (message.string,)
    wanted = _places(sources[-1])
    if message.fuzzy:
        yield "is marked fuzzy: read it and take the mark away"
    for text in texts:
        # The forms for one and two may say it in a word: “two days” without a figure.
        if _places(text) != wanted and not (len(texts) > 1 and _places(text) < wanted):
            yield f"names {sorted(_places(text))}, its source {sorted(wanted)}"
        if sorted(_TAG.findall(text)) != sorted(_TAG.findall(sources[-1])):
            yield "has other tags than its source"
    for mark in (BY, REVIEWED):
        if not any(comment.startswith(mark) for comment in message.user_comments):
            yield f"lacks the remark “# {mark}…”"


def _places(text: str) -> set[str]:
    return {found.group(0) for found in _PLACEHOLDER.finditer(text)}


def _shown(message: Message) -> str:
    text = " ".join((message.id if isinstance(message.id, str) else message.id[0]).split())
    return text if len(text) <= 60 else f"{text[:59]}…"


def compile_all() -> None:
    """Write every catalogue as Django reads it; messages that are not whole stay English."""
    for language in LANGUAGES:
        ours: set[tuple[str | None, str]] = set()
        for folder in (*SOURCES, DJANGOS_OWN):
            if po_path(folder, language).is_file():
                # A folder named in LOCALE_PATHS would speak before ours.
                ours |= _compile(folder, language, without=ours if folder == DJANGOS_OWN else set())


def _compile(folder: str, language: str, without: set[tuple[str | None, str]]) -> set[tuple[str | None, str]]:
    catalog, written = read(folder, language), set()
    for message in list(catalog):
        if not message.id:
            continue
        key = (message.context, message.id if isinstance(message.id, str) else message.id[0])
        if message.fuzzy or key in without or not is_whole(message, catalog.num_plurals):
            catalog.delete(message.id, message.context)
            continue
        written.add(key)
        if is_reviewed(message):
            catalog.add(key[1], "yes", context=REVIEW_CONTEXT)
    path = po_path(folder, language).with_suffix(".mo")
    beside = path.with_suffix(".mo.new")
    with beside.open("wb") as file:
        write_mo(file, catalog)
    beside.replace(path)
    return written


def is_reviewed(message: Message) -> bool:
    """Whether somebody who speaks the language has read it."""
    return any(note.startswith(REVIEWED) and NOBODY not in note for note in message.user_comments)


def main(verb: str) -> int:
    """Do one of the three."""
    if verb == "update":
        update()
        compile_all()
    elif verb == "compile":
        compile_all()
    elif verb == "check":
        found = check()
        print("\n".join(found), end="\n" if found else "")
        return 1 if found else 0
    else:
        print(__doc__, file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if len(sys.argv) == 2 else ""))
