"""A situation as somebody wrote it: its form checked before the law looks at it."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from janua.rules import Attribute, Situation, SituationError
from janua.rules.errors import nearest, short
from janua.rules.types import read_fraction

_RELATIONSHIP = ("of", "to", "kind", "share", "starts_on", "ends_on", "ref")
_RESIDENT = ("person", "kind", "starts_on", "ends_on", "ref")


def read_situation(document: Any, *, attributes: Iterable[Attribute], kinds: tuple[str, ...]) -> Situation:
    """Read a situation that a person or another program wrote.

    kinds    what one person may be to another
    Raises   SituationError, with the place and what to write instead
    """
    _mapping(document, "the situation")
    _mapping(document.get("declared", {}), "declared")
    for name, dwelling in _mapping(document.get("dwellings", {}), "dwellings").items():
        _mapping(dwelling, f"dwellings.{name}")
        list(_entries(dwelling.get("residents", []), f"dwellings.{name}.residents", _RESIDENT))
    for where, relation in _entries(document.get("relationships", []), "relationships", _RELATIONSHIP):
        _check_relationship(where, relation, kinds)
    return Situation.from_json(document, attributes)


def _check_relationship(where: str, relation: Mapping[str, Any], kinds: tuple[str, ...]) -> None:
    kind, share = relation.get("kind"), relation.get("share")
    if kind not in kinds:
        raise SituationError(f"{where}: no kind {short(kind)}{nearest(str(kind), kinds)}; there is {', '.join(kinds)}")
    if share is not None and not _is_share(share):
        raise SituationError(f'{where}: {short(share)} is no share; write like "1/2"')
    if relation.get("of") == relation.get("to"):
        raise SituationError(f"{where}: {short(relation.get('of'))} cannot be {kind} of themselves")


def _is_share(share: object) -> bool:
    if isinstance(share, bool) or not isinstance(share, (str, int, float)):
        return False
    try:
        return 0 <= read_fraction(str(share)) <= 1
    except ValueError:
        return False


def _mapping(value: Any, where: str) -> Mapping[str, Any]:
    if not isinstance(value, Mapping):
        raise SituationError(f"{where}: write an object with names here")
    return value


def _entries(value: Any, where: str, words: tuple[str, ...]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    if not isinstance(value, list):
        raise SituationError(f"{where}: write a list here")
    for number, entry in enumerate(value):
        place = f"{where}[{number}]"
        for word in _mapping(entry, place):
            if word not in words:
                raise SituationError(f"{place}: no {short(word)}{nearest(word, words)}; there is {', '.join(words)}")
        yield place, entry
