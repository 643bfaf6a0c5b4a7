"""The one clock."""

from datetime import UTC, date, datetime

import pytest
from django.conf import settings

from janua.base import clock


def test_today_is_the_date_that_was_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "JANUA_TODAY", date(2026, 3, 1))

    assert clock.today() == date(2026, 3, 1)


@pytest.mark.parametrize(("zone", "day"), [("Pacific/Kiritimati", 2), ("Europe/Malta", 1), ("Pacific/Pago_Pago", 1)])
def test_today_begins_where_the_country_lies(monkeypatch: pytest.MonkeyPatch, zone: str, day: int) -> None:
    class Noon(datetime):
        @classmethod
        def now(cls, tz: object = None) -> "Noon":
            return cls.fromtimestamp(datetime(2026, 3, 1, 12, tzinfo=UTC).timestamp(), tz)  # type: ignore[arg-type]

    monkeypatch.setattr(clock, "datetime", Noon)
    monkeypatch.setattr(settings, "JANUA_TODAY", None)
    monkeypatch.setattr(settings, "JANUA_TIME_ZONE", zone)

    assert clock.today() == date(2026, 3, day)


def test_now_is_the_real_instant_though_the_date_is_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "JANUA_TODAY", date(2020, 3, 1))
    before = datetime.now(UTC)

    assert before <= clock.now() <= datetime.now(UTC)
