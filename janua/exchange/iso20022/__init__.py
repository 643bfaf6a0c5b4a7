"""Files of the bank: payment orders written, its answers and statements read, both as streams and valid by the XSD.

Decides nothing: no ledger, no matching, no retry. Refuses a run that does not add up and a file that is not valid.
"""

from janua.exchange.iso20022.camt import Balance, BankReport, Movement, read_camt053, read_camt054
from janua.exchange.iso20022.characters import SEPA_CHARACTERS, CharacterNotMapped, Characters
from janua.exchange.iso20022.pain001 import Order, OrderNotWritable, Run, RunDoesNotAddUp, Written, write_pain001
from janua.exchange.iso20022.pain002 import PaymentStatus, Reason, StatusReport, read_pain002
from janua.exchange.iso20022.schemas import CAMT_053, CAMT_054, PAIN_001, PAIN_002, schema

__all__ = [
    "CAMT_053",
    "CAMT_054",
    "PAIN_001",
    "PAIN_002",
    "SEPA_CHARACTERS",
    "Balance",
    "BankReport",
    "CharacterNotMapped",
    "Characters",
    "Movement",
    "Order",
    "OrderNotWritable",
    "PaymentStatus",
    "Reason",
    "Run",
    "RunDoesNotAddUp",
    "StatusReport",
    "Written",
    "read_camt053",
    "read_camt054",
    "read_pain002",
    "schema",
    "write_pain001",
]
