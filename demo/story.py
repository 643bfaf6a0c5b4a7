"""What has happened before the demo's doors open, so that every page has something to show.

Applications decided by themselves, one that a register contradicts, one that only a person may refuse, a birth, a run
that was paid, a payment that came back, and a run that waits for its second person.
"""

from datetime import date
from typing import Any

from demo.auditing import leave_signals
from demo.walkthrough import papers
from demo.walkthrough.claiming import Granted, await_letters, be_born, decisions_of, submit_for
from demo.walkthrough.paying import Paid, confirm_account, pay, prepare_run, write_payment_file
from demo.walkthrough.people import Citizen
from demo.walkthrough.signing_in import signed_in
from demo.walkthrough.stage import Stage
from demo.walkthrough.telling import Telling

# Their applications are decided by themselves; the second one's bank has closed the account.
PAID, RETURNED, WAITS_FOR_APPROVAL = "walkthrough", "one_child", "joint_custody"
CLOSED_ACCOUNTS = (RETURNED,)
# A register says otherwise; and a refusal, which only a person may give.
FOR_AN_OFFICER = ("contradiction", "child_in_care")
PROFESSIONAL = "professional"
NEWS: tuple[dict[str, Any], ...] = (
    {
        "kind": "news",
        "titles": {
            "en": "The yearly supplement is paid in March",
            "mt": "Is-suppliment ta' kull sena jitħallas f'Marzu",
        },
        "texts": {
            "en": "Families who receive children's allowance get the supplement with it. You do not have to apply.",
            "mt": "Familji li jirċievu l-allowance tat-tfal jieħdu s-suppliment magħha. M'għandekx għalfejn tapplika.",
        },
        "shows_from": date(2026, 3, 1),
    },
    {
        "kind": "closure",
        "titles": {"en": "The hub in Gozo is closed on 19 March", "mt": "Il-Hub f'Għawdex jagħlaq fid-19 ta' Marzu"},
        "texts": {
            "en": "It is a public holiday. You can use this site on every day, or call us on 20 March.",
            "mt": "Hija festa pubblika. Tista' tuża dan is-sit kuljum, jew iċċempilna fl-20 ta' Marzu.",
        },
        "shows_from": date(2026, 3, 2),
        "shows_until": date(2026, 3, 20),
    },
)
# Numbers of nobody's law, to be looked at: the share of the income below the ceiling that the allowance pays.
RATES: dict[str, Any] = {
    "title": "A higher allowance from July (an example)",
    "reason": "So that there is something to look at, to approve, and to see carried out.",
    "source": "No legal notice: an example of the demonstration",
    "files": {
        "childrens_allowance": "rate:\n  values:\n    - {from: 2026-07-01, value: '0.07',"
        " citation: 'No legal notice: an example of the demonstration', mark: A}\n"
    },
}
TRIED = "What a share of 7 per cent would cost (an example)"
_UNDECIDED = (
    "SELECT 1 FROM casework_claim WHERE claimant_id = ANY(%s) AND state IN ('submitted', 'checking')"
    " OR (claimant_id = ANY(%s) AND NOT EXISTS (SELECT 1 FROM casework_task t WHERE t.person_id = claimant_id))"
)
_PREVIEWED = "SELECT 1 FROM catalogue_ratechange WHERE id = %s AND previewed_at IS NOT NULL"
_TRIED = "SELECT 1 FROM analytics_simulation WHERE id = %s AND finished_at IS NOT NULL"
_RETURNED = "SELECT 1 FROM payments_order WHERE person_id = %s AND state = 'returned'"


def tell_story(stage: Stage, telling: Telling) -> Granted:
    """Have everything happen, through real actions and processes; gives what the first family was granted."""
    telling.chapter("What happens before you come")
    mothers = {key: stage.citizen(stage.known.family(key)["mother"]) for key in (PAID, RETURNED, WAITS_FOR_APPROVAL)}
    others = {key: stage.citizen(stage.known.family(key)["mother"]) for key in FOR_AN_OFFICER}
    references = _apply(stage, mothers | others, telling)
    _give_mandates(stage, telling)
    _announce(stage, telling)
    born = _birth(stage, telling)
    with telling.step("The law says yes to some; an officer is asked about others") as step:
        granted = Granted(mothers[PAID], references[PAID], decisions_of(stage, mothers[PAID], "application"))
        asked = [citizen.person for citizen in others.values()]
        stage.rows.wait_gone("the end of every check", _UNDECIDED, [c.person for c in mothers.values()] + asked, asked)
        step.result = f"{len(mothers)} granted, {len(others)} in the officers' inbox"
    await_letters(stage, granted, telling)
    _propose_rates(stage, telling)
    paid = _pay(stage, [mothers[PAID], mothers[RETURNED], born.citizen], mothers[WAITS_FOR_APPROVAL], telling)
    _leave_papers(stage, granted, paid, telling)
    leave_signals(stage, telling)
    return granted


