"""The codes of payments in words: states, reasons of ours, reasons of the bank."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from janua.workbench.journeys.wording import Words

RUNS: Mapping[str, Words] = {
    "preparing": pgettext_lazy("payment run", "Being prepared"),
    "prepared": pgettext_lazy("payment run", "Waits for a second person"),
    "empty": pgettext_lazy("payment run", "Nothing in it"),
    "approved": pgettext_lazy("payment run", "Approved"),
    "sending": pgettext_lazy("payment run", "Being sent"),
    "sent": pgettext_lazy("payment run", "Sent"),
    "reconciled": pgettext_lazy("payment run", "Complete"),
    "cancelled": pgettext_lazy("payment run", "Given up"),
}
# Why another officer has to approve a run.
CONFLICTS: Mapping[str, Words] = {
    "kin": _("This run pays you, a relative of yours or somebody of your home. Somebody else has to approve it."),
    "decided": _("This run pays what you granted in an earlier role. Somebody else has to approve it."),
    "proposed": _("This run pays into an account that you proposed. Somebody else has to approve it."),
}
RUN_COLOURS: Mapping[str, str] = {
    "preparing": "blue",
    "prepared": "yellow",
    "empty": "grey",
    "approved": "blue",
    "sending": "blue",
    "sent": "blue",
    "reconciled": "green",
    "cancelled": "grey",
}
ORDER_COLOURS: Mapping[str, str] = {
    "paid": "green",
    "returned": "red",
    "rejected": "red",
    "taken_out": "grey",
    "prepared": "yellow",
    "approved": "blue",
    "sent": "blue",
}
# Why a line that is due is not in a run, or an order was taken out of one.
REASONS: Mapping[str, Words] = {
    "cannot_be_assessed": _("A fact has changed so that the law cannot be applied: an officer is asked"),
    "not_eligible_now": _("The law no longer gives it on today's facts: an officer is asked"),
    "amount_fell": _("The law now gives less: an officer is asked"),
    "period_over": _("The period is over"),
    "person_died": _("The person has died"),
    "other_currency": _("In another currency"),
    "held": _("Payments of this person are held"),
    "hold": _("Payments of this person were held since"),
    "account_waits": _("The new account is not paid yet on the payment day"),
    "account_proposed": _("An account waits for a second person to confirm it"),
    "no_account": _("There is no account to pay into"),
    "account_returned": _("The bank sent money back from this account: another one is needed"),
    "account_changed": _("The account was changed since"),
    "decision_superseded": _("A newer decision has replaced the one behind it"),
    "entitlement_held": _("The right is held"),
    "entitlement_suspended": _("The right is suspended"),
    "entitlement_ended": _("The right has ended"),
    "line_held": _("The amount was held since"),
    "line_suspended": _("The amount was suspended since"),
    "line_ended": _("The amount was ended since"),
    "event": _("News about the person has come in since"),
    "ruling": _("An officer ruled on a fact since"),
    "changed_fact": _("A fact has changed since"),
    "mandate": _("Who receives the money has changed since"),
    "run_cancelled": _("The whole run was given up"),
}
# External codes of ISO 20022 for why money came back.
BANK_REASONS: Mapping[str, Words] = {
    "AC01": _("The account number is wrong"),
    "AC03": _("The account number is wrong"),
    "AC04": _("The account is closed"),
    "AC06": _("The account is blocked"),
    "AC13": _("This kind of account cannot be paid into"),
    "AC14": _("This kind of account cannot be paid into"),
    "AG01": _("The account may not receive such payments"),
    "AG02": _("The bank could not read the payment"),
    "AM04": _("Our own account did not hold enough"),
    "AM05": _("The bank took it for a second payment of the same money"),
    "BE01": _("The holder's name does not fit the account"),
    "BE04": _("The bank asks for the payee's address"),
    "FOCR": _("We asked for the money back"),
    "MD07": _("The bank knows that the holder has died"),
    "MS02": _("The payee sent it back and gave no reason"),
    "MS03": _("The bank gave no reason"),
    "NARR": _("The bank wrote its reason in words: ask it"),
    "RC01": _("The bank's own code is wrong"),
    "RR01": _("The bank must know more about the account for its checks"),
    "RR04": _("The bank's checks stopped it"),
}
BANK_ADVICE: Mapping[str, Words] = {
    "AC01": _("Compare the number with a paper of the bank, digit by digit, and name the account again."),
    "AC04": _("Ask the person for another account."),
    "AC06": _("Ask the person to speak to their bank, or for another account."),
    "BE01": _("Ask for a paper of the bank: the name of the holder has to be as the bank has it."),
    "MD07": _("Look at the person's file before anything is paid: the civil register may not have told us yet."),
    "MS02": _("Speak with the person: they may not have expected the money."),
}
HOLDS: Mapping[str, Words] = {
    "death_reported": _("Somebody reported a death"),
    "account_in_doubt": _("The account is in doubt"),
    "moved_abroad": _("The person may have moved abroad"),
}
SHOWN: Mapping[str, Words] = {
    "all": _("All orders"),
    "largest": _("The largest"),
    "random": _("Drawn by lot"),
    "changed": _("Changed most"),
    "new": _("New since the last run"),
}
ACCOUNT_FAULTS: Mapping[str, Words] = {
    "holder_missing": _("Write the holder's name as the bank has it."),
    "holder_not_writable": _("The bank cannot write this name. Use Latin letters."),
}
WRONG_NUMBER: Words = _("This account number is wrong. Compare it with the paper of the bank, digit by digit.")
