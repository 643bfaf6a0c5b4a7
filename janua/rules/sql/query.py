"""The whole text for one programme: its steps, and the columns of the result."""

from dataclasses import dataclass
from datetime import date

from janua.rules.columns import Layout, layout_of
from janua.rules.law import Law
from janua.rules.sql.filled import Filled
from janua.rules.sql.law import LawText
from janua.rules.sql.outcome import RESULT, Outcomes
from janua.rules.sql.sayers import SAYERS
from janua.rules.sql.steps import Circle, Plan, Step
from janua.values import Period

_NOTHING_FILLED = Filled()


@dataclass(frozen=True, slots=True)
class Query:
    """One edition of a programme's law as SQL over `units_in_force`, `members` and the series of its layout.

    steps   each is a SELECT that may read those before it; the last gives the result, a row for each unit
    """

    programme: str
    layout: Layout
    steps: tuple[Step, ...]
    conditions: tuple[str, ...]

    @property
    def text(self) -> str:
        """As one statement."""
        named = ",\n".join(f"{step.name} AS (\n{step.text}\n)" for step in self.steps[:-1])
        return f"WITH {named}\n{self.steps[-1].text}" if named else self.steps[-1].text

    @property
    def script(self) -> tuple[tuple[str, str], ...]:
        """As one statement for each step, for an engine that would otherwise work a step out for each that reads it."""
        return tuple((step.name, step.text) for step in self.steps)


def query(
    law: Law, programme: str, on: date, *, period: Period, parameter_day: date, filled: Filled = _NOTHING_FILLED
) -> Query:
    """The text for all units whose parameter day lies in the same edition of the law as the one given.

    on, period      as for `assess`; they stand in the text
    filled          what is known of the tables; a text that was printed for one population is not for another
    Raises          NoSql where a number may have more than 38 digits
    """
    apart: set[str] = set()
    edition = law.edition(parameter_day, traced=False)
    while True:
        text = LawText(law, edition, on.toordinal(), period, SAYERS, apart, filled)
        outcomes = Outcomes(text, law.programme(programme).file)
        outputs = [text.units.keys[0], *outcomes.columns()]
        try:
            steps, last = Plan().steps(outputs, text.units)
        except Circle as circle:
            stem = circle.relation.name.rsplit("_", 1)[0]
            apart = apart | {f"{file}.{name}" for file, name in law.numbers if name == stem}
            continue
        named = [f"{found.name} AS {name}" for found, name in zip(outputs, RESULT, strict=True)]
        final = Step("result", f"SELECT {', '.join(named)}\nFROM {last}")
        return Query(programme, layout_of(law, programme), (*steps, final), outcomes.keys)
