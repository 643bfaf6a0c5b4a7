"""Put areas and offices in place. Only the loader does: a ministry's map changes by a new load."""

from collections.abc import Mapping
from datetime import date

from janua.base.actors import current_actor, system_actor
from janua.base.areas.models import Area, Office


class LoaderOnly(PermissionError):
    """Areas and offices are loaded as the system actor loader, by the owner of the database."""


def place_area(*, id: int, code: str, kind: str, names: Mapping[str, str], parent: Area | None = None) -> Area:  # noqa: A002
    """Put an area in the tree, or rename it; loading the same tree again changes nothing.

    Raises   LoaderOnly
    """
    _require_loader()
    path = [*(parent.path if parent is not None else []), id]
    area, _ = Area.objects.update_or_create(
        id=id, defaults={"code": code, "kind": kind, "names": dict(names), "parent": parent, "path": path}
    )
    return area


def place_office(
    *,
    id: int,  # noqa: A002
    code: str,
    names: Mapping[str, str],
    area: Area,
    opens_on: date,
    closes_on: date | None = None,
) -> Office:
    """Put an office in its area, or change it.

    Raises   LoaderOnly
    """
    _require_loader()
    office, _ = Office.objects.update_or_create(
        id=id,
        defaults={"code": code, "names": dict(names), "area": area, "opens_on": opens_on, "closes_on": closes_on},
    )
    return office


def _require_loader() -> None:
    if current_actor() != system_actor("loader"):
        raise LoaderOnly("Load areas and offices with acting_as(system_actor('loader')) as the owner.")
