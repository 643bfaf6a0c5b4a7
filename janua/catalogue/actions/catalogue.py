"""Put the pack's programmes and services on offer."""

import hashlib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

import rfc8785
from django.db import IntegrityError, connection, transaction

from janua.base import audit
from janua.catalogue.models import Programme, ServiceProgramme, ServiceVersion
from janua.catalogue.permissions import NotPermitted, may_publish
from janua.pack.blueprints import Blueprint, BlueprintFault, as_json, faults_of
from janua.rules import Law


@dataclass(frozen=True)
class ProgrammeOnOffer:
    """A programme as the pack states it; names are language → name, budget_line what the state's budget calls it."""

    code: str
    names: Mapping[str, str]
    legal_basis: str
    budget_line: str = ""


class BlueprintsFaulty(Exception):
    """The pack describes services that do not hold together; nothing was published."""

    def __init__(self, faults: Iterable[BlueprintFault]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(f"{fault.service}, {fault.place}: {fault.fault}" for fault in self.faults))


def publish(
    *,
    programmes: Iterable[ProgrammeOnOffer],
    blueprints: Iterable[Blueprint],
    attributes: Collection[str],
    languages: Collection[str],
    grounds: Mapping[str, Mapping[str, Collection[str]]],
    on: date,
    law: Law | None = None,
) -> list[str]:
    """Put the pack's programmes and services on offer from a day; unchanged ones stay as they are.

    A changed description becomes a new version; applications keep the one they were made under.
    grounds   register code → question kind → keys of its legal grounds
    law       whose numbers the guides may name
    Returns   codes of the services that are new or changed
    Raises    NotPermitted, BlueprintsFaulty
    """
    if not may_publish():
        raise NotPermitted("Only an installation's own loading publishes the catalogue: run `janua catalogue publish`.")
    programmes, blueprints = tuple(programmes), tuple(blueprints)
    codes = {programme.code for programme in programmes}
    faults = [
        fault
        for blueprint in blueprints
        for fault in faults_of(
            blueprint, attributes=attributes, programmes=codes, languages=languages, grounds=grounds, law=law
        )
    ]
    if faults:
        raise BlueprintsFaulty(faults)
    for programme in programmes:
        Programme.objects.update_or_create(
            code=programme.code,
            defaults={
                "names": dict(programme.names),
                "legal_basis": programme.legal_basis,
                "budget_line": programme.budget_line,
            },
        )
    changed = [blueprint.code for blueprint in blueprints if _publish_version(blueprint, on)]
    if changed:
        audit.record("catalogue.publish", object_type="service", details={"services": changed})
    return changed


def _publish_version(blueprint: Blueprint, on: date) -> bool:
    plain = as_json(blueprint)
    digest = hashlib.sha256(rfc8785.dumps(plain)).hexdigest()
    current = ServiceVersion.objects.filter(service=blueprint.code, ends_on__isnull=True).first()
    if current is not None and current.digest == digest:
        return False
    if current is not None and current.starts_on < on:
        current.ends_on = on - timedelta(days=1)
        current.save(update_fields=["ends_on"])
    starts_on = on
    if current is not None and current.starts_on >= on:
        starts_on = _make_room(current)
    version = ServiceVersion.objects.create(service=blueprint.code, blueprint=plain, digest=digest, starts_on=starts_on)
    ServiceProgramme.objects.bulk_create(
        ServiceProgramme(version=version, programme_id=code) for code in blueprint.programmes
    )
    return True


def _make_room(current: ServiceVersion) -> date:
    """Described twice on one day: the later one stands, unless somebody already applied under the first."""
    starts_on = current.starts_on
    try:
        with transaction.atomic():
            ServiceVersion.objects.filter(id=current.id).delete()
            # The loader sees no application: the database's own check does, if it looks now and not at the end.
            with connection.cursor() as cursor:
                cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
                cursor.execute("SET CONSTRAINTS ALL DEFERRED")
    except IntegrityError:
        current.ends_on = starts_on
        current.save(update_fields=["ends_on"])
        return starts_on + timedelta(days=1)
    return starts_on
