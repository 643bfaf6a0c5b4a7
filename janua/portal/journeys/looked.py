"""Who looked at a person's data: by role and office in plain words, what for and when; never by name."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext, pgettext

from janua.base.accounts.models import Role
from janua.base.areas.models import Office
from janua.base.clock import now
from janua.registers.queries.shown import Look, looks_at, machine_looks_at
from janua.ui.on_page import day_text, language

ON_A_PAGE = 25
MACHINES_BACK = timedelta(days=90)


@dataclass(frozen=True)
class LookRow:
    """One look: what whoever looked was then, at which office, at what, what for; and why it is shown only now."""

    at: datetime
    who: str
    office: str
    page: str
    purpose: str
    urgent: str = ""
    later: str = ""
    later_law: str = ""
    later_by: str = ""


@dataclass(frozen=True)
class MachineRow:
    """What our computers read on one day."""

    on: date
    step: str
    looks: int


@dataclass(frozen=True)
class Looks:
    """The whole page; `older` is where the next one begins."""

    others: tuple[LookRow, ...]
    own: tuple[LookRow, ...]
    machines: tuple[MachineRow, ...]
    older: str


def looks_of(*, person: UUID, before: int | None = None) -> Looks:
    """Who looked at the person's data, newest first; the first page says too what machines read, and the person."""
    found = looks_at(person=person, own=False, before=before, highest=ON_A_PAGE + 1)
    shown = found[:ON_A_PAGE]
    own = looks_at(person=person, own=True, before=None, highest=ON_A_PAGE) if before is None else []
    machines = []
    if before is None:
        machines = machine_looks_at(person=person, since=now() - MACHINES_BACK, zone=settings.TIME_ZONE)
    offices = {office.id: office.name for office in Office.objects.filter(id__in={look.office for look in shown})}
    roles = {role.code: role for role in Role.objects.all()}
    return Looks(
        tuple(_row(look, offices, roles) for look in shown),
        tuple(_row(look, {}, {}) for look in own),
        tuple(MachineRow(one.on, step_words(one.step), one.looks) for one in machines),
        older=str(shown[-1].seq) if len(found) > ON_A_PAGE else "",
    )


def _row(look: Look, offices: dict[int, str], roles: dict[str, Role]) -> LookRow:
    who = {
        "self": gettext("You"),
        "mandate": gettext("Somebody with your mandate"),
        "family": gettext("Somebody of your family"),
    }.get(look.who)
    if who is None:
        named = [role_words(code, roles) for code in look.roles]
        who = ", ".join(dict.fromkeys(named)) or gettext("A member of staff")
    row = LookRow(look.at, who, offices.get(look.office or 0, ""), page_words(look.page), purpose_words(look.purpose))
    if look.urgent:
        row = replace(row, urgent=urgent_words(look.urgent))
    if look.later is None:
        return row
    until = gettext("You see this look only now. It was held back until %(day)s, because of: %(ground)s.")
    told = {"day": day_text(look.later.until), "ground": ground_words(look.later.ground)}
    return replace(
        row,
        later=until % told,
        later_law=look.later.law,
        later_by=gettext("One officer asked for it and a second one agreed.")
        if look.later.is_confirmed
        else gettext("One officer asked for it. No second one agreed, so it ended after a few days at most."),
    )


def urgent_words(said: str) -> str:
    """What a supervisor said of a file that was opened in urgency."""
    return {
        "waits": gettext("Your file was opened in urgency by an office that is not yours. A supervisor checks this."),
        "justified": gettext("Your file was opened in urgency by an office that is not yours. A supervisor agreed."),
        "not_justified": gettext(
            "Your file was opened in urgency by an office that is not yours. A supervisor found that this was wrong."
        ),
    }[said]


def ground_words(ground: str) -> str:
    """Why the law lets looks be shown later; of files opened in urgency, that too."""
    return {
        "violence": gettext("Somebody who is beaten or threatened at home"),
        "child": gettext("A child in danger"),
        "inquiry": gettext("An inquiry that must not be known yet"),
        "witness": gettext("A witness"),
        "urgent": gettext("Files opened in urgency by another office, within a year"),
        "unjustified": gettext("Of these, found to be wrong by a supervisor"),
    }[ground]


