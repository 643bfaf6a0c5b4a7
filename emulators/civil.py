"""The civil registry: births, marriages and deaths over the CRVS interface of DCI, with notices of births and deaths.

Control: POST /births {"id_card"} of births_to_come.jsonl, or a whole birth in its shape;
POST /deaths {"id_card", "on"}; POST /deaths/undo {"id_card"}.
"""

import json
import threading
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from emulators import register, starting
from emulators.population import Person, by_id_card
from emulators.register import Record, Register, compare, predicates
from emulators.signing import Rejected
from emulators.switches import Switches

BIRTH = "spdci-common:RegistryEventType:LiveBirth"
DEATH = "spdci-common:RegistryEventType:Death"


class CivilRegistry:
    """The population as its civil registry knows it, and what was registered since; the latter survives a kill."""

    reg_type = "spdci-common:RegistryType:Civil"
    record_type = "spdci-extensions-crvs:Person"
    event_types: tuple[str, ...] = (BIRTH, DEATH)

    def __init__(self, population: Path | None, state: Path) -> None:
        self._persons = by_id_card(population, "civil.jsonl")
        self._to_come = by_id_card(population, "births_to_come.jsonl")
        self._lock = threading.Lock()
        state.mkdir(parents=True, exist_ok=True)
        self._file = state / "registered.jsonl"
        if self._file.exists():
            for line in self._file.read_text().splitlines():
                person = json.loads(line)
                self._take(person)

    def look_up(self, query_type: str, query: Any, *, contradict: bool) -> list[Record]:
        wanted = predicates(query_type, query)
        with self._lock:
            records = [self._record(person) for person in self._candidates(wanted)]
        fitting = [record for record in records if _fits(record, wanted)]
        return [_contradicted(record) for record in fitting] if contradict else fitting

    def fits(self, event_type: str, record: Record, filter_: Any) -> bool:
        query_type = "predicate" if isinstance(filter_, list) else "idtype-value"
        return _fits(record, predicates(query_type, filter_))

    def register_birth(self, birth: dict[str, Any]) -> Record:
        """Enter a birth: one of those to come, or one given whole."""
        with self._lock:
            birth = self._to_come.get(birth["id_card"], birth) if len(birth) == 1 else birth
            entered: dict[str, Any] = {
                "registration": f"B-{birth['id_card']}",
                **{name: birth.get(name) for name in ("registered_on", "born_on", "place", "mother", "father")},
            }
            date.fromisoformat(entered["born_on"])
            person = {"id_card": birth["id_card"], "name": birth["name"], "sex": birth["sex"], "birth": entered}
            self._enter({**person, "unions": [], "death": None, "children": []})
            return self._record(self._persons[birth["id_card"]])

    def register_death(self, id_card: str, on: str | None) -> Record:
        """Enter a death, or take it back with None."""
        if on is not None:
            date.fromisoformat(on)
        with self._lock:
            death = {"registration": f"D-{id_card}", "on": on} if on else None
            self._enter({**self._persons[id_card], "death": death})
            return self._record(self._persons[id_card])

    def _enter(self, person: Person) -> None:
        with self._file.open("a") as file:
            file.write(json.dumps(person) + "\n")
        self._take(person)

    def _take(self, person: Person) -> None:
        self._persons[person["id_card"]] = person
        for role in ("mother", "father"):
            parent = self._persons.get((person["birth"] or {}).get(role) or "")
            if parent and person["id_card"] not in parent.setdefault("children", []):
                parent["children"].append(person["id_card"])

    def _candidates(self, wanted: list[tuple[str, str, Any]]) -> list[Person]:
        """One person or one parent's children by their number; the whole register is asked of nobody."""
        for name, operator, value in wanted:
            if operator == "eq" and name == "identifier":
                return [self._persons[value]] if value in self._persons else []
            if operator == "eq" and name == "parent_identifier":
                children = self._persons.get(value, {}).get("children", [])
                return [self._persons[child] for child in children if child in self._persons]
        raise Rejected(400, "rjct.search_criteria.invalid", "ask by identifier or parent_identifier")

    def _record(self, person: Person) -> Record:
        birth = person["birth"] or {}
        script, name = next(iter(person["name"].items()))
        identifiers = [_identifier("UIN", person["id_card"])]
        if birth.get("registration"):
            identifiers.append(_identifier("BRN", birth["registration"]))
        extra: list[dict[str, Any]] = [{"script": script}]
        record = {
            "@type": "CRVS_Person",
            "identifier": identifiers,
            "name": {"@type": "Name", "given_name": name["given"], "surname": name["family"]},
            "sex": person["sex"],
            "birth_date": birth.get("born_on") or "",
            "birth_place": {"name": birth.get("place") or ""},
            "death_date": (person["death"] or {}).get("on") or "",
            "registration_date": birth.get("registered_on") or "",
        }
        for number, role in enumerate(("mother", "father"), start=1):
            if birth.get(role):
                record[f"parent{number}_identifier"] = _identifier("UIN", birth[role])
        record.update(self._union(person, extra))
        if birth.get("mother"):
            extra.append({"birth_order": self._birth_order(person["id_card"], birth)})
        return {**record, "additional_attributes": extra}

    def _union(self, person: Person, extra: list[dict[str, Any]]) -> dict[str, str]:
        if not person["unions"]:
            return {"marital_status": "S"}
        last = max(person["unions"], key=lambda union: union["on"])
        partner = self._persons.get(last["partner"], {})
        if last["ended_on"]:
            # How a union ended is not in the file: the partner's death says it, else a court did.
            return {"marital_status": "W" if partner.get("death") else "D", "marriage_date": last["on"]}
        if partner.get("death"):
            return {"marital_status": "W", "marriage_date": last["on"]}
        extra.append({"spouse_identifier": _identifier("UIN", last["partner"])})
        if last["kind"] == "civil_union":
            extra.append({"civil_union": True})
        return {"marital_status": "M", "marriage_date": last["on"]}

    def _birth_order(self, id_card: str, birth: dict[str, Any]) -> int:
        children = self._persons.get(birth["mother"], {}).get("children", [])
        births = [(self._persons[child]["birth"] or {}).get("born_on") for child in children if child in self._persons]
        return 1 + sum(1 for born_on in births if born_on and born_on < birth["born_on"])


