"""What the tests of a rule prove of its divisors."""

import ast
from collections.abc import Callable, Iterator


def proved_positive(test: ast.expr, *, holds: bool, lowest: Callable[[ast.expr], int]) -> Iterator[ast.expr]:
    """Expressions that are greater than zero while a test holds (or does not)."""
    match test:
        case ast.UnaryOp(op=ast.Not()):
            yield from proved_positive(test.operand, holds=not holds, lowest=lowest)
        case ast.BoolOp() if isinstance(test.op, ast.And) is holds:
            for part in test.values:
                yield from proved_positive(part, holds=holds, lowest=lowest)
        case ast.Compare(ops=[op], comparators=[ast.Constant(value=int(bound))]):
            other_than_zero = bound == 0 and type(op) is (ast.NotEq if holds else ast.Eq)
            if _at_least(type(op), bound, holds=holds) >= 1 or (other_than_zero and lowest(test.left) >= 0):
                yield test.left


def _at_least(op: type[ast.cmpop], bound: int, *, holds: bool) -> int:
    """The lowest value for which a comparison with `bound` holds (or does not); 0 where it has none."""
    lowest = {ast.Gt: bound + 1, ast.GtE: bound} if holds else {ast.LtE: bound + 1, ast.Lt: bound}
    return lowest.get(op, 0)
