"""What an auditor finds when they come: signals with and without an innocent reason, and a sample that is replayed."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from demo.walkthrough.signing_in import signed_in
from demo.walkthrough.stage import Stage
from demo.walkthrough.telling import Telling

# The same number twice: once of two strangers, once of a couple, of whom nothing is to be said.
OF_STRANGERS, OF_A_COUPLE = "4711001M", "4711002M"
LOOKED_AT = 6
# One adult a home, whom no case is about; those without any relative first.
_STRANGERS = (
    "SELECT id FROM (SELECT DISTINCT ON (home) id, related FROM (SELECT p.id, min(r.dwelling_id::text) AS home,"
    "   EXISTS (SELECT FROM registers_relationship m WHERE p.id IN (m.of_person_id, m.to_person_id)) AS related"
    "   FROM registers_person p JOIN registers_residence r ON r.person_id = p.id"
    "   WHERE p.born_on < '1985-01-01' AND p.died_on IS NULL AND NOT p.restricted AND p.area_id IS NOT NULL"
    "   AND NOT EXISTS (SELECT FROM registers_accountlink l WHERE l.person_id = p.id)"
    "   AND NOT EXISTS (SELECT FROM casework_case k WHERE k.holder_id = p.id)"
    "   AND NOT EXISTS (SELECT FROM registers_relationship m JOIN casework_case k"
    "     ON k.holder_id IN (m.of_person_id, m.to_person_id) WHERE p.id IN (m.of_person_id, m.to_person_id))"
    "   GROUP BY p.id) AS living ORDER BY home, id) AS homes ORDER BY related, id LIMIT %s"
)
_COUPLE = (
    "SELECT m.of_person_id AS one, m.to_person_id AS other FROM registers_relationship m"
    " JOIN registers_person a ON a.id = m.of_person_id JOIN registers_person b ON b.id = m.to_person_id"
    " WHERE m.kind = 'spouse' AND m.known_to IS NULL AND a.died_on IS NULL AND b.died_on IS NULL"
    " AND NOT a.restricted AND NOT b.restricted AND NOT EXISTS (SELECT FROM registers_accountlink l"
    "   WHERE l.person_id IN (a.id, b.id)) ORDER BY m.id LIMIT 1"
)
_IDLE = "SELECT 1 WHERE NOT EXISTS (SELECT FROM integrity_watch WHERE finished_at IS NULL)"
_LOOKED = "SELECT 1 FROM integrity_watch WHERE asked_by_id IS NOT NULL AND finished_at IS NOT NULL"
_REPLAYED = (
    "SELECT 1 FROM integrity_sample s WHERE s.drawn_at IS NOT NULL AND NOT EXISTS (SELECT FROM"
    " integrity_sampleddecision d WHERE d.sample_id = s.id AND d.replayed_at IS NULL)"
)


def leave_signals(stage: Stage, telling: Telling) -> None:
    """Have happen what is worth an auditor's look and what only looks like it; look for it, and draw a sample."""
    strangers = [row["id"] for row in stage.rows.all(_STRANGERS, 2 + LOOKED_AT)]
    couple = stage.rows.one(_COUPLE)
    with telling.step("Something that an auditor should see") as step:
        _share_an_account(stage, strangers[:2], OF_STRANGERS)
        _share_an_account(stage, [couple["one"], couple["other"]], OF_A_COUPLE)
        _look_around(stage, strangers[2:])
        step.result = "one account for two strangers, looks without a case"
    with telling.step("An auditor looks, and draws decisions by a lot that nobody chose") as step:
        auditor = stage.officers["auditor"]
        # The look by night may be under way, and has passed by some of this.
        stage.rows.wait("the end of the look by night", _IDLE, seconds=120)
        with signed_in(stage.installation, "workbench", auditor, purpose="audit"):
            _ask(stage)
        stage.rows.wait("the look for signals", _LOOKED, seconds=120)
        stage.rows.wait("the replay of the sample", _REPLAYED, seconds=120)
        with signed_in(stage.installation, "workbench", auditor, purpose="audit"):
            step.result = _find_out(stage)


def _share_an_account(stage: Stage, persons: Sequence[UUID], card: str) -> None:
    from demo.population.mt.numbers import iban
    from janua.payments.actions.account import confirm, propose
    from janua.registers.models import Person

    for person in persons:
        with signed_in(stage.installation, "workbench", stage.officers["prepares"], purpose="payee account"):
            holder = Person.objects.get(id=person).name
            account = propose(
                payee=person, number=iban(card), holder_name=holder, reason="written at the desk", on=stage.today
            )
        with signed_in(stage.installation, "workbench", stage.officers["approves"], purpose="payee account"):
            confirm(account=account.id, on=stage.today)


def _look_around(stage: Stage, persons: Sequence[UUID]) -> None:
    """An officer opens the pages of people who have nothing to do with any case."""
    from janua.workbench.journeys.people import person_page

    officer = stage.officers["steward"]
    assert officer.account_id is not None
    for person in persons:
        with signed_in(stage.installation, "workbench", officer, purpose="casework"):
            person_page(person=person, officer=officer.account_id, on=stage.today)


def _ask(stage: Stage) -> None:
    from janua.analytics.integrity.actions.sample import SampleWanted, ask_for_sample
    from janua.analytics.integrity.actions.watch import ask_to_watch

    ask_for_sample(
        wanted=SampleWanted(purpose="Spring audit of the allowances", size=5, strata=("programme",)), on=stage.today
    )
    ask_to_watch(on=stage.today)


def _find_out(stage: Stage) -> str:
    from janua.analytics.integrity.actions.finding import find_out
    from janua.analytics.integrity.queries import signals_listed

    found: list[Any] = signals_listed()
    for one in found:
        if one.signal.kind == "officer_unknown":
            find_out(
                signal=one.signal.id,
                state="looked_into",
                words="The administrators were asked to have these accounts linked to the persons.",
                on=stage.today,
            )
    return f"{len(found)} signals; the sample is replayed"
