"""What each signal says in plain words: what was seen, from when on it speaks, and why it may be innocent."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from janua.workbench.journeys.wording import Words


@dataclass(frozen=True)
class SignalWords:
    """The words of one signal.

    speaks   from when on, with the numbers of its thresholds in it
    officer  what the first officer of a row did; second the other one
    """

    title: Words
    seen: Words
    speaks: Words
    innocent: Words
    officer: Words = ""
    second: Words = ""


SIGNALS: Mapping[str, SignalWords] = {
    "shared_account": SignalWords(
        title=_("One account for people who have nothing to do with each other"),
        seen=_("These people are paid into one and the same account. The register knows no relation between them."),
        speaks=_("From %(payees)s people on who are not related, do not live together, and hold no mandate."),
        innocent=_(
            "A home, a parish or a guardian may receive money for several people. A relation may be missing in the"
            " register. Two people may have mistyped nothing and share an account lawfully."
        ),
        officer=_("Confirmed by"),
        second=_("Proposed by"),
    ),
    "shared_telephone": SignalWords(
        title=_("One telephone for people who have nothing to do with each other"),
        seen=_("These people are paid and have given the same telephone number. The register knows no relation."),
        speaks=_("From %(payees)s people on who are not related, do not live together, and hold no mandate."),
        innocent=_(
            "Somebody who helps at the desk may have written their own number. Shelters and villages share telephones."
        ),
    ),
    "same_chain": SignalWords(
        title=_("The same officer, the same approver, the same account"),
        seen=_("One officer decided, one officer approved the payment, and it went into one account, again and again."),
        speaks=_("From %(decisions)s decisions within a year on."),
        innocent=_(
            "In a small office the same two people do everything. One person may have been granted several benefits."
        ),
        officer=_("Decided by"),
        second=_("Payment approved by"),
    ),
    "account_before_pay_day": SignalWords(
        title=_("Accounts changed just before pay day"),
        seen=_("One officer confirmed these new accounts shortly before money was paid into them."),
        speaks=_("From %(changes)s changes within a month on, each at most %(within_days)s days before the payment."),
        innocent=_(
            "People change banks when they expect money. Who confirms all accounts also confirms those before pay day."
        ),
        officer=_("Confirmed by"),
        second=_("Proposed by"),
    ),
    "looks_without_case": SignalWords(
        title=_("Looks at people who have no case"),
        seen=_(
            "An officer was shown the record of people who have no case, no task and no relative with a case, and did"
            " nothing about them on that day."
        ),
        speaks=_("From %(persons)s people within a month on."),
        innocent=_(
            "Somebody may have asked at the desk and gone again. Who looks for the right person among namesakes opens"
            " several."
        ),
        officer=_("Looked at by"),
    ),
    "urgent_often": SignalWords(
        title=_("Files opened in urgency often, or without good reason"),
        seen=_("An officer opened files of other areas in urgency."),
        speaks=_(
            "From %(files)s files within a month on, or %(not_justified)s that a supervisor found not to be justified."
        ),
        innocent=_("An emergency desk opens many. A supervisor may have been mistaken."),
        officer=_("Opened by"),
        second=_("Reviewed by"),
    ),
    "facts_before_decision": SignalWords(
        title=_("Facts written shortly before a grant"),
        seen=_("An officer wrote about somebody whom the law counts, and a little later the claim was granted."),
        speaks=_("From %(decisions)s grants within a month on, each at most %(within_hours)s hours afterwards."),
        innocent=_(
            "A claim that waits for a fact is decided as soon as the fact is there: for a good officer this is a"
            " working day."
        ),
        officer=_("Written by"),
        second=_("Decided by"),
    ),
    "bulk_approvals": SignalWords(
        title=_("Approvals faster than anybody can read"),
        seen=_("An officer approved these one right after the other."),
        speaks=_("From %(approvals)s approvals within %(within_minutes)s minutes on."),
        innocent=_("The officer may have read them before, and pressed in the end. Many may be alike."),
        officer=_("Approved by"),
    ),
    "odd_hours": SignalWords(
        title=_("Approvals at odd hours"),
        seen=_("An officer approved these outside office hours, at a weekend or on a holiday."),
        speaks=_("From %(approvals)s within a month on, by the country's own clock and calendar."),
        innocent=_("Overtime, a backlog, an officer who works at other hours by agreement."),
        officer=_("Approved by"),
    ),
    "overrides_by_office": SignalWords(
        title=_("An office that often goes against the lot or the registers"),
        seen=_(
            "Tasks were given to a named colleague instead of by lot, or a statement was put before a register's, far"
            " more often here than elsewhere."
        ),
        speaks=_(
            "From %(overrides)s within a month on, and %(times_the_others)s times as many for its work as all other"
            " offices together."
        ),
        innocent=_("A register that is often wrong about one place. An office with few officers and many relatives."),
        officer=_("By"),
        second=_("Confirmed by"),
    ),
    "hand_overs_to_one": SignalWords(
        title=_("Work handed again and again to one colleague"),
        seen=_("An officer let go of tasks, and nearly all of them came to the same colleague."),
        speaks=_(
            "From %(hand_overs)s within a month on, if they are %(percent)s in a hundred of all that were let go."
        ),
        innocent=_("In an office of two there is nobody else. The colleague may be the one who knows these cases."),
        officer=_("Handed over by"),
        second=_("Came to"),
    ),
    "officer_unknown": SignalWords(
        title=_("An officer whom the register does not know"),
        seen=_(
            "This officer decides or handles money, and nobody has recorded which person they are. Relatives of theirs"
            " are not found."
        ),
        speaks=_("After %(days_in_service)s days with such a role."),
        innocent=_("They may live abroad, or have been forgotten when they came. It is mended by linking the account."),
        officer=_("Officer"),
        second=_("Role confirmed by"),
    ),
    "second_person_set_up": SignalWords(
        title=_("First and second person whose sign-in was set up anew by the same hand"),
        seen=_(
            "One officer proposed, another confirmed, and shortly before one and the same person had made the link by"
            " which the second set up their sign-in anew: the first officer, or who made such a link for the first too."
        ),
        speaks=_("From %(confirmations)s confirmation on, within %(within_days)s days of the link."),
        innocent=_("Telephones are lost, and in a small administration the same two people do everything."),
        officer=_("Confirmed by"),
        second=_("Proposed by"),
    ),
}
STATES: Mapping[str, Words] = {
    "new": pgettext_lazy("signal", "New"),
    "looked_into": pgettext_lazy("signal", "Being looked into"),
    "explained": pgettext_lazy("signal", "Explained"),
    "passed_on": pgettext_lazy("signal", "Passed on"),
}
COLOURS: Mapping[str, str] = {"new": "blue", "looked_into": "yellow", "explained": "green", "passed_on": "red"}
ROWS: Mapping[str, Words] = {
    "decision": _("Decision"),
    "payee_account": _("Account for payment"),
    "contact": _("Telephone number"),
    "access": _("A look"),
    "entry": _("A row of the trail"),
    "hand_over": _("Hand-over"),
    "ruling": _("Ruling"),
    "urgent_access": _("File opened in urgency"),
    "staff": _("Officer"),
    "role": _("Role"),
    "run": _("Payment run"),
}
# Of samples.
OUTCOMES: Mapping[str, Words] = {"grant": _("Granted"), "refuse": _("Refused")}
BY: Mapping[str, Words] = {
    "machine": pgettext_lazy("decided by", "The machine"),
    "officer": pgettext_lazy("decided by", "An officer"),
}
STRATA: Mapping[str, Words] = {
    "programme": _("Programme"),
    "office": _("Office"),
    "officer": _("Officer"),
    "outcome": _("Outcome"),
    "by": _("Machine or officer"),
}
