"""Background entry points of accounts."""

from janua.base.accounts.actions.clearing import clear_old
from janua.base.clock import now
from janua.base.jobs import every


@every(seconds=600, actor="keeper", queue="work")
def clear_after_signing_in() -> None:
    """Clear away old sessions, tries and kept forms."""
    clear_old(at=now())
