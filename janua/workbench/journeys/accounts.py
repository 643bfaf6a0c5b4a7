"""The pages of accounts for payment, of what came back and of what is held."""

from collections.abc import Collection, Iterator
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from janua.base.accounts.queries import names_of_staff
from janua.base.clock import now
from janua.payments.actions.account import ASKED_BY_PAYEE
from janua.payments.models import PayeeAccount
from janua.payments.queries import accounts as reads
from janua.payments.queries import returned
from janua.payments.queries.accounts import Proposal, Signals, masked
from janua.payments.queries.returned import CameBack
from janua.registers.models import Person
from janua.ui.on_page import day_text, instant_text, money_text
from janua.workbench.journeys.money_words import BANK_ADVICE, BANK_REASONS, HOLDS
from janua.workbench.journeys.named import amount_cell, persons_named, programmes_named
from janua.workbench.journeys.wording import TASKS, called

PAGE = 50
MANY_CHANGES = 2


def proposals_page(*, areas: Collection[int], after: UUID | None) -> dict[str, Any]:
    """Account changes that wait for their second person."""
    rows = reads.proposals(areas=areas, after=after, highest=PAGE + 1)
    shown, here = rows[:PAGE], reverse("workbench:accounts")
    names = persons_named(row.payee_id for row in shown)
    staff = names_of_staff(row.change.proposed_by_id for row in shown)
    return {
        "rows": [
            [
                {"text": names[row.payee_id], "href": reverse("workbench:account-change", args=[row.id])},
                {"text": _age(row.change.proposed_at)},
                {
                    "text": _("the person themselves")
                    if is_by_payee(row.change.reason)
                    else staff.get(row.change.proposed_by_id, "")
                },
                {"text": _("Another name"), "colour": "yellow"} if row.change.holder_differs else {"text": ""},
            ]
            for row in shown
        ],
        "persons": {row.payee_id for row in shown},
        "older": f"{here}?after={shown[-1].id}" if len(rows) > PAGE else "",
        "newer": here if after else "",
    }


def proposal_page(found: Proposal, *, account: UUID) -> dict[str, Any]:
    """One proposed account beside the one in force, with what to look at before it is confirmed."""
    row, change = found.account, found.change
    staff = names_of_staff([change.proposed_by_id, change.confirmed_by_id, change.refused_by_id])
    by = (
        _("the person themselves, in the portal")
        if is_by_payee(change.reason)
        else staff.get(change.proposed_by_id, "")
    )
    person = Person.objects.filter(id=row.payee_id).first()
    return {
        "row": row,
        "change": change,
        "person": person,
        "new_number": masked(row.sealed_number),
        "new_holder": _as_seen(row.holder_name, person),
        "old_number": masked(found.earlier.sealed_number) if found.earlier else "",
        "old_holder": _as_seen(found.earlier.holder_name, person) if found.earlier else "",
        "by": by,
        "age": _age(change.proposed_at),
        "reason": "" if is_by_payee(change.reason) else _as_seen(change.reason, person),
        "signals": signals_told(found.signals),
        "on_its_way": [{"day": day_text(day), "amount": money_text(money)} for day, money in found.on_its_way],
        "is_mine": change.proposed_by_id == account,
        "is_open": row.state == "proposed",
        "answered_by": staff.get(change.confirmed_by_id or change.refused_by_id or UUID(int=0), ""),
    }


def _as_seen(words: str, person: Person | None) -> str:
    """What tells of a person, for who may see them: a protected person is paid without being named to whoever pays."""
    return words if person is not None else _("Not shown: the person is protected, or of another area")


def signals_told(signals: Signals) -> list[dict[str, str]]:
    """What to look at twice, in sentences; the good news last."""
    told = list(_careful(signals)) + list(_know(signals))
    return [{"colour": colour, "text": text} for colour, text in told or [("green", _("Nothing stands out."))]]


def _careful(signals: Signals) -> Iterator[tuple[str, str]]:
    if signals.holder_differs:
        yield "red", _("The holder bears another name than the person. Look at the papers before you confirm.")
    if signals.others:
        words = ngettext(
            "%(count)d other person is paid into the same account.",
            "%(count)d other persons are paid into the same account.",
            signals.others,
        )
        yield "red", words % {"count": signals.others}
    if signals.contact_at is not None:
        words = _("A way to reach the person was changed on %(day)s: somebody may be posing as them.")
        yield "yellow", words % {"day": day_text(signals.contact_at.date())}
    if signals.changes > MANY_CHANGES:
        words = _("The account was changed %(count)d times within a year.")
        yield "yellow", words % {"count": signals.changes}


