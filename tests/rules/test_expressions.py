"""Every fault of an expression is found when the law is loaded: the line, what is wrong, what to write instead."""

from pathlib import Path

import pytest

from tests.rules.laws import NUMBERS, SHARED, SOUND, faults, write

AFTER = "\n\n@rule('Act')\ndef planted({}):\n    {}\n"
LINE = len(SOUND.lstrip("\n").splitlines()) + 3  # of `def planted`


def planted(folder: Path, arguments: str, body: str) -> list[str]:
    text = SOUND.lstrip("\n") + AFTER.format(arguments, body)
    return faults(write(folder, sound=text, shared=SHARED, sound_yaml=NUMBERS))


EXPRESSIONS = {
    "unknown name": ("", "return nothing", "nothing is not known here", "an argument of the rule or an assigned name"),
    "unknown argument": (
        "wages",
        "return wages",
        "planted needs wages, which is no rule, role or attribute; did you mean wage?",
        "a rule, a role of the unit, an attribute (declared in attributes.py, or given by the unit), p, period, on, "
        "applied_on or event_on",
    ),
    "not asked for": ("", "return rate", "rate is used but not asked for", "rate among the arguments of planted"),
    "attribute of a person": (
        "wage",
        "return wage",
        "wage is of a person",
        "claimant.wage, or member.wage for each member of a role",
    ),
    "rule of a person": (
        "is_grown_on",
        "return 1",
        "is_grown_on is of a person",
        "claimant.is_grown_on, or member.is_grown_on for each member of a role",
    ),
    "rule of the unit on a person": (
        "claimant",
        "return claimant.rate",
        "rate is of the unit",
        "rate among the arguments",
    ),
    "unknown of a person": (
        "claimant",
        "return claimant.wages",
        "a person has no wages; did you mean wage?",
        "an attribute or a rule of=PERSON (imported, if of another file)",
    ),
    "role of several": (
        "children",
        "return children.wage",
        "children may be several or none",
        "member.wage for member in children",
    ),
    "person as value": (
        "claimant",
        "return claimant",
        "a person is no value",
        "an attribute or rule of the person, like claimant.date_of_birth",
    ),
    "series as value": (
        "claimant",
        "return claimant.income",
        "income is a series",
        "total, days, held … (income, window)",
    ),
    "decimal": ("", "return 0.5", "a decimal number in the text of a rule", 'a parameter, or rate("1/2")'),
    "text": ("", "return 'x'", "'x' is no value here", "a choice compared by ==, or a number"),
    "unknown choice": (
        "claimant",
        "return claimant.status == 'citzen'",
        "'citzen' is never a choice here; did you mean citizen?",
        "citizen, union, other",
    ),
    "order of choices": ("claimant", "return claimant.status < 'other'", "a choice has no order", "== or !="),
    "add yes": ("claimant", "return claimant.fit + 1", "cannot add yes/no and a count", "two values of one unit"),
    "multiply yes": ("claimant", "return claimant.fit * 2", "* is not for yes/no", "numbers here"),
    "add days": (
        "claimant",
        "return claimant.date_of_birth + 1",
        "cannot add a day and a count",
        "two values of one unit",
    ),
    "money and money": (
        "claimant",
        "return claimant.wage * claimant.wage",
        "money times money is no money",
        "money times a rate or a count",
    ),
    "money of two periods": (
        "claimant, period",
        "return total(claimant.income, period) > claimant.wage",
        "cannot compare EUR per year and EUR per week",
        "per(PERIOD, …) where the law changes the period",
    ),
    "money and number": (
        "claimant",
        "return claimant.wage > 1",
        "cannot compare EUR per week and a count",
        "two values of one unit",
    ),
    "divisor may be zero": (
        "claimant",
        "return round_half_up(claimant.wage / claimant.days_worked, to=CENT)",
        "the divisor may be zero",
        "max(divisor, 1), or the division inside `if divisor > 0:`",
    ),
    "quotient unrounded": (
        "claimant",
        "return claimant.wage / max(claimant.days_worked, 1)",
        "a quotient by a computed number leaves its expression unrounded",
        "round_half_up(a / b, to=…) at once",
    ),
    "floor division": (
        "claimant",
        "return claimant.wage // 2",
        "floordiv is no arithmetic of law",
        "+ - * / and round_floor(a / b, to=1)",
    ),
    "is": ("claimant", "return claimant.fit is True", "is is no comparison of law", "== != < <= > >= in"),
    "list": (
        "",
        "return [1]",
        "list is no expression of law",
        "arithmetic, comparisons and the functions of docs/rules-language.md",
    ),
    "unknown function": (
        "claimant, on",
        "return ages(claimant.date_of_birth, on)",
        "there is no function ages; did you mean age?",
        "a function of docs/rules-language.md, or a rule that is given arguments",
    ),
    "unknown word of a function": (
        "claimant",
        "return round_half_up(claimant.wage, at=CENT)",
        "round_half_up has no at=",
        "place=, to=",
    ),
    "no step": (
        "claimant",
        "return round_half_up(claimant.wage)",
        "round_half_up does not say to what",
        "round_half_up(x, to=CENT)",
    ),
    "odd step": (
        "claimant",
        'return round_half_up(claimant.wage, to="0.001")',
        "this is no step to round to",
        'CENT, UNIT or "0.05" for money; 1 or "0.01" for counts and rates',
    ),
    "number of arguments": (
        "claimant",
        "return age(claimant.date_of_birth)",
        "1 arguments where 2 are needed",
        "age(a day, a day)",
    ),
    "type of an argument": (
        "claimant, on",
        "return age(claimant.wage, on)",
        "EUR per week stands where a day is needed",
        "a day",
    ),
    "series of nothing": (
        "claimant, on",
        "return held(on, on)",
        "an attribute is needed here",
        "the name of an attribute, or person.attribute",
    ),
    "total of no number": (
        "claimant, period",
        "return total(claimant.resident, period)",
        "resident is yes/no: nothing to add up",
        "count, days or months",
    ),
    "value of no choice": (
        "claimant, on",
        "return held(claimant.resident, on, value='x')",
        "resident is no choice",
        "value= only for choices",
    ),
    "arguments of a rule": (
        "claimant",
        "return claimant.is_grown_on()",
        "is_grown_on is given 0 arguments",
        "is_grown_on(when)",
    ),
    "up_to outside an amount": (
        "claimant",
        "return up_to(claimant.wage)",
        "only an amount can be a ceiling",
        "up_to(…) in the return of an @amount",
    ),
    "loop over nothing": (
        "claimant, on",
        "return sum(1 for x in on)",
        "this cannot be gone through",
        "a role, weeks(w, n), months_of(w), days_of(w) or bands(n, table)",
    ),
    "two loops in one": (
        "children",
        "return sum(1 for a in children for b in children)",
        "one `for` at a time",
        "a loop inside a loop: any(any(…) for …)",
    ),
    "sum of yes": (
        "children",
        "return sum(child.fit for child in children)",
        "yes/no cannot be added up",
        "a count or money before `for`",
    ),
    "any of numbers": (
        "children",
        "return any(child.wage for child in children)",
        "any of EUR per week",
        "a comparison before `for`",
    ),
    "share in a unit's rule": (
        "children, rate",
        "return share(rate, (1 for child in children))",
        "share gives one person's part",
        "share(total, (weight for m in role)) in a rule of=PERSON",
    ),
    "not a question": (
        "claimant",
        "return 1 if claimant.wage else 2",
        "EUR per week stands where yes/no is needed",
        "yes/no",
    ),
    "assigned in one branch": (
        "claimant",
        "if claimant.fit:\n        x = 1\n    return x",
        "x is assigned in one branch only: a missing branch",
        "x = … in every branch, or before",
    ),
    "returns sometimes": (
        "claimant",
        "if claimant.fit:\n        if claimant.fit:\n            return 1\n    return 2",
        "this branch returns only sometimes: a missing branch",
        "return on all paths of the branch, or on none",
    ),
    "after return": ("", "return 1\n    return 2", "this is never reached", "nothing after return"),
    "two types": (
        "claimant",
        "if claimant.fit:\n        return 1\n    return claimant.fit",
        "cannot give in two branches a count and yes/no",
        "two values of one unit",
    ),
    "assigned argument": (
        "claimant",
        "claimant = 1\n    return claimant",
        "claimant is what the rule is given",
        "another name",
    ),
    "loop statement": (
        "children",
        "for child in children:\n        pass\n    return 1",
        "for is no statement of law",
        "an assignment, if or return",
    ),
    "table as value": (
        "p",
        "return p.sound.bands",
        "a rule cannot give a table",
        "a number, money, a day, a window, a choice or yes/no",
    ),
    "entry of bands": (
        "p",
        "return entry(p.sound.bands, 1)",
        "sound.bands is not for entry",
        "bracket or marginal for rows with `to`, entry for rows with `key`",
    ),
    "magnitude": (
        "claimant",
        "return claimant.huge * claimant.huge",
        "planted may exceed 128 bits",
        "narrower minimum/maximum of the attributes it uses, or an earlier rounding",
    ),
}


@pytest.mark.parametrize(("arguments", "body", "what", "instead"), EXPRESSIONS.values(), ids=list(EXPRESSIONS))
def test_load_reports_an_expression(tmp_path: Path, arguments: str, body: str, what: str, instead: str) -> None:
    (found,) = planted(tmp_path, arguments, body)

    path, line, message = found.split(":", 2)
    assert (path, message) == ("sound.py", f" {what}{'' if what.endswith('?') else '.'} Write instead: {instead}.")
    assert int(line) in range(LINE, LINE + 5)
