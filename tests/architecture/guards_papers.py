"""Guards on the papers of the tree: what they point to is there, and every part is a recorded choice."""

import re
import tomllib
from pathlib import Path

from tests.architecture.tree import files, read

_LINK = re.compile(r"\[[^\]]*\]\((?!https?:|mailto:|#)([^)#\s]+)")
_NAME = re.compile(r"[A-Za-z0-9-]+")


def links(root: Path) -> list[str]:
    """Every link of a paper to a file of the tree finds it."""
    papers = [*sorted(root.glob("*.md")), *files(root, "docs", suffixes=(".md",))]
    return [
        f"{paper.relative_to(root).as_posix()}: links to '{match[1]}', which is not there"
        for paper in papers
        for match in _LINK.finditer(read(paper))
        if not (paper.parent / match[1]).exists()
    ]


def parts_recorded(root: Path) -> list[str]:
    """Each dependency has its row in docs/decisions/0002-parts.md, and the lock holds it by hash."""
    project = tomllib.loads(read(root / "pyproject.toml"))["project"]
    wanted = [
        *project["dependencies"],
        *(part for extra in project["optional-dependencies"].values() for part in extra),
    ]
    rows = [line.split("|")[1] for line in read(root / "docs/decisions/0002-parts.md").splitlines() if line[:1] == "|"]
    recorded = {name.lower() for row in rows for name in _NAME.findall(row)}
    locked = set(
        re.findall(r"^([a-z0-9-]+)==\S+ (?:;.* )?\\\n    --hash=", read(root / "requirements.lock"), re.MULTILINE)
    )
    found = []
    for requirement in wanted:
        name = _NAME.match(requirement)[0].lower()  # type: ignore[index]  # a requirement begins with its name
        if name not in recorded and not (name.startswith("types-") and "types-" in recorded):
            found.append(f"pyproject.toml: {name} has no row in docs/decisions/0002-parts.md")
        if name not in locked:
            found.append(f"pyproject.toml: {name} is not in requirements.lock; run make lock")
    return found
