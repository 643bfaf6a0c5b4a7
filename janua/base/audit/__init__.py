"""The audit trail and the access log: what was done, and who was shown whom.

Owns both tables, their sealing into a signed chain, and the check of an exported trail.
Refuses values in a row, and any change of a row once written.
"""

from janua.base.audit.actions import Trace, log_access, log_search, record, record_all, salted_digest

__all__ = ["Trace", "log_access", "log_search", "record", "record_all", "salted_digest"]
