"""What is true in the fictional population, before any register writes down its part."""

from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple


class Script(NamedTuple):
    """A name in the script of the person's own papers, where that is not Latin."""

    code: str
    given: str
    family: str


class Span(NamedTuple):
    """Days, both ends included; no end is open."""

    starts_on: date
    ends_on: date | None


class Permit(NamedTuple):
    """A permit to stay, by the pack's code of it."""

    kind: str
    starts_on: date
    ends_on: date | None


class Placement(NamedTuple):
    """A child away from the family."""

    kind: str
    starts_on: date
    ends_on: date | None
    carers: tuple[str, ...]


class Employer(NamedTuple):
    """Who pays a wage."""

    number: str
    name: str


class Income(NamedTuple):
    """One item of a year; amounts in minor units."""

    kind: str
    payer: Employer
    minor: int


class IncomeYear(NamedTuple):
    """What Revenue has of one year."""

    year: int
    items: tuple[Income, ...]
    contributions: int
    tax: int


class ContributionYear(NamedTuple):
    """Weekly contributions of one calendar year."""

    year: int
    paid: int
    credited: int


class Union(NamedTuple):
    """A marriage, civil union or life together of two persons."""

    kind: str
    partner: str
    starts_on: date
    ends_on: date | None


@dataclass(slots=True)
class Job:
    """A stretch of work; wage in minor units a week."""

    employer: Employer
    kind: str
    starts_on: date
    ends_on: date | None
    weekly_hours: int
    weekly_wage: int
    left: str | None = None


@dataclass(slots=True)
class Work:
    """A working life, as Jobsplus, Revenue and the department each know a part of it."""

    jobs: list[Job] = field(default_factory=list)
    registrations: list[tuple[str, Span]] = field(default_factory=list)
    years: list[IncomeYear] = field(default_factory=list)
    contributions: list[ContributionYear] = field(default_factory=list)
    first_registered_on: date | None = None
    benefits: list[tuple[str, Span]] = field(default_factory=list)


@dataclass(slots=True)
class Person:
    """Somebody who does not exist. `card` is the number by which every register names the person."""

    card: str
    given: str
    family: str
    sex: str
    born_on: date
    born_in: str = ""  # locality of Malta; empty for who was born abroad
    registered_on: date | None = None
    died_on: date | None = None
    script: Script | None = None
    language: str = "mt"
    phone: str = ""
    email: str = ""
    iban: str = ""
    mother: str | None = None
    father: str | None = None
    children: list[str] = field(default_factory=list)
    unions: list[Union] = field(default_factory=list)
    citizenships: tuple[str, ...] = ()
    refugee: bool = False
    permits: list[Permit] = field(default_factory=list)
    stays: list[Span] = field(default_factory=list)
    dwelling: "Dwelling | None" = None
    placements: list[Placement] = field(default_factory=list)
    work: Work | None = None


@dataclass(slots=True)
class Dwelling:
    """A home; rent in minor units a month."""

    id: str
    street: str
    locality: str
    postcode: str
    area: str
    tenure: str = "owned"
    rooms: int = 4
    monthly_rent: int | None = None


class Residence(NamedTuple):
    """Who lives where, from when to when."""

    card: str
    dwelling: str
    kind: str
    starts_on: date
    ends_on: date | None


class Tie(NamedTuple):
    """A relationship: `of` is the `kind` of `to`; the share is that of custody."""

    of: str
    to: str
    kind: str
    starts_on: date
    ends_on: date | None
    share: tuple[int, int] | None


class BirthToCome(NamedTuple):
    """A birth that the civil registry will learn of later."""

    card: str
    given: str
    family: str
    sex: str
    born_on: date
    registered_on: date
    mother: str
    father: str | None
    place: str


class Declared(NamedTuple):
    """What a family says of itself against what a register knows; minor units."""

    member: str
    attribute: str
    year: int
    minor: int


@dataclass(slots=True)
class Family:
    """Persons who belong together, in one dwelling or two; `key` and `members` only for the families always there."""

    persons: list[Person] = field(default_factory=list)
    ties: list[Tie] = field(default_factory=list)
    dwellings: list[Dwelling] = field(default_factory=list)
    residences: list[Residence] = field(default_factory=list)
    key: str = ""
    about: str = ""
    members: dict[str, str] = field(default_factory=dict)
    declares: list[Declared] = field(default_factory=list)
    births: list[BirthToCome] = field(default_factory=list)