def role_words(code: str, roles: dict[str, Role]) -> str:
    """A role in plain words; its own name where it is none of ours."""
    known = {
        "case_officer": gettext("An officer who prepares cases"),
        "decision_officer": gettext("An officer who decides"),
        "reconsideration_officer": gettext("An officer who looks at decisions again"),
        "protection_officer": gettext("An officer who protects people"),
        "payments_preparer": gettext("An officer who prepares payments"),
        "payments_approver": gettext("An officer who approves payments"),
        "supervisor": gettext("A supervisor"),
        "steward": gettext("A steward of our records"),
        "auditor": gettext("An auditor"),
        "data_protection_officer": gettext("A data protection officer"),
        "administrator": gettext("An administrator"),
    }
    if code in known:
        return known[code]
    names = roles[code].names if code in roles else {}
    return str(names.get(language()) or names.get("en") or gettext("A member of staff"))


def page_words(page: str) -> str:
    """What a page shows, in plain words; pages of one kind have one name."""
    name = page.rpartition(":")[2]
    if name.startswith("apply-"):
        return gettext("An application")
    if name == "run" or name.startswith("run-"):
        return gettext("A payment run")
    return {
        "inbox": gettext("A list of work to do"),
        "tasks": gettext("A list of work to do"),
        "person": gettext("Your file"),
        "transfer": gettext("Your case, to hand it to another office"),
        "transfer-answer": gettext("Your case, to hand it to another office"),
        "look-hold": gettext("When you see who looked at your data"),
        # While somebody considers a hold there is none yet that would leave this look out: it names no more than that.
        "look-hold-new": gettext("Your file"),
        "look-holds": gettext("When you see who looked at your data"),
        "persons": gettext("A search for a person"),
        "find-person": gettext("A search for a person"),
        "look-up": gettext("A search whether you are registered"),
        "case": gettext("Your case"),
        "claim": gettext("Your claim"),
        "decide": gettext("Your claim, to decide"),
        "intend-refusal": gettext("Your claim, to decide"),
        "task": gettext("A task about you"),
        "document": gettext("A paper of yours"),
        "document-file": gettext("A paper of yours"),
        "document-page": gettext("A paper of yours"),
        "letter": gettext("A letter to you"),
        "holds": gettext("Payments that are held back"),
        "return": gettext("Payments that came back"),
        "returns": gettext("Payments that came back"),
        "account-change": gettext("A change of your payment account"),
        "accounts": gettext("Changes of payment accounts"),
        "discrepancies": gettext("Facts that contradict each other"),
        "reconsideration": gettext("A decision to look at again"),
        "break-glass": gettext("Your file, by urgent access"),
        "looks": gettext("Who looked at your data"),
        "decision": gettext("A decision"),
        "known-facts": gettext("What we know"),
        "audit": gettext("What was done with your case"),
    }.get(name, gettext("A page about you"))


def purpose_words(purpose: str) -> str:
    """What somebody looked for, in plain words, from the first word that says it."""
    told = {
        "mandate": gettext("to act for you"),
        "family": gettext("for something of their own that is about you too"),
        "own": gettext("for yourself"),
        "urgen": gettext("because it was urgent; a supervisor checks this"),
        "account": gettext("to check where you are paid"),
        "payment": gettext("to pay you"),
        "run": gettext("to pay you"),
        "trail": gettext("to check our own work"),
        "who looked": gettext("to check our own work"),
        "replay": gettext("to check our own work"),
        "find": gettext("to find somebody"),
        "casework": gettext("to work on your case"),
        "work": gettext("to work on your case"),
        "claim": gettext("to work on your case"),
        "rule": gettext("to work on your case"),
        "assessment": gettext("to work on your case"),
    }
    return next((words for part, words in told.items() if part in purpose), gettext("for their work"))


def step_words(step: str) -> str:
    """What a machine step does, in plain words."""
    return {
        "assessor": pgettext("machine step", "To work out what you are entitled to"),
        "paymaster": pgettext("machine step", "To pay you"),
        "exchange": pgettext("machine step", "To ask other offices"),
        "checker": pgettext("machine step", "To ask other offices"),
        "keeper": pgettext("machine step", "To keep our records in order"),
        "intake": pgettext("machine step", "To take in applications"),
        "loader": pgettext("machine step", "To load records"),
    }.get(step, pgettext("machine step", "For the work of our system"))
