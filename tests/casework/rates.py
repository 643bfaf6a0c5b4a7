"""New rates of a test: proposed by one officer, looked at, approved by another."""

from collections.abc import Mapping
from typing import Any

from janua.analytics.actions.preview import preview_next
from janua.base.actors import system_actor
from janua.casework.actions.redecision import list_redecisions, redecide_next
from janua.casework.models import Redecision
from janua.catalogue.actions.preview import RatesPreview
from janua.catalogue.actions.rates import NewRates, approve_rates, propose_rates
from janua.catalogue.models import RateChange
from janua.rules.comparison import ProgrammeChange
from tests.registers import factories as people

ASSESSOR, ANALYST = system_actor("assessor"), system_actor("analyst")


def rate(share: str, since: str) -> Mapping[str, str]:
    """The share of the income below the ceiling that the children's allowance pays, from a day on."""
    text = f'rate:\n  values:\n    - {{from: {since}, value: "{share}", citation: Legal Notice 1 of 2026, mark: S}}\n'
    return {"childrens_allowance": text}


def proposed(as_process: Any, files: Mapping[str, str], *, on: Any) -> RateChange:
    """Proposed by an officer of rates."""
    new = NewRates("New rates", "The budget", "Legal Notice 1 of 2026", files)
    proposer = people.officer("propose_rates")
    with as_process("janua_workbench", proposer.actor):
        return propose_rates(rates=new, area_id=1, on=on)


def previewed(as_process: Any, files: Mapping[str, str], *, on: Any) -> RateChange:
    """Proposed, with what they would mean."""
    row = proposed(as_process, files, on=on)
    work_out(as_process, on=on)
    row.refresh_from_db()
    return row


def work_out(as_process: Any, *, on: Any, **more: Any) -> None:
    """Let the worker work out what proposed rates would mean."""
    again = True
    while again:
        with as_process("janua_work", ANALYST):
            again = preview_next(on=on, **more)


def means(row: RateChange) -> dict[str, ProgrammeChange]:
    """Programme → what is kept of what the rates would mean; without groups under five."""
    comparison = RatesPreview.from_json(row.preview or {}).comparison
    return {} if comparison is None else {one.programme: one for one in comparison.programmes}


def approved(as_process: Any, files: Mapping[str, str], *, on: Any) -> RateChange:
    """In force, with nothing carried out yet."""
    row = previewed(as_process, files, on=on)
    with as_process("janua_workbench", people.officer("approve_rates").actor):
        return approve_rates(change=row.id, law_hash=row.law_hash, on=on)


def carried_out(as_process: Any, *, on: Any) -> dict[str, str]:
    """Let the worker decide anew until nothing waits; programme → outcome."""
    with as_process("janua_work", ASSESSOR):
        list_redecisions()
        while redecide_next(on=on):
            pass
    return dict(Redecision.objects.values_list("programme", "outcome"))
