"""What a register sends, built by hand, so that a test can make each part of it wrong."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from janua.base.clock import now
from janua.checks.models import Partner, PartnerKey
from janua.exchange import dci

US = "janua.example"
PARTNERS = {"us": {"sender_id": US, "key_id": "1", "reply_to": "", "xroad_client": "MT/GOV/DSS/janua"}}
RECORD_TYPES = {
    "civil": ("spdci-common:RegistryType:Civil", "spdci-extensions-crvs:Person"),
    "revenue": ("janua:RegistryType:Revenue", "janua:RevenueYear"),
}
Records = list[dict[str, Any]]


@dataclass
class Sender:
    """A partner with its key, known to our tables."""

    code: str = "civil"
    key: Ed25519PrivateKey = field(default_factory=Ed25519PrivateKey.generate)

    @property
    def name(self) -> str:
        """Its name in messages."""
        return f"{self.code}.example"

    @property
    def public(self) -> bytes:
        """Its public key."""
        return self.key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)

    def known(self) -> "Sender":
        """Write its rows."""
        partner = Partner.objects.create(
            code=self.code, sender_id=self.name, wire="dci", base_url=f"https://{self.code}.example"
        )
        PartnerKey.objects.create(
            partner=partner, key_id="1", public_key=self.public, valid_from=now() - timedelta(days=1)
        )
        return self

    def signed(self, envelope: dci.Envelope, *, key_id: str = "1", at: datetime | None = None) -> dci.Envelope:
        """Sign a message as this partner."""
        return dci.sign(envelope, dci.SigningKey(self.name, key_id, self.key.sign), at=at or now())

    def found(self, reference_id: object, records: Records, **more: Any) -> dci.Envelope:
        """Give an on-search message, unsigned."""
        reg_type, record_type = RECORD_TYPES[self.code]
        data = {"version": "1.0.0", "reg_type": reg_type, "reg_record_type": record_type, "reg_records": records}
        response = {
            "reference_id": str(reference_id),
            "timestamp": dci.timestamp(now()),
            "status": "succ",
            "data": data,
            "locale": "eng",
        } | more
        message = {"transaction_id": "t-1", "correlation_id": "c-1", "search_response": [response]}
        return self._envelope("on-search", message)

    def told(self, event_id: str, event_type: str, record: dict[str, Any]) -> dci.Envelope:
        """Give a notify message, unsigned."""
        reg_type, record_type = RECORD_TYPES[self.code]
        data = {
            "version": "1.0.0",
            "reg_type": reg_type,
            "reg_event_type": event_type,
            "reg_record_type": record_type,
            "reg_records": record,
        }
        event = {"reference_id": event_id, "timestamp": dci.timestamp(now()), "data": data, "locale": "eng"}
        return self._envelope("notify", {"transaction_id": event_id, "notify_event": [event]})

    def subscribed(self, reference_id: object, *codes: str) -> dci.Envelope:
        """Give an on-subscribe message, unsigned; without codes a refusal."""
        at = dci.timestamp(now())
        response = {
            "reference_id": str(reference_id),
            "timestamp": at,
            "status": "succ" if codes else "rjct",
            "subscriptions": [{"code": code, "status": "subscribe", "timestamp": at} for code in codes],
            "locale": "eng",
        }
        message = {"transaction_id": "t-2", "correlation_id": "c-2", "subscribe_response": [response]}
        return self._envelope("on-subscribe", message)

    def _envelope(self, action: str, message: dict[str, Any]) -> dci.Envelope:
        header = {
            "version": "1.0.0",
            "message_id": str(uuid4()),
            "message_ts": dci.timestamp(now()),
            "action": action,
            "status": "succ",
            "total_count": 1,
            "completed_count": 1,
            "sender_id": self.name,
            "receiver_id": US,
            "is_msg_encrypted": False,
        }
        return dci.Envelope(header, message)


def person_record(number: str, *, born_on: str = "2016-05-04", sex: str = "male", **more: Any) -> dict[str, Any]:
    """What the civil registry says of one person."""
    return {
        "identifier": [{"identifier_type": "UIN", "identifier_value": number}],
        "name": {"given_name": "Luca", "surname": "Borg"},
        "sex": sex,
        "birth_date": born_on,
        "marital_status": "S",
    } | more


def born(number: str, *, mother: str, father: str = "", born_on: str = "2026-02-03") -> dict[str, Any]:
    """What the civil registry says of a newborn."""
    parents = {
        f"parent{place}_identifier": {"identifier_type": "UIN", "identifier_value": parent}
        for place, parent in enumerate((mother, father), start=1)
        if parent
    }
    return person_record(number, born_on=born_on) | parents


def year_record(number: str, *incomes: tuple[str, str, str], year: int = 2024) -> dict[str, Any]:
    """What Revenue says of a year; incomes are (kind, payer, amount)."""
    return {
        "identifier": [{"identifier_type": "UIN", "identifier_value": number}],
        "year": year,
        "currency": "EUR",
        "incomes": [
            {"kind": kind, "payer": payer, "payer_name": payer, "amount": amount} for kind, payer, amount in incomes
        ],
        "contributions_paid": "700.00",
        "tax_paid": "300.00",
        "final": True,
        "last_updated": "2025-07-01",
    }
