"""What the demo says when its doors are open: where to go, whom to sign in as, and five things to try."""

from rich.table import Table
from rich.text import Text

from demo.addresses import Addresses
from demo.walkthrough.people import Known
from demo.walkthrough.stage import Stage
from demo.walkthrough.telling import Telling

_TASK_OF = (
    "SELECT a.login FROM casework_task t JOIN accounts_account a ON a.id = t.owner_id"
    " WHERE t.person_id = %s AND t.state = 'open' ORDER BY t.id LIMIT 1"
)
CODE = ".venv/bin/python -m demo code"


def show_board(telling: Telling, *, stage: Stage, addresses: Addresses, password: str) -> None:
    """Print addresses, people and story."""
    known = stage.known
    telling.chapter("Open the doors")
    telling.console.print(_doors(addresses))
    telling.chapter("Whom to sign in as")
    telling.console.print(_people(known))
    telling.console.print(
        f"    Staff sign in with the password [bold]{password}[/bold] and a code: [cyan]{CODE} NAME[/cyan]",
        soft_wrap=True,
    )
    telling.chapter("Five things to try")
    for number, line in enumerate(_story(stage), start=1):
        telling.console.print(f"    {number}. {line}", soft_wrap=True)
    telling.console.print()
    telling.console.print(Text("    Ctrl-C stops everything; make demo starts it again as it was left.", style="dim"))
    telling.console.print()


def _story(stage: Stage) -> tuple[str, ...]:
    """One line each: who, where, what to see. The lot has dealt the tasks, so it is asked who has them."""
    rules, refuses = (_owner(stage, key) for key in ("contradiction", "child_in_care"))
    return (
        "As Claire, apply for children's allowance: what is known is not asked, and the answer comes at once.",
        f"As {rules}, open the inbox: Carmen Grech declares less than Revenue knows. Rule which is right.",
        f"As {refuses}, tell Stephania Pace what you intend: her child lives in foster care, and she may answer first.",
        "As approves, look into the run that waits for its second person, approve it, and watch the bank's answers.",
        "As Rita, see why a payment came back and name another account; as Isaac, act for who gave a mandate.",
    )


def _owner(stage: Stage, key: str) -> str:
    person = stage.person(stage.known.family(key)["mother"])
    found = stage.rows.all(_TASK_OF, person)
    return str(found[0]["login"]) if found else "supervisor"


def _doors(addresses: Addresses) -> Table:
    table = Table.grid(padding=(0, 2))
    table.add_row("   ", "Portal, for everybody", Text(addresses.portal_url, style="cyan"))
    table.add_row("   ", "Workbench, for staff", Text(addresses.workbench_url, style="cyan"))
    table.add_row("   ", "National identity (made up)", Text(addresses.eid_url, style="cyan"))
    return table


def _people(known: Known) -> Table:
    table = Table.grid(padding=(0, 2))
    citizens = (
        ("Claire Camilleri", known.family("three_children")["mother"], "a parent who has not applied yet"),
        ("Maria Borg", known.family("walkthrough")["mother"], "a parent who was granted and paid"),
        ("Rita Vella", known.family("one_child")["mother"], "a lone parent whose payment came back"),
        ("Isaac Mallia", known.family("professional")["person"], "a professional with two mandates"),
    )
    for name, card, what in citizens:
        table.add_row("   ", "portal", Text(f"{name}, card {card}", style="bold"), what)
    for login, what in (
        ("case", "a case officer"),
        ("decision", "a decision officer"),
        ("prepares", "a payments officer: prepares runs, proposes accounts"),
        ("approves", "an approver: the second person for money"),
        ("steward", "a steward: which fact is right"),
        ("auditor", "an auditor: who looked at what"),
        ("operates", "an operator: how the system runs, and no person"),
    ):
        table.add_row("   ", "workbench", Text(login, style="bold"), what)
    return table
