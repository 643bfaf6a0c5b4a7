"""What Malta's pack adds to a written situation: the event a claim is about, and what cannot be."""

from collections.abc import Iterator
from datetime import date

from janua.countries.mt.units import MARRIED_KINDS, PARENT_KINDS, PARTNER_KINDS
from janua.rules import Situation, SituationError
from janua.values import add_months

# A birth so many months before an expected one belongs to an earlier pregnancy.
_MONTHS_BETWEEN = 6


def event_of(programme: str, situation: Situation, on: date) -> date | None:
    """The latest event of the programme that is not after the day, else the day itself.

    For the birth bonus and for claims that a birth started a birth or adoption by the claimant, for maternity one that
    is expected too; for tapering the first day of the job that followed assistance, of the claimant or the partner; for
    the marriage grant the wedding. Any other claim is about no event.
    """
    started_by = situation.plain_items(None, "started_by")
    if programme == "MT-BB" or (started_by and started_by[0].value == "birth"):
        return _latest(_births(situation), on)
    if programme in ("MT-MB", "MT-MLB"):
        return _confinement(situation, on)
    if programme in ("MT-TAP", "MT-TAPE"):
        return _job_after_assistance(situation, on)
    if programme == "MT-MG":
        return _latest(_weddings(situation), on)
    return None


def check_situation(situation: Situation) -> None:
    """Refuse a parent who is younger than the child: the relationship was written the wrong way round.

    Raises   SituationError
    """
    for number, relation in enumerate(situation.relationships):
        if relation.kind in PARENT_KINDS:
            older = _came_on(situation, relation.of, adopted=False)
            younger = _came_on(situation, relation.to, adopted=False)
            if older is not None and younger is not None and older >= younger:
                raise SituationError(
                    f"relationships[{number}]: {relation.of} was born on {older} and cannot be {relation.kind} of "
                    f"{relation.to}, born on {younger}; `of` is the parent, `to` is the child"
                )


def _latest(days: Iterator[date], on: date) -> date:
    """The latest of the days that is not after the day asked about, which stands in where there is none."""
    return max((day for day in days if day <= on), default=on)


def _confinement(situation: Situation, on: date) -> date:
    """The latest birth, or the day on which one is expected where that is a later pregnancy."""
    born = max((day for day in _births(situation, ("parent",)) if day <= on), default=None)
    expected = _day_of(situation, situation.claimant, "expected_birth_on")
    if expected is not None and (born is None or born < add_months(expected, -_MONTHS_BETWEEN)):
        return expected
    return born or on


def _births(situation: Situation, kinds: tuple[str, ...] = PARENT_KINDS) -> Iterator[date]:
    """The days on which children came to the claimant, by birth or adoption."""
    for relation in situation.relationships:
        if relation.of == situation.claimant and relation.kind in kinds:
            day = _came_on(situation, relation.to, adopted=relation.kind == "adoptive_parent")
            if day is not None:
                yield day


def _weddings(situation: Situation) -> Iterator[date]:
    """The days on which the claimant married or entered a civil union."""
    for relation in situation.relationships:
        if relation.kind in MARRIED_KINDS and situation.claimant in (relation.of, relation.to) and relation.starts_on:
            yield relation.starts_on


def _job_after_assistance(situation: Situation, on: date) -> date:
    """The first job after the last week of assistance: a change of job later moves nothing; else the latest job."""
    jobs = [day for day in _jobs(situation) if day <= on]
    ends = [paid.ends_on for paid in situation.plain_items(situation.claimant, "assistance_rate") if paid.ends_on]
    last_paid = max((day for day in ends if day <= on), default=on)
    return min((day for day in jobs if day > last_paid), default=max(jobs, default=on))


def _jobs(situation: Situation) -> Iterator[date]:
    """The first days of the jobs of the claimant and of whoever is a couple with the claimant."""
    couple = {situation.claimant}
    for relation in situation.relationships:
        if relation.kind in PARTNER_KINDS and situation.claimant in (relation.of, relation.to):
            couple |= {relation.of, relation.to}
    for person in sorted(couple):
        yield from (job.starts_on for job in situation.plain_items(person, "employment") if job.starts_on)


def _came_on(situation: Situation, child: str, *, adopted: bool) -> date | None:
    return _day_of(situation, child, "date_of_adoption" if adopted else "date_of_birth")


def _day_of(situation: Situation, person: str, attribute: str) -> date | None:
    items = situation.plain_items(person, attribute)
    value = items[0].value if items else None
    return date.fromisoformat(value) if isinstance(value, str) else None
