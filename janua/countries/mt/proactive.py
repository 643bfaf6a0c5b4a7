"""What Malta grants from an event, without an application."""

from janua.pack.giving import ProactiveEntry

# Public pages of the department and of the Public Registry: births start both by themselves (malta.md, section 3).
PROACTIVE = (
    ProactiveEntry(
        event="birth",
        programmes=("MT-CA", "MT-CAS", "MT-BB"),
        declared={"started_by": "birth"},
        confirmation="none",
        citation="Cap. 318, Part VI: paid on registration of the birth; the children's allowance at the minimum rate",
    ),
)
