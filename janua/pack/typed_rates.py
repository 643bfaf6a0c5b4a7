"""Numbers of law as somebody typed them: what is wrong with them, told by the lines of their own text."""

from collections.abc import Iterator, Mapping

import yaml

from janua.rules import LawErrors
from janua.rules.errors import LawError
from janua.rules.types import read_day

_NAMED = "a name, and below it `values`, each with `from`, `value`, `citation` and `mark`"


def faults_of_shape(files: Mapping[str, str]) -> tuple[str, ...]:
    """What keeps texts from being read as numbers at all: file of the law → YAML; one line for each fault."""
    return tuple(fault for file, text in files.items() for fault in _of_text(file, text))


def faults_of_law(files: Mapping[str, str], errors: LawErrors) -> tuple[str, ...]:
    """What the law does not take, by the lines that were typed; what a rule says of it by the rule's own file."""
    return tuple(_told(files, error) for error in errors.errors)


def _of_text(file: str, text: str) -> Iterator[str]:
    try:
        document = yaml.compose(text.rstrip(), Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        yield f"{file}, line {line}: this is no YAML: {error.problem}"
        return
    except yaml.YAMLError as error:
        yield f"{file}: this is no YAML: {error}"
        return
    if not isinstance(document, yaml.MappingNode):
        yield f"{file}, line {1 if document is None else _line(document)}: write {_NAMED}"
        return
    seen = set()
    for key, entry in document.value:
        if key.value in seen:
            yield f"{file}, line {_line(key)}: {key.value} stands twice"
        seen.add(key.value)
        yield from _of_entry(file, key, entry)


def _of_entry(file: str, key: yaml.Node, entry: yaml.Node) -> Iterator[str]:
    values = _below(entry, "values")
    if not isinstance(values, yaml.SequenceNode) or not values.value:
        yield f"{file}, line {_line(key)}: {key.value}: write {_NAMED}"
        return
    for value in values.value:
        first = _below(value, "from")
        if first is None:
            yield f"{file}, line {_line(value)}: {key.value}: say `from` which day the value holds"
        elif _day(first) is None:
            yield f"{file}, line {_line(first)}: {key.value}: {first.value!r} is no day; write like 2026-01-31"


def _told(files: Mapping[str, str], error: LawError) -> str:
    place, _, said = error.what.partition(": ")
    file, _, name = place.partition(".")
    if said and name and file in files:
        line = _line_of(files[file], name, said)
        return f"{file}{f', line {line}' if line else ''}: {name}: {said}. Write instead: {error.instead}."
    # What a rule says of the numbers stands in the law's own file.
    return f"{error.path.rpartition('/')[2]}, line {error.line}: {error.what}. Write instead: {error.instead}."


def _line_of(text: str, name: str, said: str) -> int | None:
    """The line of the value that is meant: of the day that is named, of the text that is quoted, or of the name."""
    document = yaml.compose(text, Loader=yaml.SafeLoader)
    if not isinstance(document, yaml.MappingNode):
        return None
    for key, entry in document.value:
        if key.value == name:
            values = _below(entry, "values")
            for value in values.value if isinstance(values, yaml.SequenceNode) else ():
                first, given = _below(value, "from"), _below(value, "value")
                if (first is not None and str(first.value) in said) or (
                    isinstance(given, yaml.ScalarNode) and repr(given.value) in said
                ):
                    return _line(value)
            return _line(key)
    return None


def _below(node: yaml.Node, name: str) -> yaml.Node | None:
    if not isinstance(node, yaml.MappingNode):
        return None
    return next((value for key, value in node.value if key.value == name), None)


def _day(node: yaml.Node) -> int | None:
    try:
        return read_day(node.value)
    except (ValueError, TypeError):
        return None


def _line(node: yaml.Node) -> int:
    return int(node.start_mark.line) + 1
