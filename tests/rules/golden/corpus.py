"""Decisions of the past, kept with what was decided: every release must decide them alike.

`<country>.jsonl` holds one household a line: programme, legal date, situation, what was decided. They hang on no hash
of the law: text may be written anew, numbers of later years may be added, and these stay as they are.

    python -m tests.rules.golden.corpus mt          adds what is wanting: three of each programme, one a grant
    python -m tests.rules.golden.corpus mt --renew  writes what is decided otherwise now, each said; the commit says why
"""

import json
import sys
from datetime import date
from pathlib import Path
from typing import Any

from janua.pack.cases import Case, read_cases
from janua.pack.country import Country
from janua.rules import Law, assess
from tests.rules.agreement.back_ends import country
from tests.rules.agreement.households import Households

FOLDER = Path(__file__).parent
OF_EACH = 3
GRANTED = {"eligible", "needs_waiver", "board_decides"}
Entry = dict[str, Any]


def entries(code: str) -> list[Entry]:
    """The corpus of a country; empty where it has none."""
    path = FOLDER / f"{code}.jsonl"
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()] if path.exists() else []


def decided(law: Law, code: str, entry: Entry) -> dict[str, Any]:
    """What the law decides of an entry: outcome, amount, its kind, failed conditions, and what is missing."""
    situation = country(code).situation(entry["situation"])
    found = assess(law, situation, entry["programme"], date.fromisoformat(entry["on"]), trace=False)
    return {
        "outcome": found.outcome.value,
        "amount": found.amount,
        "amount_kind": found.amount_kind.value,
        "failed": sorted(condition.key for condition in found.conditions if condition.met is False),
        "missing": sorted({missing.attribute for missing in found.missing}),
    }


def extended(code: str) -> list[Entry]:
    """The corpus with three households for each programme: of differing outcomes, as far as they are soon found."""
    pack, found = country(code), entries(code)
    law = pack.law_with({})
    drawn = Households(pack, law, f"golden {code}")
    for programme in law.programmes:
        outcomes = [entry["decided"]["outcome"] for entry in found if entry["programme"] == programme]
        for attempt in range(200):
            if len(outcomes) >= OF_EACH:
                break
            on = drawn.day(programme)
            situation = drawn.situation(programme, on)
            entry: Entry = {"programme": programme, "on": on.isoformat(), "situation": situation.to_json()}
            entry["decided"] = decided(law, code, entry)
            if entry["decided"]["outcome"] not in outcomes or attempt > 100:
                found.append(entry)
                outcomes.append(entry["decided"]["outcome"])
        if not GRANTED & set(outcomes):
            found += _granted(pack, law, programme)
    return found


def granting_case(pack: Country, programme: str) -> Case | None:
    """A written case of the programme in which something is granted; None where that needs a switch."""
    for case in read_cases(pack.law_folder / "cases"):
        if case.expect.get(programme, {}).get("outcome") in GRANTED and not case.switches:
            return case
    return None


def _granted(pack: Country, law: Law, programme: str) -> list[Entry]:
    """The granting case of a programme, with the event that the pack finds in it."""
    case = granting_case(pack, programme)
    if case is None:
        return []
    situation = pack.situation(case.situation)
    event = situation.claim_days["event_on"] or pack.event_of(programme, situation, case.on)
    days = {"event_on": event.isoformat()} if event else {}
    document = {**case.situation, "declared": {**case.situation.get("declared", {}), **days}}
    entry: Entry = {"programme": programme, "on": case.on.isoformat(), "situation": document}
    entry["decided"] = decided(law, pack.code, entry)
    return [entry]


def renewed(code: str) -> list[Entry]:
    """The corpus as the law decides today; what differs is said."""
    law, found = country(code).law_with({}), entries(code)
    for entry in found:
        now = decided(law, code, entry)
        if now != entry["decided"]:
            sys.stdout.write(f"{entry['programme']} on {entry['on']}: {entry['decided']} is now {now}\n")
            entry["decided"] = now
    return found


def main(code: str, *words: str) -> None:
    """Write the corpus of a country."""
    found = renewed(code) if "--renew" in words else extended(code)
    lines = [json.dumps(entry, ensure_ascii=False, separators=(",", ":")) for entry in found]
    (FOLDER / f"{code}.jsonl").write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
