"""The walls of payments in the database itself."""

from janua.base.row_security.check import find_differences
from tests.database import RunningDatabase


def test_policies_stand_as_the_data_say(real_database: RunningDatabase) -> None:
    with real_database.as_django("janua_owner"):
        assert [line for line in find_differences() if "payments" in line] == []
