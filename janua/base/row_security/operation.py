"""The migration operation that puts an app's functions, grants and policies in place."""

from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING

from django.apps import apps
from django.db import connection, transaction
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.backends.utils import CursorWrapper
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState

from janua.base.row_security.policy import SqlFunction, TableSecurity
from janua.base.row_security.statements import function_statements, table_statements

if TYPE_CHECKING:
    from django.db.migrations import Migration


def security_of(app_label: str) -> tuple[tuple[SqlFunction, ...], tuple[TableSecurity, ...], dict[str, str]]:
    """Give an app's functions, tables and exempt tables, as its `row_security` module states them."""
    name = apps.get_app_config(app_label).name
    # The app row_security is itself a package of this name; its data are in `own`.
    module_name = f"{name}.own" if app_label == "row_security" else f"{name}.row_security"
    if find_spec(module_name) is None:
        return (), (), {}
    module = import_module(module_name)
    return getattr(module, "FUNCTIONS", ()), getattr(module, "TABLES", ()), getattr(module, "EXEMPT", {})


class RowSecurity(Operation):
    """Put the functions, grants and policies of an app in place, as `row_security.py` states them today.

    Idempotent. Repeat it in each migration that adds a table or changes a policy: only the last one of an app
    touches tables, since what the file states today need not fit those of an earlier migration. Functions are made
    each time: an earlier migration's trigger may call one, and its body is read when it runs.
    """

    reversible = True
    reduces_to_sql = False

    def __init__(self, app_label: str) -> None:
        self.app_label = app_label

    def deconstruct(self) -> tuple[str, list[object], dict[str, object]]:
        """Say how a migration file would write this operation."""
        return (self.__class__.__qualname__, [self.app_label], {})

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """Change no model."""

    def database_forwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        """Put everything in place, in the migration's own transaction."""
        with schema_editor.connection.cursor() as cursor:
            put_missing_functions_in_place(cursor)
            if self._is_last(app_label):
                put_in_place(self.app_label, cursor)
            else:
                put_functions_in_place(self.app_label, cursor)

    def database_backwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        """Leave the policies: they go with their tables, and protection is never taken away by the way."""

    def describe(self) -> str:
        """Say what `migrate` shows."""
        return f"Row security of {self.app_label}"

    def _is_last(self, app_label: str) -> bool:
        migrations: dict[tuple[str, str], Migration] = MigrationLoader(None, ignore_no_migrations=True).disk_migrations
        last: Operation | None = None
        for key in sorted(key for key in migrations if key[0] == app_label):
            for operation in migrations[key].operations:
                if isinstance(operation, RowSecurity) and operation.app_label == self.app_label:
                    last = operation
        return last is None or last is self


def put_all_in_place() -> None:
    """Bring every installed app's functions, grants and policies to what its data say, as the owner."""
    # Installed apps are listed from above; a function of an upper app replaces the one below.
    with transaction.atomic(), connection.cursor() as cursor:
        for config in reversed(list(apps.get_app_configs())):
            put_in_place(config.label, cursor)


def put_in_place(app_label: str, cursor: CursorWrapper) -> None:
    """Execute the statements of one app, as the owner, in the transaction that is open."""
    _, tables, exempt = security_of(app_label)
    put_functions_in_place(app_label, cursor)
    for table in tables:
        cursor.execute(
            "SELECT policyname FROM pg_policies WHERE schemaname = 'public' AND tablename = %s", [table.table]
        )
        present = [str(row[0]) for row in cursor.fetchall()]
        for statement in table_statements(table, present=present, exempt=table.table in exempt):
            cursor.execute(statement)


def put_missing_functions_in_place(cursor: CursorWrapper) -> None:
    """Make the functions of every app that an older database has not; what is there is left to its own app.

    The policies of one app call functions of others, and an older database may get those only in a later migration.
    """
    cursor.execute("SELECT proname FROM pg_proc WHERE pronamespace = 'public'::regnamespace")
    present = {str(row[0]) for row in cursor.fetchall()}
    cursor.execute("SET LOCAL check_function_bodies = off")
    # From below upwards: what is above replaces what is below.
    for config in reversed(list(apps.get_app_configs())):
        functions, _, _ = security_of(config.label)
        for function in functions:
            if function.name not in present:
                for statement in function_statements(function):
                    cursor.execute(statement)


def put_functions_in_place(app_label: str, cursor: CursorWrapper) -> None:
    """Make or replace the functions of one app, whether or not the tables that they read are there yet."""
    functions, _, _ = security_of(app_label)
    cursor.execute("SET LOCAL check_function_bodies = off")
    for function in functions:
        for statement in function_statements(function):
            cursor.execute(statement)
