"""Codes of rows in words of the page's language, and the pack's own words where it has them."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext as now_
from django.utils.translation import gettext_lazy as _

from janua.pack.installed import country
from janua.ui.countries import country_name
from janua.ui.on_page import day_text, money_text
from janua.values import Money

Words = str | Promise
COUNTRY_LETTERS = 2

TASKS: Mapping[str, Words] = {
    "answer_check": _("Answer for a silent register"),
    "rule_on_discrepancy": _("Rule on a contradiction"),
    "give_notice": _("Give notice of a refusal"),
    "decide": _("Decide on a claim"),
    "decide_after_notice": _("Decide after notice"),
    "read_answer": _("Read an answer from the person"),
    "confirm_hand_over": _("Confirm a hand-over"),
    "reconsider": _("Look at a decision again"),
    "overpayment_question": _("Was too much paid?"),
    "review_before_payment": _("Look before money is paid"),
    "review_entitlement": _("Review a right after news"),
    "mend_claim": _("Mend a claim that stopped"),
    "write_letter": _("A letter could not be written"),
    "replay_difference": _("A decision does not replay"),
    "returned_payment": _("A payment came back"),
    "account_stopped": _("A person did not ask for this account"),
    "payment_paid_twice": _("A payment may be paid twice"),
    "bank_refused_file": _("The bank refused a file"),
    "bank_knew_file": _("The bank knew a file already"),
    "bank_report_at_fault": _("A bank report cannot be read"),
    "bank_contradicts_itself": _("The bank contradicts itself"),
    "review_urgent_access": _("Review a file opened in urgency"),
    "answer_look_alert": _("Ask about an officer’s looks"),
    "answer_transfer": _("Another office hands over a case"),
    "read_transfer_answer": _("An office does not take a case"),
}
EVENTS: Mapping[str, Words] = {
    "sign_in": _("A wrong try to sign in"),
    "step_up": _("A wrong code before something serious"),
    "limit": _("Too many tries"),
    "refused": _("A page or act that was refused"),
    "absent": _("A page that is not there, asked for by a stranger"),
    "token": _("A form that did not come from our page, or an old one"),
    "body": _("Something sent that cannot be read"),
    "method": _("A way of asking that the page does not know"),
    "unproved": _("A message without proof of its sender"),
}
GROUNDS: Mapping[str, Words] = {
    "violence": _("Somebody who is beaten or threatened at home"),
    "child": _("A child"),
    "inquiry": _("An inquiry that must not be known yet"),
    "witness": _("A witness"),
}
TRANSFERS: Mapping[str, Words] = {
    "moved": _("The person lives there now"),
    "kin": _("The case is about somebody’s relative or colleague here"),
    "safety": _("The person would not be safe otherwise"),
    "skill": _("The other office has people who know about this"),
    "other": _("Something else: say what"),
}
CLAIMS: Mapping[str, Words] = {
    "submitted": _("Just arrived"),
    "checking": _("Waiting for registers"),
    "assessed": _("Waiting for an officer"),
    "notice_given": _("Notice given"),
    "decided": _("Decided"),
    "withdrawn": _("Withdrawn"),
    "stuck": _("Stopped: needs mending"),
    "offered": _("Offered, waiting for a yes"),
}
CLAIM_COLOURS: Mapping[str, str] = {
    "assessed": "yellow",
    "notice_given": "yellow",
    "stuck": "red",
    "decided": "green",
    "withdrawn": "grey",
}
CHECKS: Mapping[str, Words] = {
    "waiting": _("Waiting to be asked"),
    "asking": _("Being asked"),
    "asked": _("Asked, no answer yet"),
    "answered": _("Answered"),
    "discrepancy": _("Answered, and contradicts what we knew"),
    "manual": _("No answer: an officer finds out"),
    "withdrawn": _("Not needed any more"),
}
CHECK_COLOURS: Mapping[str, str] = {"answered": "green", "discrepancy": "yellow", "manual": "red", "withdrawn": "grey"}
OUTCOMES: Mapping[str, Words] = {
    "eligible": _("The law gives it"),
    "not_eligible": _("The law does not give it"),
    "needs_waiver": _("Needs a waiver"),
    "board_decides": _("A board decides"),
    "cannot_decide": _("Cannot be decided on what is known"),
    "grant": _("Granted"),
    "refuse": _("Refused"),
}
OUTCOME_COLOURS: Mapping[str, str] = {"eligible": "green", "grant": "green", "not_eligible": "red", "refuse": "red"}
LINES: Mapping[str, Words] = {
    "due": pgettext_lazy("amount line", "Due"),
    "held": pgettext_lazy("amount line", "Held"),
    "suspended": pgettext_lazy("amount line", "Suspended"),
    "ended": pgettext_lazy("amount line", "Ended"),
}
ORDERS: Mapping[str, Words] = {
    "prepared": pgettext_lazy("payment order", "Prepared"),
    "approved": pgettext_lazy("payment order", "Approved"),
    "sent": pgettext_lazy("payment order", "Sent to the bank"),
    "paid": pgettext_lazy("payment order", "Paid"),
    "returned": pgettext_lazy("payment order", "Came back"),
    "rejected": pgettext_lazy("payment order", "Rejected by the bank"),
    "taken_out": pgettext_lazy("payment order", "Taken out"),
}
ASSURANCES: Mapping[int, Words] = {
    1: _("Said by the person"),
    2: _("Seen on paper"),
    3: _("Confirmed by a register"),
}
MARKS: Mapping[str, Words] = {
    "S": _("read on an official page"),
    "N": _("read in the news"),
    "D": _("worked out from other figures"),
    "G": _("general knowledge, not verified"),
    "A": _("our assumption: the text is silent"),
}
RELATIONS: Mapping[str, Words] = {
    "parent": _("parent"),
    "adoptive_parent": _("adoptive parent"),
    "foster_parent": _("foster parent"),
    "guardian": _("guardian"),
    "carer": _("carer"),
    "spouse": _("married"),
    "civil_partner": _("in civil union"),
    "cohabitant": _("living together"),
}
RESIDENCES: Mapping[str, Words] = {
    "registered": _("registered here"),
    "actual": _("lives here"),
    "temporary": _("here for a time"),
}
ORIGINS: Mapping[str, Words] = {
    "application": _("An application"),
    "event": _("News from a register"),
    "review": _("Our own review"),
}
HAND_OVERS: Mapping[str, Words] = {
    "kin": _("The person is a relative, or lives with me"),
    "absent": _("I am away"),
    "workload": _("I have too much to do before the deadline"),
    "skill": _("It needs a skill or language that I do not have"),
    "office": _("Another office should handle it"),
    "other": _("Another reason"),
}
_UNITS: Mapping[str, Words] = {
    "day": pgettext_lazy("period of an amount", "a day"),
    "week": pgettext_lazy("period of an amount", "a week"),
    "month": pgettext_lazy("period of an amount", "a month"),
    "quarter": pgettext_lazy("period of an amount", "a quarter"),
    "year": pgettext_lazy("period of an amount", "a year"),
    "once": pgettext_lazy("period of an amount", "once"),
}


def called(words: Mapping[Any, Words], code: Any) -> str:
    """A code in words; a code that nobody wrote words for stands as it is, readable."""
    return str(words.get(code) or str(code).replace("_", " "))


def pack_language() -> str:
    """The page's language where the pack speaks it, else English."""
    now = (get_language() or "en").partition("-")[0]
    return now if now in country().messages.texts else "en"


