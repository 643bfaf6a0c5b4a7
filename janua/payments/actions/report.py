"""Fetch what the bank has for us, once whatever it is called, and take its words."""

import tempfile
from datetime import date, timedelta
from hashlib import sha256
from typing import BinaryIO
from uuid import UUID

from django.db import connection

from janua.base.actors import acting_as, system_actor
from janua.base.audit import record
from janua.base.clock import now
from janua.base.documents.actions import read_large_document, store_large_document
from janua.base.documents.models import Document
from janua.casework.actions.task import open_task
from janua.casework.queries import office_serving
from janua.exchange.xml import XmlRefused
from janua.payments.actions.settling import settle, take_words
from janua.payments.actions.words import KINDS, OTHER, words_of
from janua.payments.models import BankFile, BankReport, Run
from janua.payments.states import RunState
from janua.payments.wire import Bank, BankNotReady
from janua.values import uuid7

PAYMASTER = system_actor("paymaster")
_PIECE = 1 << 20
_SNIFFED = 4_096
_DAYS_TO_LOOK = 3


def fetch() -> int:
    """Fetch the files that we have not, and keep each one that says something new; returns how many those are.

    No transaction is open while the bank answers. Killed anywhere, the rest is fetched the next time.
    Raises   OutboundFailed, BankNotReady
    """
    new, faults = 0, []
    with Bank() as bank:
        for name in _unknown(bank.names()):
            with tempfile.TemporaryFile() as content:
                try:
                    bank.fetch(name, content)
                except BankNotReady as fault:
                    # A file that is listed and cannot be had does not hide those behind it.
                    faults.append(fault)
                    continue
                with acting_as(PAYMASTER, purpose="take the bank's reports"):
                    new += _keep(name, content)
    if faults:
        raise faults[0]
    return new


def take(*, report: UUID, on: date) -> bool:
    """Take the words of a report, in one transaction; False where that was done, or another worker is at it.

    A report that cannot be read wholly says nothing: it is set aside for an officer.
    """
    row = BankReport.objects.select_for_update(of=("self",), skip_locked=True).filter(id=report).first()
    if row is None or row.taken_at is not None:
        return False
    fault = ""
    if row.kind != OTHER:
        with tempfile.TemporaryFile() as content:
            for piece in read_large_document(document=Document.objects.get(id=row.document_id)):
                content.write(piece)
            content.seek(0)
            fault = _take(row, content, on)
    BankReport.objects.filter(id=row.id).update(taken_at=now(), fault=fault)
    record("report.take", object_type="bank_report", object_id=row.id, details={"kind": row.kind, "fault": fault})
    if fault:
        open_task(
            kind="bank_report_at_fault",
            office=office_serving(area_id=None, on=on),
            object_type="bank_report",
            object_id=row.id,
            deadline_on=on + timedelta(days=_DAYS_TO_LOOK),
        )
    return True


def take_waiting(*, on: date) -> int:
    """Take every report that waits, each in its own transaction, and close the runs that have their last word."""
    with acting_as(PAYMASTER, purpose="take the bank's reports"):
        waiting = list(
            BankReport.objects.filter(taken_at__isnull=True).order_by("received_at", "id").values_list("id", flat=True)
        )
    taken = 0
    for report in waiting:
        with acting_as(PAYMASTER, purpose="take the bank's reports"):
            taken += take(report=report, on=on)
    with acting_as(PAYMASTER, purpose="take the bank's reports"):
        reconcile()
    return taken


def reconcile() -> list[UUID]:
    """Mark the sent runs reconciled of whose orders each has its final word; returns them."""
    done = list(
        Run.objects.filter(state=RunState.SENT)
        .exclude(orders__state__in=["approved", "sent"])
        .values_list("id", flat=True)
    )
    for run in done:
        Run.objects.filter(id=run, state=RunState.SENT).update(state=RunState.RECONCILED)
        record("run.reconcile", object_type="run", object_id=run)
    return done


def _unknown(names: list[str]) -> list[str]:
    with acting_as(PAYMASTER, purpose="take the bank's reports"), connection.cursor() as cursor:
        cursor.execute(
            "SELECT n.name FROM unnest(%s::text[]) WITH ORDINALITY AS n(name, place)"
            " WHERE NOT EXISTS (SELECT FROM payments_bankfile f WHERE f.name = left(n.name, 200)) ORDER BY n.place",
            [names],
        )
        return [row[0] for row in cursor.fetchall()]


def _keep(name: str, content: BinaryIO) -> int:
    digest = sha256()
    content.seek(0)
    while piece := content.read(_PIECE):
        digest.update(piece)
    # Two workers that fetch one file at one moment keep it once.
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"bank report {digest.hexdigest()}"])
    report = BankReport.objects.filter(sha256=digest.digest()).first()
    is_new = report is None
    if report is None:
        content.seek(0)
        beginning = content.read(_SNIFFED)
        content.seek(0)
        number = uuid7()
        report = BankReport.objects.create(
            id=number,
            kind=next((kind for kind in KINDS if kind.encode() in beginning), OTHER),
            sha256=digest.digest(),
            document=store_large_document(subject=number, area_id=None, source=content, media_type="application/xml"),
            received_at=now(),
        )
        record("report.receive", object_type="bank_report", object_id=report.id, details={"kind": report.kind})
    BankFile.objects.bulk_create([BankFile(name=name[:200], report=report)], ignore_conflicts=True)
    return int(is_new)


def _take(report: BankReport, content: BinaryIO, on: date) -> str:
    """Take all words or none of them; returns what is wrong with the report, empty where nothing is."""
    from django.db import transaction

    try:
        with transaction.atomic():
            strange = take_words(report=report.id, words=words_of(kind=report.kind, content=content))
            settle(report=report.id, on=on)
    except XmlRefused:
        return "not_readable"
    return "strange_words" if strange else ""
