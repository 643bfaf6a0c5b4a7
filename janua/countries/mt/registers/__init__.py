"""Malta's registers: what may be asked of each, under which law, and how its answers read."""

from janua.countries.mt.registers.civil import CIVIL
from janua.countries.mt.registers.jobsplus import JOBSPLUS
from janua.countries.mt.registers.revenue import REVENUE

REGISTERS = (CIVIL, REVENUE, JOBSPLUS)
