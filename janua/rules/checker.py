"""What only the whole law shows: dates, exceptions, units, amounts, parameters, proved magnitudes."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from itertools import combinations

from janua.rules.errors import LawError, nearest
from janua.rules.lowering import Lowering, amount_fault
from janua.rules.scope import LoweredRule, Signature
from janua.rules.source import LawFile, RuleVersion
from janua.rules.units import UnitDefinition

Report = Callable[[LawError], None]


def check_files(
    files: Mapping[str, LawFile], units: Mapping[str, UnitDefinition], taken: Mapping[str, str], report: Report
) -> None:
    """What the definitions alone show: two of one name on one day, two of one code, unknown units and rules.

    taken   names that mean something else already, and what
    """
    codes: dict[str, LawFile] = {}
    for file in files.values():
        _imports(files, file, report)
        _names(file, taken, report)
        _one_version_a_day(file, report)
        _exceptions(file, report)
        if file.programme is None:
            for rule in (rule for rule in file.rules if rule.kind in ("condition", "amount")):
                what = f"{rule.name} is a {rule.kind} of no programme"
                report(LawError(file.path, rule.line, what, "@rule(…), or programme(…) at the top"))
            continue
        programme = file.programme
        if programme.code in codes:
            report(
                LawError(
                    file.path,
                    programme.line,
                    f"{programme.code} stands in {codes[programme.code].path} too",
                    "another code",
                )
            )
        codes[programme.code] = file
        if programme.unit not in units:
            hint = nearest(programme.unit, units)
            report(
                LawError(
                    file.path,
                    programme.line,
                    f"there is no unit {programme.unit}{hint}",
                    " or ".join(units) or "a unit of the pack",
                )
            )


def _imports(files: Mapping[str, LawFile], file: LawFile, report: Report) -> None:
    for there, name, line in file.imports.values():
        if there not in files:
            report(
                LawError(file.path, line, f"there is no law file {there}{nearest(there, files)}", "a file of this law")
            )
            continue
        known = {rule.name for rule in files[there].rules if rule.kind != "exception"}
        if files[there].programme is not None:
            known.add("eligible")
        if name not in known:
            report(
                LawError(file.path, line, f"there is no {there}.{name}{nearest(name, known)}", "a rule defined there")
            )


def _names(file: LawFile, taken: Mapping[str, str], report: Report) -> None:
    """A rule never hides an attribute, a role or a word of the language."""
    named = [(rule.name, rule.line) for rule in file.rules] + [(name, at[2]) for name, at in file.imports.items()]
    for name, line in named:
        if name in taken:
            report(LawError(file.path, line, f"{name} is {taken[name]} already", "another name"))


def _overlap(a: RuleVersion, b: RuleVersion) -> date | None:
    """A day on which both are in force."""
    first = max(a.since_day, b.since_day)
    return date.fromordinal(first) if first <= min(a.until_day, b.until_day) else None


def _one_version_a_day(file: LawFile, report: Report) -> None:
    plain = [rule for rule in file.rules if rule.kind != "exception"]
    for rule in plain:
        if rule.name in file.imports:
            report(
                LawError(file.path, rule.line, f"{rule.name} is imported and defined", "another name, or `import … as`")
            )
    for a, b in combinations(plain, 2):
        if a.name == b.name and (day := _overlap(a, b)) is not None:
            report(
                LawError(
                    file.path,
                    b.line,
                    f"two rules {b.name} are in force on {day} (the other is in line {a.line})",
                    "since= and until= that do not overlap",
                )
            )
    amounts = [rule for rule in plain if rule.kind == "amount"]
    for a, b in combinations(amounts, 2):
        if a.name != b.name and (day := _overlap(a, b)) is not None:
            report(
                LawError(
                    file.path,
                    b.line,
                    f"two amounts are in force on {day}: {a.name} and {b.name}",
                    "one amount that adds them",
                )
            )


def _exceptions(file: LawFile, report: Report) -> None:
    exceptions = [rule for rule in file.rules if rule.kind == "exception"]
    names = [rule.name for rule in file.rules if rule.kind != "exception"]
    for rule in exceptions:
        if rule.base not in names:
            report(
                LawError(
                    file.path,
                    rule.line,
                    f"there is no rule {rule.base} here{nearest(rule.base, names)}",
                    "a rule of this file",
                )
            )
    for a, b in combinations(exceptions, 2):
        if a.base == b.base and a.when == b.when and (day := _overlap(a, b)) is not None:
            report(
                LawError(
                    file.path,
                    b.line,
                    f"{a.name} and {b.name} both replace {b.base} when {b.when}, on {day}",
                    "one exception for one case",
                )
            )


def check_lowered(law: Lowering, units: Mapping[str, UnitDefinition], report: Report) -> None:
    """What the lowered rules show."""
    for signature in law.signatures.values():
        file = law.files[signature.file]
        for rule in (*signature.versions, *signature.exceptions):
            _magnitudes(rule, report)
            _parameters(law, rule, report)
            if rule.version.kind == "amount":
                _amount(signature, rule, file, report)
    for file in law.files.values():
        if file.programme is not None and file.programme.unit in units:
            _roles(law, file, units[file.programme.unit], report)


def _magnitudes(rule: LoweredRule, report: Report) -> None:
    """Every value fits 64 or 128 bits, given the declared domains."""
    widths = [node.bits for node in rule.nodes()]
    rule.version.bits = 0 if 0 in widths else max(widths)
    if 0 in widths:
        report(
            LawError(
                rule.version.path,
                rule.version.line,
                f"{rule.version.name} may exceed 128 bits",
                "narrower minimum/maximum of the attributes it uses, or an earlier rounding",
            )
        )


def _parameters(law: Lowering, rule: LoweredRule, report: Report) -> None:
    since = rule.version.since
    for key in sorted(rule.parameters):
        first = law.parameters[key].first_day
        if since is not None and since < first:
            report(
                LawError(
                    rule.version.path,
                    rule.version.line,
                    f"{rule.version.name} is in force from {since}, but p.{key} has no value before {first}",
                    f'since="{first}", an earlier value, or a stated gap (value: null)',
                )
            )


def _amount(signature: Signature, rule: LoweredRule, file: LawFile, report: Report) -> None:
    assert file.programme is not None  # check_files has seen to it
    fault = amount_fault(signature, rule, file.programme.currency, file.programme.period.value)
    if fault is not None:
        report(LawError(file.path, rule.version.line, *fault))


def needed(law: Lowering, file: str, also: Iterable[tuple[str, str]] = ()) -> Iterator[Signature]:
    """Every rule that a programme's file (and further rules) need, each after those it needs."""
    seen: set[tuple[str, str]] = set()

    def visit(key: tuple[str, str]) -> Iterator[Signature]:
        if key in seen or key not in law.signatures:
            return
        seen.add(key)
        signature = law.signatures[key]
        for rule in (*signature.versions, *signature.exceptions):
            for below in sorted(rule.rules):
                yield from visit(below)
        yield signature

    for rule in law.files[file].rules:
        if rule.kind in ("condition", "amount"):
            yield from visit((file, rule.name))
    for key in also:
        yield from visit(key)


def _roles(law: Lowering, file: LawFile, unit: UnitDefinition, report: Report) -> None:
    """The programme's unit has every role, and gives every fact, that its rules use."""
    assert file.programme is not None  # only asked of programmes
    given = {attribute.name for attribute in unit.gives}
    for signature in needed(law, file.name):
        for rule in (*signature.versions, *signature.exceptions):
            unit_facts = {name for name in rule.attributes if law.attributes[name].entity in ("member", "unit")}
            for name in sorted(rule.roles - set(unit.roles)) + sorted(unit_facts - given):
                report(
                    LawError(
                        rule.version.path,
                        rule.version.line,
                        f"{rule.version.name} uses {name}, which unit {unit.name} of {file.programme.code} has not",
                        f"a role or fact of unit {unit.name}, or another unit=",
                    )
                )
