"""Work for later: jobs queued by the transaction that causes them, and loops that take up waiting rows.

Owns the queue, the worker, the loops and the reaper. A job is queued once per key and its effect stands once.
Refuses arguments that are not ids, and a job queued outside a transaction.
"""

from janua.base.jobs.loops import take_up
from janua.base.jobs.registry import every, job

__all__ = ["every", "job", "take_up"]