def _apply(stage: Stage, citizens: dict[str, Citizen], telling: Telling) -> dict[str, str]:
    with telling.step(f"{len(citizens)} families apply for children's allowance") as step:
        references = {
            key: submit_for(stage, citizen, declares=stage.known.declares(key))["reference"]
            for key, citizen in citizens.items()
        }
        step.result = ", ".join(citizen.name.rpartition(" ")[2] for citizen in citizens.values())
    return references


def _give_mandates(stage: Stage, telling: Telling) -> None:
    from janua.registers.actions.mandates import grant_mandate

    known = stage.known
    givers = [known.family("three_generations")["grandmother"], known.family("unemployed")["claimant"]]
    with telling.step("Two people give an advocate a mandate") as step:
        advocate = stage.citizen(known.family(PROFESSIONAL)["person"])
        for giver in (stage.citizen(card) for card in givers):
            with signed_in(stage.installation, "portal", giver.actor, purpose="mandate"):
                grant_mandate(
                    giver=giver.person,
                    holder=advocate.person,
                    scope=["all"],
                    ground="given by the person",
                    starts_on=stage.today,
                    on=stage.today,
                )
        step.result = advocate.name


def _announce(stage: Stage, telling: Telling) -> None:
    from janua.base.areas.models import Area
    from janua.catalogue.actions.announcement import Words, propose, publish_announcement

    with telling.step("News for everybody, by two people") as step:
        with signed_in(stage.installation, "workbench", stage.officers["writes"], purpose="announcement"):
            country = Area.objects.get(parent__isnull=True)
            written = [propose(words=Words(**words), area_id=country.id, on=stage.today) for words in NEWS]
        with signed_in(stage.installation, "workbench", stage.officers["publishes"], purpose="announcement"):
            publish_announcement(announcement=written[0].id, edition=written[0].edition, on=stage.today)
        step.result = "one shown, one waits for its second person"


def _propose_rates(stage: Stage, telling: Telling) -> None:
    from janua.analytics.actions.simulation import Reform, ask_simulation
    from janua.base.areas.models import Area
    from janua.catalogue.actions.rates import NewRates, propose_rates

    with telling.step("New rates are proposed, and both laws asked about everybody who is paid") as step:
        with signed_in(stage.installation, "workbench", stage.officers["proposes-rates"], purpose="new rates"):
            country = Area.objects.get(parent__isnull=True)
            row = propose_rates(rates=NewRates(**RATES), area_id=country.id, on=stage.today)
        stage.rows.wait("what the new rates would mean", _PREVIEWED, row.id)
        step.result = "they wait for their second person"
    with telling.step("An analyst tries other numbers over everybody") as step:
        with signed_in(stage.installation, "workbench", stage.officers["analyses"], purpose="simulation"):
            tried = ask_simulation(reform=Reform(TRIED, RATES["files"]), area_id=country.id, on=stage.today)
        stage.rows.wait("what would come of it", _TRIED, tried.id)
        step.result = "counts and sums, and no person"


def _birth(stage: Stage, telling: Telling) -> Granted:
    family = stage.known.family("expecting")
    return be_born(stage, family["baby"], stage.citizen(family["mother"]), telling)


def _pay(stage: Stage, payees: list[Citizen], later: Citizen, telling: Telling) -> Paid:
    for citizen in payees:
        confirm_account(stage, citizen, telling)
    paid = pay(stage, telling)
    with telling.step("One payment comes back: the account was closed") as step:
        stage.rows.wait("the payment that comes back", _RETURNED, payees[1].person)
        step.result = payees[1].name
    confirm_account(stage, later, telling)
    prepare_run(stage, telling)
    return paid


def _leave_papers(stage: Stage, granted: Granted, paid: Paid, telling: Telling) -> None:
    to = stage.installation.folder / "papers"
    to.mkdir(exist_ok=True)
    with telling.step("Papers") as step:
        papers.write_letter(stage, granted, to)
        write_payment_file(stage, paid, to)
        papers.write_explanation(stage, granted, to)
        step.result = f"letter, payment file, explanation in {to}"
