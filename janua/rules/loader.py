"""Loading a country's law from its folder: read, checked, lowered, hashed; every fault is reported at once."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from pathlib import Path

from janua.rules.attributes import Attribute
from janua.rules.checker import check_files, check_lowered
from janua.rules.errors import LawError, LawErrors, nearest
from janua.rules.language import BUILT_IN
from janua.rules.law import Law
from janua.rules.lowering import Lowering
from janua.rules.overlay import merge_rules
from janua.rules.parameters import Parameter, ParameterReader
from janua.rules.source import LawFile, Reader
from janua.rules.units import UnitDefinition


def load_law(
    folder: Path,
    *,
    attributes: Iterable[Attribute],
    units: Iterable[UnitDefinition],
    switches: Mapping[str, str] | None = None,
    overlay: Path | None = None,
) -> Law:
    """Read, check and lower the law of a folder; nothing of it is run.

    overlay    folder of a reform, laid over it by file (`janua.rules.overlay`); another hash
    switches   `<file>.<name>` → choice, for a trial; another hash
    Raises     LawErrors with every fault: file, line, what to write instead
    """
    errors: list[LawError] = []
    paths, over = _files(folder, "py"), _files(overlay, "py")
    files: dict[str, LawFile] = {}
    parameters: dict[str, Parameter] = {}
    for name, path in {**over, **paths}.items():
        files[name] = Reader(path, _shown(path), errors.append).read()
        if name in paths and name in over:
            reform = Reader(over[name], _shown(over[name]), errors.append).read()
            files[name] = merge_rules(files[name], reform, errors.append)
    numbers, new_numbers = _files(folder, "yaml"), _files(overlay, "yaml")
    for name, path in {**new_numbers, **numbers}.items():
        reader = ParameterReader(path, _shown(path), switches or {}, errors.append)
        reader.over = new_numbers.get(name) if name in numbers else None
        parameters.update(reader.read())
    errors.extend(
        LawError(_shown(folder), 1, f"there is no switch {key}{nearest(key, parameters)}", "a switch of the law")
        for key in sorted(set(switches or {}) - set(parameters))
    )
    by_name = {definition.name: definition for definition in units}
    lowering = Lowering(files, parameters, _all_attributes(attributes, by_name), _roles(by_name))
    check_files(files, by_name, _taken(lowering), errors.append)
    if not errors:
        lowering.lower_all()
        errors.extend(lowering.errors)
    if not errors:
        check_lowered(lowering, by_name, errors.append)
    if errors:
        raise LawErrors(errors)
    for version in (version for file in files.values() for version in file.rules):
        version.body.clear()  # the trees have served; kept, they would only weigh on every garbage collection
    texts = [*paths.values(), *numbers.values()]
    laid_over = [*over.values(), *new_numbers.values()]
    return Law(lowering, by_name, _digest(texts, laid_over, lowering.attributes, by_name, switches or {}))


def _files(folder: Path | None, kind: str) -> dict[str, Path]:
    """The files of one kind in a folder, by name without ending."""
    if folder is None:
        return {}
    return {path.stem: path for path in sorted(folder.glob(f"*.{kind}")) if path.name != "__init__.py"}


def _taken(lowering: Lowering) -> dict[str, str]:
    """Names that no rule may have."""
    return {
        **dict.fromkeys(lowering.attributes, "an attribute"),
        **dict.fromkeys(lowering.roles, "a role of a unit"),
        **dict.fromkeys(BUILT_IN, "a word of the language"),
    }


def _shown(path: Path) -> str:
    """The path as it is shown: from the working directory where it lies below it."""
    try:
        return path.resolve().relative_to(Path.cwd()).as_posix()
    except ValueError:
        return path.as_posix()


def _all_attributes(attributes: Iterable[Attribute], units: Mapping[str, UnitDefinition]) -> dict[str, Attribute]:
    found = {attribute.name: attribute for attribute in attributes}
    for definition in units.values():
        for attribute in definition.gives:
            found[attribute.name] = attribute
    return found


def _roles(units: Mapping[str, UnitDefinition]) -> dict[str, str]:
    """Every role of every unit; one that is single in all of them is single."""
    found: dict[str, str] = {}
    for definition in units.values():
        for role, arity in definition.roles.items():
            found[role] = arity if found.get(role, arity) == arity else "many"
    return found


def _digest(
    paths: list[Path],
    laid_over: list[Path],
    attributes: Mapping[str, Attribute],
    units: Mapping[str, UnitDefinition],
    switches: Mapping[str, str],
) -> str:
    """One digest of everything a result rests on but the engine and the situation."""
    digest = hashlib.sha256()
    texts = [(path.name, path.read_text(encoding="utf-8")) for path in paths]
    texts += [(f"over {path.name}", path.read_text(encoding="utf-8")) for path in laid_over]
    texts += [(f"unit {name}", definition.source_text) for name, definition in sorted(units.items())]
    texts += [(f"attribute {name}", _declared(attribute)) for name, attribute in sorted(attributes.items())]
    texts.append(("switches", json.dumps(dict(sorted(switches.items())))))
    for name, text in texts:
        digest.update(f"{name}\0{len(text)}\0{text}\0".encode())
    return digest.hexdigest()


def _declared(attribute: Attribute) -> str:
    """What the engine reads of an attribute; questions and other words of the pack change no result."""
    names = (
        "entity",
        "type",
        "unit",
        "choices",
        "repeats",
        "minimum",
        "maximum",
        "default",
        "not_applicable",
        "registers",
    )
    return repr([getattr(attribute, name) for name in names])
