"""An auditor reads words: whatever the product writes into the trail has them."""

import ast
from pathlib import Path

import janua
from janua.workbench.journeys.trail_words import ACTIONS

PRODUCT = Path(janua.__file__).parent
_WRITE = {"record", "Trace", "record_for_operator", "_of_rotation", "_traced"}
# Written by the database itself, or under a name that is chosen beside the call.
_NOT_SEEN = {"backup.made", "backup.restored", "backup.recovered", "payments.resume"}


def _written() -> set[str]:
    """Every action that stands as a literal in a call that writes into the trail."""
    found = set()
    for path in PRODUCT.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and _name(node.func) in _WRITE:
                given = [*node.args[:1], *(key.value for key in node.keywords if key.arg == "action")]
                found |= {one.value for one in given if isinstance(one, ast.Constant) and isinstance(one.value, str)}
    return found


def _name(called: ast.expr) -> str:
    if isinstance(called, ast.Attribute):
        return called.attr
    return called.id if isinstance(called, ast.Name) else ""


def test_every_action_of_the_trail_has_words() -> None:
    written = _written()
    assert "claim.intend_refusal" in written
    assert "keys.data_ended" in written
    assert (written | _NOT_SEEN) - set(ACTIONS) == set()
