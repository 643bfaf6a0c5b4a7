"""Why an officer ruled, and what a mandate rests on, are sealed: what stands there is sealed by the way."""

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.models import Q

from janua.base.actors import acting_as, system_actor
from janua.base.keys.datakeys import data_keys
from janua.base.keys.envelope import place, seal
from janua.base.keys.fields import SealedField

# table, column, whose key
_MOVED = (("registers_ruling", "reason", "subject_id"), ("registers_mandate", "ground", "giver_id"))
_AT_ONCE = 1000


def seal_words(_apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Seal what stands in the plain columns; where anything does, the migration needs JANUA_KEYS."""
    for table, column, subject in _MOVED:
        _unguarded(editor, table, guarded=False)
        with editor.connection.cursor() as cursor, acting_as(system_actor("loader")):
            while True:
                cursor.execute(
                    f"SELECT id, {subject}, {column} FROM {table} WHERE sealed_{column} IS NULL LIMIT {_AT_ONCE}"  # noqa: S608
                )
                rows = cursor.fetchall()
                if not rows:
                    break
                keys = data_keys({whose for _, whose, _ in rows}, create=True)
                for row, whose, words in rows:
                    sealed = seal(words.encode(), keys[whose], place(table, column, row))
                    cursor.execute(f"UPDATE {table} SET sealed_{column} = %s WHERE id = %s", [sealed, row])  # noqa: S608
        _unguarded(editor, table, guarded=True)


def _unguarded(editor: BaseDatabaseSchemaEditor, table: str, *, guarded: bool) -> None:
    """The owner sees no row, and nobody changes one: for this once both are lifted, in this transaction."""
    editor.execute(f"ALTER TABLE {table} {'FORCE' if guarded else 'NO FORCE'} ROW LEVEL SECURITY")
    editor.execute(f"ALTER TABLE {table} {'ENABLE' if guarded else 'DISABLE'} TRIGGER ended_once")


class Migration(migrations.Migration):
    """Two columns of text become sealed ones of the same name."""

    dependencies = [("registers", "0011_look_alerts"), ("keys", "0002_rotation")]

    operations = [
        migrations.RemoveConstraint("ruling", "registers_ruling_reason"),
        migrations.AddField("ruling", "sealed_reason", SealedField(subject="subject_id", null=True)),
        migrations.AddField("mandate", "sealed_ground", SealedField(subject="giver_id", null=True)),
        migrations.RunPython(seal_words, migrations.RunPython.noop),
        migrations.RemoveField("ruling", "reason"),
        migrations.RemoveField("mandate", "ground"),
        migrations.RenameField("ruling", "sealed_reason", "reason"),
        migrations.RenameField("mandate", "sealed_ground", "ground"),
        migrations.AlterField("ruling", "reason", SealedField(subject="subject_id")),
        migrations.AlterField("mandate", "ground", SealedField(subject="giver_id")),
        migrations.AddConstraint(
            "ruling",
            models.CheckConstraint(
                condition=Q(reason__isnull=False) & ~Q(ruled_by_name=""), name="registers_ruling_reason"
            ),
        ),
    ]