def _identifier(kind: str, value: str) -> dict[str, str]:
    return {"@type": "Identifier", "identifier_type": kind, "identifier_value": value}


def _fits(record: Record, wanted: list[tuple[str, str, Any]]) -> bool:
    attributes = {
        "identifier": [one["identifier_value"] for one in record["identifier"]],
        "parent_identifier": [
            record[name]["identifier_value"] for name in ("parent1_identifier", "parent2_identifier") if name in record
        ],
        "birth_date": [record["birth_date"] or None],
        "death_date": [record["death_date"] or None],
    }
    for name, operator, value in wanted:
        if name not in attributes:
            raise Rejected(400, "rjct.filter.invalid", f"the attribute {name!r} cannot be asked for")
        if not compare(attributes[name], operator, value):
            return False
    return True


def _contradicted(record: Record) -> Record:
    """Born a year earlier than the population says, and single."""
    born = record["birth_date"]
    other = (date.fromisoformat(born) - timedelta(days=365)).isoformat() if born else ""
    return {**record, "birth_date": other, "marital_status": "S"}


def main() -> None:
    options = starting.parser("civil", __doc__ or "")
    register.add_arguments(options, "civil.example")
    arguments = options.parse_args()
    holdings = CivilRegistry(arguments.population, arguments.state)
    served = Register(arguments, holdings, Switches.from_arguments(arguments), starting.Journal())

    def births(birth: dict[str, Any]) -> Any:
        record = holdings.register_birth(birth)
        return {"record": record, "notices": served.tell(BIRTH, record, f"birth-{birth['id_card']}")}

    def deaths(death: dict[str, str]) -> Any:
        record = holdings.register_death(death["id_card"], death["on"])
        return {"record": record, "notices": served.tell(DEATH, record, f"death-{death['id_card']}-{death['on']}")}

    def undo(death: dict[str, str]) -> Any:
        return {"record": holdings.register_death(death["id_card"], None)}

    register.run(arguments, "civil", served, {"births": births, "deaths": deaths, "deaths/undo": undo})


if __name__ == "__main__":
    main()