def pack_text(key: str) -> str:
    """What the pack calls a programme, an attribute or a rule; its code where it has no words."""
    texts = country().messages.texts
    for language in (pack_language(), "en"):
        found = texts.get(language, {}).get(key)
        if found:
            return found
    return key.rpartition(".")[2].replace("_", " ")


def source_text(source: str) -> str:
    """Who stated a fact, as officers say it."""
    if source == "declared":
        return now_("The person themselves")
    if source == "office":
        return now_("An officer, from papers")
    pack = country()
    return pack.sources(pack_language()).get(source) or pack.sources("en").get(source, source)


def citation_text(citation: str) -> str:
    """An article of law as the language writes it."""
    return country().citations(pack_language()).get(citation, citation)


def period_text(unit: str) -> str:
    """What an amount is for: a week, a quarter, once."""
    return called(_UNITS, unit)


def minor(amount: int | None, currency: str) -> str:
    """Minor units of a currency, written; nothing where there is no amount."""
    return "" if amount is None else money_text(Money(amount, currency))


def choice_text(attribute: str, value: str) -> str:
    """What the pack calls a choice of an attribute, or the name of a country; empty where there is no word for it."""
    texts = country().messages.texts
    declared = country().attributes_by_name.get(attribute)
    if declared is None or value not in declared.choices:
        return ""
    named = country_name(value) if len(value) == COUNTRY_LETTERS and value.isupper() else ""
    key = f"{attribute}.{value}"
    return texts.get(pack_language(), {}).get(key) or texts.get("en", {}).get(key) or named


def value_text(value: Any, unit: str = "", attribute: str = "") -> str:
    """A value of an explanation or a situation, as plain JSON, in words; a choice of `attribute` by its own."""
    if isinstance(value, str) and (chosen := choice_text(attribute, value)):
        return chosen
    if value is None:
        return now_("nothing known")
    if isinstance(value, bool):
        return now_("yes") if value else now_("no")
    if isinstance(value, Mapping):
        return _shape_text(value)
    if isinstance(value, list):
        return ", ".join(value_text(one) for one in value)
    text = _day_or_choice(str(value))
    return f"{text} {unit}".strip() if unit and isinstance(value, int | str) and unit.isalpha() else text


def _shape_text(value: Mapping[str, Any]) -> str:
    if "amount" in value:
        return money_text(Money.from_json({"amount": value["amount"], "currency": value["currency"]}))
    if "starts_on" in value:
        return f"{_day_or_choice(value['starts_on'])} – {_day_or_choice(value['ends_on'])}"
    return ", ".join(f"{name}: {value_text(one)}" for name, one in value.items())


def _day_or_choice(text: str) -> str:
    try:
        return day_text(date.fromisoformat(text))
    except ValueError:
        return text if len(text) <= 3 else text.replace("_", " ")
