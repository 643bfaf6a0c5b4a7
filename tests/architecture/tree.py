"""The tree as the guards read it: its Python files parsed once, and the order of its packages.

The order itself is written in one place, the contracts of pyproject.toml.
"""

import ast
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PRODUCT = ("janua",)
CODE = ("janua", "demo", "emulators", "bench", "tests", "tools")
_NEVER = {"__pycache__", ".venv", ".tools", ".state", ".git", "node_modules"}


@dataclass(frozen=True)
class Source:
    """One Python file: where it lies in the tree, its text and its parsed form."""

    path: str  # relative to the root, with slashes
    text: str

    @property
    def tree(self) -> ast.Module:
        return _parsed(self.text)

    @property
    def nodes(self) -> tuple[ast.AST, ...]:
        return _nodes(self.text)

    @property
    def package(self) -> str:
        """Dotted name of the folder it lies in."""
        return self.path.rpartition("/")[0].replace("/", ".")

    @property
    def module(self) -> str:
        return self.path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")

    def at(self, node: ast.AST, what: str) -> str:
        return f"{self.path}:{getattr(node, 'lineno', 1)}: {what}"


@cache
def _parsed(text: str) -> ast.Module:
    return ast.parse(text)


@cache
def _nodes(text: str) -> tuple[ast.AST, ...]:
    return tuple(ast.walk(_parsed(text)))


@cache
def _text(path: Path, stamp: tuple[int, int]) -> str:
    return path.read_text(encoding="utf-8")


def read(path: Path) -> str:
    """Text of a file, kept as long as the file does not change."""
    state = path.stat()
    return _text(path, (state.st_mtime_ns, state.st_size))


def files(root: Path, *tops: str, suffixes: tuple[str, ...]) -> Iterator[Path]:
    """Files under the named top folders, by suffix, in a stable order; build leftovers apart."""
    for top in tops:
        for path in sorted((root / top).rglob("*")):
            if path.suffix in suffixes and path.is_file() and not _NEVER & set(path.relative_to(root).parts):
                yield path


def sources(root: Path, *tops: str) -> Iterator[Source]:
    for path in files(root, *(tops or PRODUCT), suffixes=(".py",)):
        yield Source(path.relative_to(root).as_posix(), read(path))


def is_law(source: Source) -> bool:
    """Law is judged by its own checker."""
    parts = source.path.split("/")
    return parts[:2] == ["janua", "countries"] and "law" in parts


def _layers(root: Path, contract: str) -> dict[str, int]:
    contracts = tomllib.loads((root / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    layers: list[str] = next(entry["layers"] for entry in contracts if entry["id"] == contract)
    return {name.strip(" ()"): len(layers) - height for height, layer in enumerate(layers) for name in layer.split("|")}


@dataclass(frozen=True)
class Order:
    """Which package may name which: downwards, or within itself; siblings not."""

    top: dict[str, int]
    base: dict[str, int]

    @classmethod
    def of(cls, root: Path) -> "Order":
        return cls(_layers(root, "order"), _layers(root, "order-of-base"))

    def may_name(self, module: str, named: str) -> bool:
        """May `module` name `named`? Both dotted, beginning with `janua`."""
        ours, theirs = module.split(".")[1:], named.split(".")[1:]
        if not ours or not theirs:
            return True
        if ours[0] != theirs[0]:
            return self.top.get(ours[0], 0) > self.top.get(theirs[0], 99)
        if ours[0] == "countries":
            return len(ours) < 2 or len(theirs) < 2 or ours[1] == theirs[1]
        if ours[0] != "base" or len(ours) < 2 or len(theirs) < 2 or ours[1] == theirs[1]:
            return True
        return self.base.get(ours[1], 0) > self.base.get(theirs[1], 99)


def text_of(node: ast.AST | None) -> str | None:
    """The string a node is, or nothing."""
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def called(node: ast.Call) -> str:
    """Last name of what is called: `models.ForeignKey(…)` gives `ForeignKey`."""
    if isinstance(node.func, ast.Attribute):
        return node.func.attr
    return node.func.id if isinstance(node.func, ast.Name) else ""


def dotted(node: ast.AST) -> str:
    """`etree.XMLParser` as text; empty for anything that is not plain names."""
    if isinstance(node, ast.Attribute):
        left = dotted(node.value)
        return f"{left}.{node.attr}" if left else ""
    return node.id if isinstance(node, ast.Name) else ""


def imports(source: Source) -> Iterator[tuple[ast.stmt, str]]:
    """Every absolute import: the statement and the dotted name (`from a import b` gives `a.b`)."""
    for node in source.nodes:
        if isinstance(node, ast.Import):
            yield from ((node, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level and node.module:
            yield from ((node, f"{node.module}.{alias.name}") for alias in node.names)
