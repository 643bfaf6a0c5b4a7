"""What Egypt's law reads of people and claims: each with its question, its registers in order of trust, its limits.

Registers, by the ministry's list: `civil` Civil Status, `insurance` National Organization for Social Insurance,
`education` Ministry of Education and Al-Azhar, `health` Ministry of Health, `agriculture` agricultural holdings,
`property` real-estate registry and tax, `commerce` commercial registry, `unified` the unified household registry,
`ministry` the records of the Ministry of Social Solidarity, `justice` prosecution and courts, `committee` the local
committee for alternative families.
"""

from janua.countries.eg.care import CARE
from janua.countries.eg.cash import CASH
from janua.countries.eg.inspection import INSPECTION
from janua.countries.eg.relocation import RELOCATION

ATTRIBUTES = (*CASH, *CARE, *INSPECTION, *RELOCATION)