def _know(signals: Signals) -> Iterator[tuple[str, str]]:
    if signals.is_old:
        yield "yellow", _("This has waited for more than a week: the person waits for their money.")
    if signals.on_record is False:
        yield "yellow", _("A register has another account of this person.")
    if signals.pays_until is not None:
        words = _("A run is under way: until %(day)s the earlier account is paid.")
        yield "blue", words % {"day": day_text(signals.pays_until)}
    if signals.on_record:
        yield "green", _("A register has this very account of the person.")


def is_by_payee(reason: str) -> bool:
    """Whether the person proposed the account themselves, in the portal."""
    return reason == ASKED_BY_PAYEE


def returns_page(*, areas: Collection[int], after: UUID | None) -> dict[str, Any]:
    """Payments that came back, and the bank's other work."""
    rows = returned.came_back(areas=areas, after=after, highest=PAGE + 1)
    shown, here = rows[:PAGE], reverse("workbench:returns")
    names = persons_named(row.order.payee_id for row in shown)
    return {
        "rows": [
            [
                {"text": names[row.order.payee_id], "href": reverse("workbench:return", args=[row.order.id])},
                {"text": amount_cell(row.amount), "numeric": True},
                {"text": reason_told(row)},
                {"text": day_text(row.task.deadline_on) if row.task else ""},
            ]
            for row in shown
        ],
        "persons": {row.order.payee_id for row in shown},
        "others": [
            [
                {"text": called(TASKS, task.kind), "href": reverse("workbench:task", args=[task.id])},
                {"text": day_text(task.deadline_on)},
            ]
            for task in returned.work_of_the_bank(areas=areas)
        ],
        "older": f"{here}?after={shown[-1].task.id}" if len(rows) > PAGE and shown[-1].task else "",
        "newer": here if after else "",
    }


def return_page(found: CameBack) -> dict[str, Any]:
    """One payment that came back, with the bank's reason in words and what can be done."""
    order = found.order
    account, person = order.account, Person.objects.filter(id=order.payee_id).first()
    return {
        "found": found,
        "person": person,
        "reason": reason_told(found),
        "advice": called(BANK_ADVICE, found.reason) if found.reason in BANK_ADVICE else "",
        "number": masked(account.sealed_number),
        "holder": _as_seen(account.holder_name, person),
        "waiting": PayeeAccount.objects.filter(payee=order.payee_id, state="proposed").first(),
    }


def reason_told(found: CameBack) -> str:
    """The bank's reason in words, with its code."""
    if not found.reason:
        return _("The bank gave no reason")
    code = found.reason.removeprefix("FILE ")
    words = called(BANK_REASONS, code) if code in BANK_REASONS else _("A reason we have no words for")
    return f"{words} ({code})"


def holds_page(*, areas: Collection[int], after: UUID | None) -> dict[str, Any]:
    """Payments that are held now."""
    rows = returned.open_holds(areas=areas, after=after, highest=PAGE + 1)
    shown, here = rows[:PAGE], reverse("workbench:holds")
    names, named = persons_named(row.person_id for row in shown), programmes_named()
    accounts = {row.id: UUID(row.opened_by) for row in shown if not row.opened_by.startswith("system:")}
    staff = names_of_staff(accounts.values())
    return {
        "rows": [
            {
                "hold": row,
                "person": names[row.person_id],
                "what": named.get(row.programme, row.programme) if row.programme else _("All payments"),
                "why": called(HOLDS, row.reason),
                "since": instant_text(row.opened_at),
                "by": staff.get(accounts.get(row.id, UUID(int=0)), _("the machine, on news")),
                "opened_by": row.opened_by,
            }
            for row in shown
        ],
        "persons": {row.person_id for row in shown},
        "older": f"{here}?after={shown[-1].id}" if len(rows) > PAGE else "",
        "newer": here if after else "",
    }


def _age(at: Any) -> str:
    days = (now() - at).days
    if days < 1:
        return _("today")
    return ngettext("%(count)d day ago", "%(count)d days ago", days) % {"count": days}
