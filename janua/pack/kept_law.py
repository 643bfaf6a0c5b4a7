"""A law as it was kept with a decision, read again: rules, numbers, attributes, units, whatever the pack says now.

Rules are only ever read. Attributes and units are plain Python of the pack, and a text that comes out of a database is
not trusted like a file of the release: it is run without builtins that reach outside, may import only the words of the
law, and may touch no name that begins with an underscore. See docs/decisions/0040-replay.md.
"""

import ast
import builtins
import re
import tempfile
from collections.abc import Iterable, Mapping
from importlib import import_module
from pathlib import Path
from types import CodeType
from typing import Any

from janua.rules import Attribute, Law, UnitDefinition, load_law

_NAME = re.compile(r"(law/)?[a-z_][a-z0-9_]*\.(py|yaml)")
_OF_PACK = re.compile(r"janua\.countries\.[a-z]{2}\.([a-z][a-z0-9_]*)")
_WORDS: dict[str, frozenset[str] | None] = {
    "dataclasses": frozenset({"replace"}),
    "collections.abc": frozenset({"Callable", "Collection", "Iterable", "Iterator", "Mapping", "Sequence"}),
    "datetime": frozenset({"date", "timedelta"}),
    "fractions": frozenset({"Fraction"}),
    "janua.pack.attributes": frozenset({"Attribute"}),
    "janua.pack.country_codes": frozenset({"COUNTRY_CODES"}),
    # None: what the package itself offers by __all__.
    "janua.rules": None,
    "janua.rules.situation": frozenset({"Held", "Relationship"}),
    "janua.values": None,
}
_READS_FILES = frozenset({"load_law"})
_HARMLESS = (
    *("abs", "all", "any", "bool", "dict", "enumerate", "filter", "frozenset", "int", "isinstance", "iter", "len"),
    *("list", "map", "max", "min", "next", "range", "reversed", "round", "set", "sorted", "str", "sum", "tuple", "zip"),
    *("KeyError", "LookupError", "ValueError"),
)
_FORBIDDEN_NODES = (ast.Import, ast.Global, ast.Nonlocal, ast.ClassDef, ast.AsyncFunctionDef, ast.With, ast.Try)
_FORBIDDEN_WORDS = frozenset({"format", "format_map", "f_globals", "gi_frame", "cr_frame", "tb_frame", "co_code"})


class KeptLawRefused(Exception):
    """A kept text is not what a pack's law, attributes or units may be; it was not run."""


def load_kept_law(files: Mapping[str, str]) -> Law:
    """Read a law from its kept texts.

    files    name → text, names relative to the pack's folder
    Raises   KeptLawRefused, LawErrors
    """
    with tempfile.TemporaryDirectory(prefix="janua-law-") as folder:
        pack = Path(folder)
        (pack / "law").mkdir()
        for name, text in files.items():
            if not _NAME.fullmatch(name):
                raise KeptLawRefused(f"{name!r} is no file of a law.")
            (pack / name).write_text(text, encoding="utf-8")
        modules = _KeptModules(files, pack)
        return load_law(
            pack / "law",
            attributes=_all_of(Attribute, modules.names_of("attributes").get("ATTRIBUTES")),
            units=_all_of(UnitDefinition, modules.names_of("units").get("UNITS")),
        )


class _KeptModules:
    """The pack's plain Python as it was kept; each file is run once, when something imports it."""

    def __init__(self, files: Mapping[str, str], folder: Path) -> None:
        self.files, self.folder = files, folder
        self._run: dict[str, dict[str, Any]] = {}

    def names_of(self, stem: str) -> dict[str, Any]:
        """What a kept module defines. Raises KeptLawRefused."""
        if stem not in self._run:
            file = f"{stem}.py"
            if file not in self.files:
                raise KeptLawRefused(f"{file} was not kept.")
            code = _checked(self.files[file], self.folder / file)
            names: dict[str, Any] = {"__name__": f"kept.{stem}", "__builtins__": self._builtins()}
            self._run[stem] = names
            try:
                exec(code, names)  # noqa: S102  (checked above, and without a way out)
            except (NameError, TypeError, ValueError, LookupError, AttributeError) as fault:
                raise KeptLawRefused(f"{file}: {fault}") from fault
        return self._run[stem]

    def _builtins(self) -> dict[str, Any]:
        return {name: getattr(builtins, name) for name in _HARMLESS} | {"__import__": self._import}

    def _import(self, name: str, *passed: Any) -> Any:
        """What `from … import …` of a kept module gives; Python passes globals, locals, the names and the level."""
        wanted, level = tuple(passed[2] or ()), passed[3]
        own = _OF_PACK.fullmatch(name)
        if own is not None and level == 0:
            return _Offered(self.names_of(own.group(1)), wanted)
        offered = _WORDS.get(name, frozenset())
        module = import_module(name) if name in _WORDS and level == 0 else None
        allowed = set(module.__all__) - _READS_FILES if module is not None and offered is None else offered or set()
        if module is None or not set(wanted) <= allowed:
            raise KeptLawRefused(f"{', '.join(wanted) or name} of {name} is no word of the law.")
        return _Offered(vars(module), wanted)


class _Offered:
    """The names that an import asked for, and nothing else of the module."""

    def __init__(self, names: Mapping[str, Any], wanted: Iterable[str]) -> None:
        for name in wanted:
            if name not in names:
                raise KeptLawRefused(f"{name} is not there to be imported.")
            setattr(self, name, names[name])


def _checked(text: str, path: Path) -> CodeType:
    """The text as code, refused where it could reach further than the law's own words."""
    try:
        tree = ast.parse(text, filename=str(path))
    except SyntaxError as fault:
        raise KeptLawRefused(f"{path.name}: {fault}") from fault
    for node in ast.walk(tree):
        for word in _words(node):
            if word.startswith("_") and (isinstance(node, ast.Attribute) or word.startswith("__")):
                raise KeptLawRefused(f"{path.name}:{getattr(node, 'lineno', 0)}: {word} may not be touched.")
            if isinstance(node, ast.Attribute) and word in _FORBIDDEN_WORDS:
                raise KeptLawRefused(f"{path.name}:{node.lineno}: {word} may not be touched.")
        if isinstance(node, _FORBIDDEN_NODES):
            raise KeptLawRefused(f"{path.name}:{node.lineno}: {type(node).__name__} has no place in a law.")
    return compile(tree, str(path), "exec")


def _words(node: ast.AST) -> tuple[str, ...]:
    if isinstance(node, ast.Attribute):
        return (node.attr,)
    if isinstance(node, ast.Name):
        return (node.id,)
    if isinstance(node, ast.ImportFrom):
        return tuple(alias.asname or alias.name for alias in node.names)
    return ()


def _all_of(kind: type[Any], found: Any) -> tuple[Any, ...]:
    if not isinstance(found, tuple) or not all(isinstance(one, kind) for one in found):
        raise KeptLawRefused(f"A kept pack has a tuple of {kind.__name__} where this is {type(found).__name__}.")
    return found
