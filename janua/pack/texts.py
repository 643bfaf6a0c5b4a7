"""The text of a country's law, to be kept with the decisions that rest on it, and read again with new numbers."""

import tempfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from janua.rules import Attribute, Law, UnitDefinition, load_law
from janua.rules.overlay import overlaid_text

# New numbers in the order in which they were approved: file of the law, such as `childrens_allowance` → YAML.
Rates = Sequence[Mapping[str, str]]


class NoSuchFile(LookupError):
    """New numbers are for a file that the law has not; the message names those it has."""


def law_texts(law_folder: Path) -> dict[str, str]:
    """The law's files and those of attributes and units beside them: path from the pack's folder → text."""
    pack = law_folder.parent
    files = [*law_folder.glob("*.py"), *law_folder.glob("*.yaml"), *pack.glob("*.py")]
    return {path.relative_to(pack).as_posix(): path.read_text(encoding="utf-8") for path in sorted(files)}


def with_rates(texts: Mapping[str, str], rates: Rates) -> dict[str, str]:
    """The texts with new numbers laid over the files of numbers, so that what is kept is whole.

    Raises   NoSuchFile; ValueError where new numbers are no mapping of parameters
    """
    found = dict(texts)
    for files in rates:
        for name, text in files.items():
            place = f"law/{name}.yaml"
            if place not in found:
                known = sorted(
                    path.removeprefix("law/").removesuffix(".yaml") for path in found if path.endswith(".yaml")
                )
                raise NoSuchFile(f"The law has no numbers {name}; it has {', '.join(known)}.")
            found[place] = overlaid_text(found[place], text)
    return found


def law_of_texts(texts: Mapping[str, str], *, attributes: Iterable[Attribute], units: Iterable[UnitDefinition]) -> Law:
    """Read a law from texts, with the pack's own attributes and units.

    Raises   LawErrors
    """
    with tempfile.TemporaryDirectory(prefix="janua-law-") as folder:
        for name, text in texts.items():
            if name.startswith("law/"):
                (Path(folder) / name.removeprefix("law/")).write_text(text, encoding="utf-8")
        return load_law(Path(folder), attributes=attributes, units=units)
