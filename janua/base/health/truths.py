"""The look at every app's invariants: by command, and each night by the worker."""

from importlib import import_module
from importlib.util import find_spec

from django.apps import apps
from django.db import connection

from janua.base.actors import acting_as, system_actor


def look_at_every_invariant() -> list[tuple[str, int, list[str]]]:
    """Name, how many things were looked at, and the ids of the broken ones, of every installed app's invariants."""
    found = []
    with acting_as(system_actor("keeper"), purpose="check invariants"), connection.cursor() as cursor:
        # Said to the database too: a look may not change what it looks at.
        cursor.execute("SET TRANSACTION READ ONLY")
        for config in apps.get_app_configs():
            module = f"{config.name}.invariants"
            if not config.name.startswith("janua.") or find_spec(module) is None:
                continue
            for invariant in import_module(module).INVARIANTS:
                cursor.execute(invariant.checked)
                checked = int(cursor.fetchone()[0])
                cursor.execute(invariant.broken)
                found.append((invariant.name, checked, sorted(str(row[0]) for row in cursor.fetchall())))
    return found
