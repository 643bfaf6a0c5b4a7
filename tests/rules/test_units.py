"""What is made of the persons that a pack's unit names."""

from datetime import date

from janua.rules import MANY, ONE, Members, Situation, View, unit
from janua.values import Period

ON = date(2026, 2, 3)


@unit("twice", roles={"claimant": ONE, "children": MANY})
def twice(view: View, on: date) -> Members:
    """Names a child once for each tie, as a pack might."""
    ties = [tie.to for kind in ("parent", "guardian") for tie in view.relations(to="ben", kind=kind, on=on)]
    return Members(roles={"claimant": (view.claimant,), "children": tuple(ties)})


def test_find_counts_somebody_once_however_many_ties_lead_there() -> None:
    ties = [{"of": "anna", "to": "ben", "kind": kind} for kind in ("parent", "guardian")]
    document = {"claimant": "anna", "persons": {"anna": {}, "ben": {}}, "relationships": ties}
    view = View(Situation.from_json(document, ()), applied_on=ON, event_on=None, period=Period(ON, ON))

    assert twice.find(view, ON).roles == {"claimant": ("anna",), "children": ("ben",)}
