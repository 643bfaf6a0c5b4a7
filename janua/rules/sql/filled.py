"""What is known of a population before its law is printed: where nothing is missing, nothing need be asked."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Filled:
    """Columns without any NULL, by table (`units`, `members`, `series_<attribute>`).

    whole   every unit of the table is in force, so that its members need not be looked for
    """

    columns: Mapping[str, frozenset[str]] = field(default_factory=dict)
    whole: bool = False

    def knows(self, table: str, column: str) -> bool:
        """Is this column never NULL?"""
        return column in self.columns.get(table, frozenset())
