"""What the demo says when its doors are open: where to go, whom to sign in as, and five things to try."""

from rich.table import Table
from rich.text import Text

from demo.addresses import Addresses
from demo.walkthrough.people import Known
from demo.walkthrough.telling import Telling

CODE = ".venv/bin/python -m demo code"


def show_board(telling: Telling, *, addresses: Addresses, known: Known, password: str) -> None:
    """Print addresses, people and story."""
    telling.chapter("Open the doors")
    telling.console.print(_doors(addresses))
    telling.chapter("Whom to sign in as")
    telling.console.print(_people(known))
    telling.console.print(
        f"    Staff sign in with the password [bold]{password}[/bold] and a code: [cyan]{CODE} NAME[/cyan]",
        soft_wrap=True,
    )
    telling.chapter("Five things to try")
    for number, line in enumerate(STORY, start=1):
        telling.console.print(f"    {number}. {line}", soft_wrap=True)
    telling.console.print()
    telling.console.print(Text("    Ctrl-C stops everything; make demo starts it again as it was left.", style="dim"))
    telling.console.print()


# One line each: who, where, what to see.
STORY = (
    "As Claire, apply for children's allowance in the portal; what is known is not asked, and an answer comes at once.",
    "As case, open the inbox of the workbench: Carmen Grech declares less than Revenue knows. Rule which is right.",
    "As decision, refuse Stephania Pace only after notice: her child lives in foster care, and she may answer first.",
    "As approves, look into the run that waits for its second person, approve it, and watch the bank's answers come.",
    "As Rita, see why a payment came back and name another account; as Isaac, act for somebody who gave a mandate.",
)


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
    ):
        table.add_row("   ", "workbench", Text(login, style="bold"), what)
    return table
