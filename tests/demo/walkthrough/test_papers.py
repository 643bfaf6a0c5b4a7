"""The papers of the walkthrough: several explanations in one graph."""

from demo.walkthrough.papers import merged


def test_merged_gives_each_node_a_number_of_its_own() -> None:
    first = _result("A", nodes=[(3, []), (5, [3])], root=5, condition=3)
    second = _result("B", nodes=[(0, []), (1, []), (2, [1, 0])], root=2, condition=None)

    assert merged([first, second]) == {
        "results": [
            {"programme": "A", "conditions": [{"key": "k", "node": 0}], "explanation": 1},
            {"programme": "B", "conditions": [{"key": "k", "node": None}], "explanation": 4},
        ],
        "explanation": {
            "nodes": [
                {"id": 0, "children": []},
                {"id": 1, "children": [0]},
                {"id": 2, "children": []},
                {"id": 3, "children": []},
                {"id": 4, "children": [3, 2]},
            ]
        },
    }


def _result(
    programme: str, *, nodes: list[tuple[int, list[int]]], root: int, condition: int | None
) -> dict[str, object]:
    return {
        "programme": programme,
        "conditions": [{"key": "k", "node": condition}],
        "root": root,
        "explanation": {"nodes": [{"id": number, "children": children} for number, children in nodes]},
    }
