"""What the page after a press says happened; the address carries the code, never words."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from janua.workbench.journeys.wording import Words

DONE: Mapping[str, Words] = {
    "granted": _("Granted. The letter is written next, and the money goes with the next payment run."),
    "refused": _("Refused. The letter with the reasons and the way to challenge it is written next."),
    "noticed": _("Notice given. The letter is written next; the decision stays with you until the person answers."),
    "asked": _("Asked. The person finds your question in the portal; the answer comes back to your office as work."),
    "noted": _("Your note is kept."),
    "withdrawn": _("The claim is withdrawn. Nothing is decided and nothing is paid."),
    "again": _("The registers are asked again, and the law after them. Look again in a minute."),
    "handed": _("Handed over. The lot gives it to somebody else in a moment."),
    "transfer": _("Asked. The other office finds it among its work, and the case stays with you until it says yes."),
    "proposed": _("A supervisor is asked to confirm. Until then the task stays with you."),
    "confirmed": _("Confirmed. The task is with the colleague who was named."),
    "ruled": _("Ruled. Claims that waited for it are looked at again by themselves."),
    "answered": _("Answered in the register’s place. The claim goes on by itself."),
    "finished": _("Done. The task is off your list."),
    "challenged": _("Kept. Another officer looks at the decision again."),
    "rerun": _("The law was run on what is known now. Look at what differs."),
    "reconsidered": _("Decided anew. The new decision takes the place of the old one, and the letter is written next."),
}
CHANGED = _("What is known has changed since you looked. Below is what the law says now: look again, then decide.")


def done_text(code: str | None) -> str:
    """The sentence of a code; nothing for any other."""
    return str(CHANGED) if code == "changed" else str(DONE.get(code or "", ""))
