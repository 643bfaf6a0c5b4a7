"""Whom an application is about: the applicant, and those around them as far as the register tells."""

import hashlib
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from janua.pack.blueprints import AskedOf
from janua.registers.queries.family import FamilyMember


@dataclass(frozen=True)
class About:
    """One person of an application.

    role    claimant, partner, child
    is_you  whether the visitor is this person, rather than somebody who acts for them
    shown   whether what is known of this person may be shown to the visitor
    spoken  whether the visitor may state anything of this person: who sees by consent alone may not
    """

    id: UUID
    role: AskedOf
    kind: str
    name: str
    born_on: date | None
    is_you: bool
    shown: bool
    spoken: bool

    @property
    def tail(self) -> str:
        """What tells this person from the others in the address of a step."""
        return self.id.hex[-8:]


def people_of(
    *,
    person: UUID,
    name: str,
    is_self: bool,
    family: Collection[FamilyMember],
    shown: Collection[UUID],
    spoken: Collection[UUID],
) -> tuple[About, ...]:
    """The applicant, then partner and children."""
    applicant = About(person, "claimant", "", name, None, is_self, shown=True, spoken=True)
    others = (
        About(
            member.id,
            "partner" if member.role == "partner" else "child",
            member.kind,
            member.name,
            member.born_on,
            is_you=False,
            shown=member.id in shown,
            spoken=member.id in spoken,
        )
        for member in family
    )
    return (applicant, *others)


def digest_of(people: Collection[About]) -> str:
    """What tells this family from an earlier one."""
    plain = "|".join(f"{one.id}{one.role}" for one in people)
    return hashlib.sha256(plain.encode()).hexdigest()[:16]
