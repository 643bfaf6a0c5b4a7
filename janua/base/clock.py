"""The one clock: the legal date and the instant.

Every process takes its legal date from here. Only a demo or a test may set it (`JANUA_TODAY`); instants are
never set, since signatures, tokens and the audit chain live by the real time.
"""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from django.conf import settings


def today() -> date:
    """Give the legal date, in the country's time zone."""
    chosen: date | None = settings.JANUA_TODAY
    if chosen is not None:
        return chosen
    return datetime.now(ZoneInfo(settings.JANUA_TIME_ZONE)).date()


def now() -> datetime:
    """Give this instant, in UTC."""
    return datetime.now(UTC)
