"""The text of a country's law, to be kept with the decisions that rest on it."""

from pathlib import Path


def law_texts(law_folder: Path) -> dict[str, str]:
    """The law's files and those of attributes and units beside them: path from the pack's folder → text."""
    pack = law_folder.parent
    files = [*law_folder.glob("*.py"), *law_folder.glob("*.yaml"), *pack.glob("*.py")]
    return {path.relative_to(pack).as_posix(): path.read_text(encoding="utf-8") for path in sorted(files)}
