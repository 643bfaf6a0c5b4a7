"""The reference law in openfisca-core, run in an environment of its own: `python law_openfisca.py MEMBERS UNITS OUT`.

Written as that engine is meant to be used: variables as formulas over whole arrays, sums over households, its own scale
for the tax bands, ages by the formula of its country template, one simulation.
Money is in units of the currency as floats of 32 bits, as that engine keeps it; prints its figures as JSON.
"""

import json
import resource
import sys
import time
from datetime import date

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from openfisca_core.entities import build_entity
from openfisca_core.periods import DateUnit
from openfisca_core.simulations import SimulationBuilder
from openfisca_core.taxbenefitsystems import TaxBenefitSystem
from openfisca_core.taxscales import MarginalRateTaxScale
from openfisca_core.variables import Variable

MONTH = "2026-02"
PERSON = build_entity(key="person", plural="persons", label="", is_person=True)
ON = np.datetime64("2026-02-03")
EPOCH = 719_163  # number of 1 January 1970 in the columns
BANDS = MarginalRateTaxScale("tax_bands")
for threshold, rate in ((0, 0.1), (500, 0.2), (1500, 0.3), (4000, 0.4)):
    BANDS.add_bracket(threshold, rate)
HOUSEHOLD = build_entity(key="household", plural="households", label="", roles=[{"key": "member", "plural": "members"}])


def cents(amounts):
    """To the cent, a half up."""
    return np.floor(amounts * 100 + 0.5) / 100


def variable(name, entity, kind, formula=None):
    """A variable of a month."""
    body = {"value_type": kind, "entity": entity, "definition_period": DateUnit.MONTH, "label": name}
    if formula is not None:
        body["formula"] = formula
    return type(name, (Variable,), body)


def years(person, period):
    birth = person("date_of_birth", period)
    born_in = birth.astype("datetime64[Y]").astype(int) + 1970
    month = birth.astype("datetime64[M]").astype(int) % 12 + 1
    day = (birth - birth.astype("datetime64[M]") + 1).astype(int)
    past = (month < ON.item().month) + (month == ON.item().month) * (day <= ON.item().day)
    return ON.item().year - born_in - np.where(past, 0, 1)


def contribution(person, period):
    return cents(np.minimum(person("wage", period), 4500) * 0.145)


def earnings(person, period):
    return person("wage", period) + np.maximum(person("business_income", period), 0)


def taxable(person, period):
    income = person("earnings", period) + person("pension", period) - person("contribution", period)
    return np.maximum(income - 850, 0)


def income_tax(person, period):
    return cents(BANDS.calc(person("taxable", period)))


def tax_credit(person, period):
    old = person("years", period) >= 67
    return np.where(person("disabled", period), 120, np.where(old, 80, 0))


def net_income(person, period):
    tax = np.maximum(person("income_tax", period) - person("tax_credit", period), 0)
    return person("earnings", period) + person("pension", period) - person("contribution", period) - tax


def student_grant(person, period):
    grant = np.maximum(310 - cents(person("earnings", period) * 0.35), 0)
    return np.where(person("student", period) * (person("years", period) <= 26), grant, 0)


def is_child(person, period):
    return person("years", period) < 18


def weight(person, period):
    return np.where(person("is_child", period), 30, np.where(person("disabled", period), 80, 60))


def household_income(household, period):
    return household.sum(household.members("net_income", period) + household.members("student_grant", period))


def weights(household, period):
    return household.sum(household.members("weight", period))


def needs(household, period):
    return cents(932.5 * household("weights", period) / 100)


def rent_cap(household, period):
    return cents(645 * household("weights", period) / 150)


def rent_aid(household, period):
    own = np.maximum(cents(household("household_income", period) * 0.27), 0)
    return np.maximum(np.minimum(household("rent", period), household("rent_cap", period)) - own, 0)


def child_supplement(person, period):
    income, weighed = person.household("household_income", period), person.household("weights", period)
    over = np.maximum(cents(income * 100 / np.maximum(weighed, 1)) - 1400, 0)
    base = np.where(person("years", period) < 6, 95, 72.4)
    return np.where(person("is_child", period), np.maximum(base - cents(over * 0.08), 0), 0)


def supplements(household, period):
    return household.sum(household.members("child_supplement", period))


def eligible(household, period):
    return household.any(~household.members("is_child", period)) * (household("assets", period) <= 16_000)


def support(household, period):
    gap = np.maximum(household("needs", period) - np.maximum(household("household_income", period), 0), 0)
    gap = gap + household("rent_aid", period) + household("supplements", period)
    return np.where(household("eligible", period) * (gap >= 10), gap, 0)


INPUTS = {
    "person": {
        "date_of_birth": date, "wage": float, "business_income": float, "pension": float,
        "disabled": bool, "student": bool,
    },
    "household": {"rent": float, "assets": float},
}  # fmt: skip
FORMULAS = {
    PERSON: [
        years, earnings, contribution, taxable, income_tax, tax_credit, net_income, student_grant, is_child,
        weight, child_supplement,
    ],
    HOUSEHOLD: [household_income, weights, needs, rent_cap, rent_aid, supplements, eligible, support],
}  # fmt: skip


def system():
    """The law as that engine has it."""
    found = TaxBenefitSystem([PERSON, HOUSEHOLD])
    for entity, names in ((PERSON, INPUTS["person"]), (HOUSEHOLD, INPUTS["household"])):
        for name, kind in names.items():
            found.add_variable(variable(name, entity, kind))
    kinds = {"years": int, "is_child": bool, "eligible": bool, "weight": int, "weights": int}
    for entity, formulas in FORMULAS.items():
        for formula in formulas:
            found.add_variable(variable(formula.__name__, entity, kinds.get(formula.__name__, float), formula))
    return found


def run(law, members, units, out):
    """From files to files."""
    persons, households = pq.read_table(members), pq.read_table(units)
    builder = SimulationBuilder()
    builder.create_entities(law)
    number = persons["unit"].to_numpy()
    builder.declare_person_entity("person", np.arange(len(number)))
    group = builder.declare_entity("household", households["unit"].to_numpy())
    builder.join_with_persons(group, number, np.repeat("member", len(number)))
    simulation = builder.build(law)
    for table, names in ((persons, INPUTS["person"]), (households, INPUTS["household"])):
        for name, kind in names.items():
            column = table[f"fact_{name}"].to_numpy()
            if kind is date:
                column = (column - EPOCH).astype("datetime64[D]")
            simulation.set_input(
                name, MONTH, column / 100 if kind is float else column.astype(bool) if kind is bool else column
            )
    found = {
        name: simulation.calculate(name, MONTH)
        for name in ("support", "eligible", "household_income", "needs", "rent_aid")
    }
    pq.write_table(pa.table({"unit": households["unit"], **found}), out)
    of_persons = {
        name: simulation.calculate(name, MONTH)
        for name in ("contribution", "income_tax", "net_income", "child_supplement")
    }
    pq.write_table(pa.table({"unit": persons["unit"], "member": persons["member"], **of_persons}), f"{out}.persons")


def main(members, units, out):
    law = system()
    before, began = resource.getrusage(resource.RUSAGE_SELF), time.perf_counter()
    run(law, members, units, out)
    after = resource.getrusage(resource.RUSAGE_SELF)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    print(json.dumps({"cpu": cpu, "wall": time.perf_counter() - began, "megabytes": after.ru_maxrss / 1024}))


if __name__ == "__main__":
    main(*sys.argv[1:])
