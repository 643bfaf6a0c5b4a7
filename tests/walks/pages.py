"""The list of every page and every other address of the faces: who opens it, with which arguments, by which method.

An argument that begins with @ is a record: RECORDS says whose it is and how it is found. The walks open each page as
its owner, as a stranger, and with an id that there is not; and each page for each way of reading it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

SERVICE = "childrens-allowance"
# What the demo's story has of people: family in the population, and role in it.
OWNERS = {"maria": ("walkthrough", "mother"), "stephania": ("child_in_care", "mother")}
OWNERS |= {"carmen": ("contradiction", "mother"), "claire": ("three_children", "mother")}
OWNERS |= {"rita": ("one_child", "mother"), "anna": ("expecting", "mother")}
# Has nothing to do with any of them.
STRANGER = ("refugee", "mother")

STAFF = (
    *("case", "decision", "second-look", "prepares", "approves", "steward", "supervisor"),
    *("writes", "publishes", "administrator", "auditor", "operates", "proposes-rates", "approves-rates"),
    *("analyses", "records", "records-2"),
)
# The demo has no officer for restricted persons; the walks without a browser have.
EVERYBODY = (*STAFF, "protection")
CASES = ("case", "decision", "second-look", "steward", "supervisor", "auditor", "protection")
DECIDE = ("decision",)
PAYS = ("prepares", "approves")
# Who may look at money: the auditor reads it.
MONEY = (*PAYS, "auditor")
RULES = ("case", "decision", "steward")
AUDIT, GRANTS, NEWS = ("auditor",), ("administrator",), ("writes", "publishes")
RECORDS_OFFICE = ("records", "records-2")
RATES = ("proposes-rates", "approves-rates")
ANALYSES = ("analyses",)


@dataclass(frozen=True)
class Record:
    """A row that a page is about.

    whose   who owns it in the portal; where nobody does, it is everybody's or the office's
    found   the query that gives its id, with the owner's person for %s where there is one
    """

    found: str
    whose: str = ""


@dataclass(frozen=True)
class Page:
    """One address.

    who      portal: whose session opens it; workbench: logins of those who may. Empty: everybody, signed in or not
    method   POST: it only takes a form, and shows nothing by itself
    lands       what a reader gets: a page (200), or a way on (302)
    everywhere  why a record of another area is shown all the same; empty where it is not
    form        what a form must hold to be taken; as little as a page of ours sends
    """

    name: str
    arguments: Mapping[str, str] = field(default_factory=dict)
    who: tuple[str, ...] = ()
    method: Literal["GET", "POST"] = "GET"
    lands: int = 200
    query: str = ""
    everywhere: str = ""
    form: Mapping[str, str] = field(default_factory=dict)


RECORDS: Mapping[str, Record] = {
    "application": Record("SELECT id FROM casework_application WHERE applicant_id = %s ORDER BY id LIMIT 1", "maria"),
    "decision": Record(
        "SELECT d.id FROM casework_decision d JOIN casework_claim c ON c.id = d.claim_id"
        " WHERE c.claimant_id = %s ORDER BY c.programme LIMIT 1",
        "maria",
    ),
    "letter": Record(
        "SELECT l.id FROM casework_letter l JOIN casework_decision d ON d.id = l.decision_id"
        " JOIN casework_claim c ON c.id = d.claim_id WHERE c.claimant_id = %s ORDER BY l.id LIMIT 1",
        "maria",
    ),
    "message": Record("SELECT id FROM notices_notice WHERE person_id = %s ORDER BY id LIMIT 1", "maria"),
    "account": Record("SELECT id FROM payments_payeeaccount WHERE payee_id = %s AND state = 'proposed'", "maria"),
    "consent": Record("SELECT id FROM registers_consent WHERE person_id = %s AND known_to IS NULL", "maria"),
    "consent-request": Record("SELECT id FROM registers_consentrequest WHERE asked_id = %s LIMIT 1", "maria"),
    "mandate": Record("SELECT id FROM registers_mandate WHERE giver_id = %s AND known_to IS NULL", "maria"),
    "fact": Record(
        "SELECT id FROM registers_fact WHERE subject_id = %s AND attribute = 'employment_income'"
        " AND known_to IS NULL ORDER BY true_from DESC LIMIT 1",
        "maria",
    ),
    "notice": Record("SELECT id FROM casework_intendeddecision WHERE person_id = %s LIMIT 1", "stephania"),
    "question": Record("SELECT id FROM casework_question WHERE person_id = %s LIMIT 1", "carmen"),
    "open-application": Record(
        "SELECT id FROM casework_application WHERE applicant_id = %s ORDER BY id LIMIT 1", "carmen"
    ),
    "open-claim": Record("SELECT id FROM casework_claim WHERE claimant_id = %s ORDER BY programme LIMIT 1", "carmen"),
    "refusable-claim": Record(
        "SELECT id FROM casework_claim WHERE claimant_id = %s AND state = 'assessed' ORDER BY programme LIMIT 1",
        "stephania",
    ),
    "news": Record("SELECT id FROM catalogue_announcement WHERE published_at IS NOT NULL LIMIT 1"),
    "unpublished-news": Record("SELECT id FROM catalogue_announcement WHERE published_at IS NULL LIMIT 1"),
    "rates": Record("SELECT id FROM catalogue_ratechange LIMIT 1"),
    "simulation": Record("SELECT id FROM analytics_simulation ORDER BY asked_at LIMIT 1"),
    "person": Record("SELECT id FROM registers_person WHERE id = %s", "maria"),
    "case": Record("SELECT id FROM casework_case WHERE holder_id = %s", "maria"),
    "task": Record(
        "SELECT id FROM casework_task WHERE person_id = %s AND state = 'open' ORDER BY id LIMIT 1", "carmen"
    ),
    "hand-over": Record("SELECT id FROM casework_handover WHERE confirmed_at IS NULL LIMIT 1"),
    "reconsideration": Record("SELECT id FROM casework_reconsideration WHERE person_id = %s LIMIT 1", "maria"),
    "discrepancy": Record(
        "SELECT id FROM checks_discrepancy WHERE subject_id = %s AND ruling IS NULL LIMIT 1", "carmen"
    ),
    "check": Record("SELECT id FROM checks_check WHERE subject_id = %s LIMIT 1", "carmen"),
    "document": Record(
        "SELECT l.document_id AS id FROM casework_letter l JOIN casework_decision d ON d.id = l.decision_id"
        " JOIN casework_claim c ON c.id = d.claim_id WHERE c.claimant_id = %s ORDER BY l.id LIMIT 1",
        "maria",
    ),
    "paper": Record(
        "SELECT id FROM documents_document WHERE person_id = %s AND area_id IS NULL ORDER BY id LIMIT 1", "claire"
    ),
    "run": Record("SELECT id FROM payments_run WHERE state = 'reconciled' LIMIT 1"),
    "prepared-run": Record("SELECT id FROM payments_run WHERE state = 'prepared' LIMIT 1"),
    "returned-order": Record("SELECT id FROM payments_order WHERE state = 'returned' LIMIT 1"),
    "hold": Record("SELECT id FROM payments_hold WHERE lifted_at IS NULL LIMIT 1"),
    "urgent-access": Record("SELECT id FROM registers_urgentaccess LIMIT 1"),
    "transfer": Record("SELECT id FROM casework_transfer WHERE answered_at IS NULL LIMIT 1"),
    "look-hold": Record("SELECT id FROM registers_lookhold LIMIT 1"),
    "look-alert": Record("SELECT id FROM registers_lookalert WHERE answered_at IS NULL LIMIT 1"),
    "signal": Record("SELECT id FROM integrity_signal ORDER BY id LIMIT 1"),
    "sample": Record("SELECT id FROM integrity_sample ORDER BY id LIMIT 1"),
    "erasure-list": Record("SELECT id FROM retention_list LIMIT 1"),
    "erasure-item": Record("SELECT id FROM retention_item LIMIT 1"),
    "legal-hold": Record("SELECT id FROM retention_hold LIMIT 1"),
    "role-proposal": Record("SELECT id FROM accounts_roleassignment WHERE confirmed_at IS NULL LIMIT 1"),
    "staff-link": Record("SELECT id FROM accounts_invitation WHERE made_by_id IS NOT NULL AND used_at IS NULL LIMIT 1"),
    "staff": Record("SELECT account_id AS id FROM accounts_staffprofile WHERE display_name = 'Marisa Attard'"),
}

_M, _C = ("maria",), ("claire",)
PORTAL: tuple[Page, ...] = (
    Page("home"),
    Page("find", {"topic": "children"}),
    Page("search", query="?q=children"),
    Page("service", {"code": SERVICE}),
    Page("news"),
    Page("announcement", {"announcement": "@news"}),
    Page("offices"),
    Page("accessibility"),
    Page("status"),
    Page("check"),
    Page("check-paper", {"code": "ABCD-EFGH-IJKL-MNOP"}, lands=404),
    Page("check-seal"),
    Page("privacy"),
    Page("looks-held"),
    Page("easy"),
    Page("easy-service", {"code": SERVICE}),
    Page("easy-page", {"page": "rights"}),
    Page("set-language", method="POST"),
    Page("calculator"),
    Page("calculator-of", {"programme": "MT-CA"}),
    Page("calculator-embedded"),
    Page("calculator-embedded-of", {"programme": "MT-CA"}),
    Page("calculator-save", method="POST"),
    Page("calculator-open", method="POST"),
    Page("calculator-apply", {"code": SERVICE}, method="POST"),
    Page("calculator-carry", {"code": SERVICE}, _C),
    Page("sign-in"),
    Page("sign-in-again"),
    Page("sign-in-back", lands=400),
    Page("sign-in-first", lands=302),
    Page("sign-in-kept", who=_M, lands=302),
    Page("sign-in-stay", who=_M, method="POST"),
    Page("sign-out", method="POST"),
    Page("signed-out"),
    Page("sessions", who=_M),
    Page("acting-for", who=_M),
    Page("mine", who=_M),
    Page("application", {"of": "@application"}, _M),
    Page("take-back", {"of": "@open-application", "claim": "@open-claim"}, ("carmen",)),
    Page("decision", {"of": "@decision"}, _M),
    Page("challenge", {"of": "@decision"}, _M),
    Page("letter", {"of": "@letter"}, _M),
    Page("answer-notice", {"of": "@notice"}, ("stephania",)),
    Page("question", {"of": "@question"}, ("carmen",)),
    Page("offer", {"of": "@open-claim"}, ("carmen",), lands=404),
    Page("messages", who=_M),
    Page("messages-read", who=_M, method="POST"),
    Page("message", {"of": "@message"}, _M),
    Page("payments", who=_M),
    Page("account", who=_M),
    Page("change-account", who=("rita",)),
    Page("account-take-back", {"of": "@account"}, _M, "POST"),
    Page("known-facts", who=_M),
    Page("this-is-wrong", {"of": "@fact"}, _M),
    Page("looks", who=_M),
    Page("apply", {"code": SERVICE}, _C),
    Page("apply-tasks", {"code": SERVICE}, _C),
    Page("apply-check", {"code": SERVICE}, _C),
    Page("apply-submit", {"code": SERVICE}, _C, "POST"),
    Page("apply-delete", {"code": SERVICE}, _C),
    Page("apply-restore", {"code": SERVICE}, _C, "POST"),
    Page("apply-step", {"code": SERVICE, "step": "papers"}, _C),
    Page("upload", {"code": SERVICE, "step": "papers"}, _C),
    Page("paper-picture", {"code": SERVICE, "paper": "@paper"}, _C),
    Page("receipt", {"application": "@application"}, _M),
    Page("consents", who=_M),
    Page("consent-ask", who=_M, method="POST"),
    Page("consent-answer", {"request_id": "@consent-request"}, _M, "POST"),
    Page("consent-end", {"consent": "@consent"}, _M, "POST"),
    Page("mandates", who=_M),
    Page("mandate-give", who=_M),
    Page("mandate-end", {"mandate": "@mandate"}, _M, "POST"),
)

WORKBENCH: tuple[Page, ...] = (
    Page("sign-in", lands=302),
    Page("sign-in-code", lands=302),
    Page("sign-in-kept", lands=302),
    Page("sign-in-stay", who=EVERYBODY, method="POST"),
    Page("step-up", who=EVERYBODY),
    Page("sign-out", method="POST"),
    Page("signed-out"),
    Page("set-up", {"secret": "no-such-link"}, lands=410),
    Page("set-language", method="POST"),
    Page("inbox", who=EVERYBODY),
    Page("task", {"task": "@task"}, who=EVERYBODY, lands=302),
    Page("task-done", {"task": "@task"}, method="POST"),
    Page("hand-over", {"task": "@task"}, who=EVERYBODY),
    Page("hand-over-confirm", {"hand_over": "@hand-over"}, who=("supervisor",)),
    Page("find-person", who=CASES),
    Page("look-up", who=("case", "steward", "protection")),
    Page("person", {"person": "@person"}, who=CASES),
    Page("person-sign-out", {"person": "@person"}, method="POST"),
    Page("case", {"case": "@case"}, who=CASES),
    Page("note", {"case": "@case"}, method="POST"),
    Page("transfer", {"case": "@case"}, who=("case", "supervisor")),
    Page(
        "transfer-answer",
        {"transfer": "@transfer"},
        who=("case", "supervisor"),
        # Both offices read it; whether one may answer is asked of a whole answer alone.
        form={"is_accepted": "yes"},
    ),
    Page("claim", {"claim": "@open-claim"}, who=CASES),
    Page("explanation", {"claim": "@open-claim"}, who=CASES),
    Page("decide", {"claim": "@refusable-claim"}, who=DECIDE),
    Page("intend-refusal", {"claim": "@refusable-claim"}, who=DECIDE),
    Page("ask", {"claim": "@open-claim"}, who=("case", "decision")),
    Page("check-again", {"claim": "@open-claim"}, method="POST"),
    Page("withdraw", {"claim": "@open-claim"}, who=CASES),
    Page("record-challenge", {"decision": "@decision"}, who=("case", "second-look")),
    Page("reconsideration", {"reconsideration": "@reconsideration"}, who=CASES),
    Page("reconsideration-rerun", {"reconsideration": "@reconsideration"}, method="POST"),
    Page("reconsideration-notice", {"reconsideration": "@reconsideration"}, method="POST"),
    Page("reconsideration-decide", {"reconsideration": "@reconsideration"}, method="POST"),
    Page("discrepancies", who=RULES),
    Page("rule", {"discrepancy": "@discrepancy"}, who=RULES),
    Page("answer-check", {"check": "@check"}, who=("case", "steward")),
    Page("document", {"document": "@document"}, who=CASES),
    Page("document-page", {"document": "@document", "number": "1"}, who=CASES),
    Page("document-file", {"document": "@document"}, who=CASES),
    Page("letter", {"letter": "@letter"}, who=CASES, lands=302),
    Page("runs", who=MONEY),
    Page("run-new", who=("prepares",)),
    Page("run", {"run_id": "@run"}, who=MONEY),
    Page("run-again", {"run_id": "@prepared-run"}, method="POST", who=("prepares",)),
    Page("run-orders", {"run_id": "@run"}, who=MONEY),
    Page("run-compare", {"run_id": "@prepared-run"}, who=MONEY),
    Page("run-left-out", {"run_id": "@run"}, who=MONEY),
    Page("run-send", {"run_id": "@run"}, who=MONEY),
    Page("run-approve", {"run_id": "@prepared-run"}, who=("approves",)),
    Page("run-give-up", {"run_id": "@prepared-run"}, who=PAYS),
    Page("returns", who=MONEY),
    Page("return", {"order_id": "@returned-order"}, who=("prepares",)),
    Page("return-again", {"order_id": "@returned-order"}, method="POST"),
    Page("accounts", who=MONEY),
    Page("account-change", {"account_id": "@account"}, who=PAYS),
    Page("holds", who=MONEY),
    Page("hold-lift", {"hold_id": "@hold"}, method="POST"),
    Page("audit", who=AUDIT),
    Page("audit-export", method="POST"),
    Page("looks", who=AUDIT),
    Page("refused", who=AUDIT),
    Page("replay", {"decision_id": "@decision"}, who=AUDIT),
    Page("signals", who=AUDIT),
    Page("signals-look", method="POST"),
    Page("signal", {"signal": "@signal"}, who=AUDIT),
    Page("samples", who=AUDIT),
    Page("sample-new", who=AUDIT),
    Page("sample", {"sample": "@sample"}, who=AUDIT, query="?still"),
    Page("sample-export", {"sample": "@sample"}, method="POST"),
    Page("break-glass-find", who=("case", "decision", "protection")),
    Page(
        "break-glass",
        {"person_id": "@person"},
        who=("case", "decision", "protection"),
        everywhere="urgent access is to files of other areas; the page asks for a reason and shows nothing of them",
    ),
    Page("break-glass-reviews", who=("supervisor",)),
    Page("break-glass-review", {"access_id": "@urgent-access"}, who=("supervisor",)),
    Page("look-hold-new", {"person": "@person"}, who=("supervisor", "protection")),
    Page("look-holds", who=("supervisor", "auditor", "protection")),
    Page("look-hold", {"hold": "@look-hold"}, who=("supervisor", "auditor", "protection")),
    Page("look-hold-end", {"hold": "@look-hold"}, method="POST"),
    Page("look-alerts", who=("supervisor",)),
    Page("look-alert", {"alert": "@look-alert"}, who=("supervisor",)),
    Page("health", who=("operates",)),
    Page("retention", who=(*RECORDS_OFFICE, "auditor")),
    Page("erasure-list", {"erasure_list": "@erasure-list"}, who=(*RECORDS_OFFICE, "auditor")),
    Page("erasure-propose", {"erasure_list": "@erasure-list"}, method="POST"),
    Page("erasure-approve", {"erasure_list": "@erasure-list"}, method="POST"),
    Page("erasure-keep", {"item": "@erasure-item"}, method="POST"),
    Page("legal-hold-new", {"person": "@person"}, who=("records",)),
    Page("legal-hold", {"hold": "@legal-hold"}, who=(*RECORDS_OFFICE, "auditor")),
    Page("roles", who=GRANTS),
    Page("role-new", who=GRANTS),
    Page("role", {"assignment_id": "@role-proposal"}, who=GRANTS),
    Page("staff", who=GRANTS),
    Page("staff-new", who=GRANTS),
    Page("staff-leaving", {"account_id": "@staff"}, who=GRANTS),
    Page("staff-link", {"id": "@staff"}, method="POST"),
    Page("staff-sign-out", {"id": "@staff"}, method="POST"),
    Page("own-sign-in", who=EVERYBODY),
    Page("own-password", who=EVERYBODY),
    Page("staff-link-answer", {"invitation_id": "@staff-link"}, who=GRANTS),
    Page("announcements", who=NEWS),
    Page("announcement-new", who=("writes",)),
    Page("announcement", {"announcement": "@unpublished-news"}, who=NEWS),
    Page("announcement-change", {"announcement": "@unpublished-news"}, who=("writes",)),
    Page("announcement-publish", {"announcement": "@unpublished-news"}, method="POST"),
    Page("announcement-withdraw", {"announcement": "@unpublished-news"}, method="POST"),
    Page("rates", who=RATES),
    Page("rates-choose", who=("proposes-rates",)),
    Page("rates-new", {"file": "childrens_allowance"}, who=("proposes-rates",)),
    Page("rate-change", {"change": "@rates"}, who=RATES),
    Page("rate-approve", {"change": "@rates"}, who=("approves-rates",)),
    Page("rate-withdraw", {"change": "@rates"}, method="POST"),
    Page("rate-again", {"change": "@rates"}, method="POST"),
    Page("simulations", who=ANALYSES),
    Page("simulations-choose", who=ANALYSES),
    Page("simulation-new", {"file": "childrens_allowance"}, who=ANALYSES),
    Page("simulation", {"simulation": "@simulation"}, who=ANALYSES),
)
