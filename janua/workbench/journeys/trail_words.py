"""What the trail and the access log say, in words: actions, pages, machine steps."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from janua.workbench.journeys.wording import Words

ACTIONS: Mapping[str, Words] = {
    "account.open": _("Opened an account"),
    "account.open_staff": _("Opened a colleague's account"),
    "account.leave": _("Recorded that a colleague leaves"),
    "account.propose": _("Proposed an account for payment"),
    "account.confirm": _("Confirmed an account for payment"),
    "account.refuse": _("Refused an account for payment"),
    "account.take_back": _("Took a proposed account back"),
    "application.submit": _("Submitted an application"),
    "claim.assess": _("Assessed a claim"),
    "decision.grant": _("Granted"),
    "decision.refuse": _("Refused"),
    "decision.replay": _("Replayed a decision"),
    "fact.ruled_on": _("Ruled on a fact"),
    "hold.open": _("Held payments"),
    "hold.lift": _("Let held payments go"),
    "order.take_out": _("Took an order out of a run"),
    "order.mend": _("Mended a payment that came back"),
    "order.pay_again": _("Had a payment paid again"),
    "report.take": _("Took a report of the bank"),
    "report.receive": _("Received a report of the bank"),
    "role.propose": _("Proposed a role"),
    "role.confirm": _("Confirmed a role"),
    "role.refuse": _("Refused a role"),
    "role.revoke": _("Revoked a role"),
    "role.found": _("Gave one of the first roles"),
    "run.prepare": _("Prepared a payment run"),
    "run.approve": _("Approved a payment run"),
    "run.cancel": _("Gave a payment run up"),
    "run.write_file": _("Wrote the file of a run"),
    "run.send": _("Gave the bank the file of a run"),
    "run.reconcile": _("Closed a payment run"),
    "session.open": _("Signed in with a password"),
    "session.code": _("Gave the second factor"),
    "session.end": _("Signed out"),
    "role.load": _("Loaded the roles"),
    "task.open": _("Opened a task"),
    "task.deal": _("Dealt a task"),
    "task.finish": _("Finished a task"),
    "trail.export": _("Exported rows of the trail"),
    "urgent.open": _("Opened a file in urgency"),
    "urgent.seek": _("Looked for a file of another area"),
    "urgent.review": _("Reviewed a file opened in urgency"),
}
