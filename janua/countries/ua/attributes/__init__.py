"""What Ukraine's law reads of people, dwellings and claims: each with its question, its registers, its limits.

Registers, the most trusted first: `drfo` taxpayers and their income (tax service), `eddr` demographic register, `dracs`
civil status, `eib-vpo` displaced persons, `rzo` insured persons and `pfu` pensions (Pension Fund), `drrp` real estate,
`edr-tz` vehicles, `rpzm` damaged and destroyed property, `edebo` education, `cbi` disability, `dsz` employment service,
`dpsu` border crossings, `srd` orphans, `banks`, `courts`, `providers` of housing services, `department` its records.
"""

from janua.countries.ua.attributes.claims import CLAIM
from janua.countries.ua.attributes.homes import DWELLING
from janua.countries.ua.attributes.income import INCOME
from janua.countries.ua.attributes.persons import PERSON
from janua.pack.attributes import Attribute

ATTRIBUTES: tuple[Attribute, ...] = (*PERSON, *INCOME, *DWELLING, *CLAIM)

__all__ = ["ATTRIBUTES"]
