"""The census of columns: whatever may hold words or bytes is sealed, or stands on the list with why it may be plain."""

from django.apps import apps
from django.db import connection, models

from janua.base.keys import SealedField
from tests.base.keys.columns import PLAIN

_MAY_HOLD_WORDS = ("char", "text", "json", "bytea", "xml", "citext", "tsvector", "hstore")
# Design, section 7: diagnoses and narratives. Each of these is opened with a key that is not in the database.
NARRATIVES = {
    "accounts_secondfactor": {"secret"},
    "casework_draft": {"answers"},
    "casework_handover": {"words"},
    "casework_intendeddecision": {"answer"},
    "casework_note": {"text"},
    "casework_question": {"text", "answer"},
    "casework_reconsideration": {"grounds"},
    "casework_remark": {"reason"},
    "casework_transfer": {"words", "answer"},
    "notices_notice": {"values_json"},
    "payments_payeeaccount": {"sealed_number"},
    "registers_lookalert": {"words"},
    "registers_lookhold": {"reason"},
    "registers_mandate": {"ground"},
    "registers_personcontact": {"value"},
    "registers_ruling": {"reason"},
    "registers_urgentaccess": {"reason", "note"},
    "retention_hold": {"reason"},
}


def _holds_words(field: "models.Field[object, object]") -> bool:
    kind = field.db_type(connection) or ""
    return any(word in kind for word in _MAY_HOLD_WORDS)


def _columns(*, sealed: bool) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    # The tests of sealed fields have a table of their own.
    for model in (one for one in apps.get_models() if one._meta.db_table != "test_card"):
        for field in model._meta.local_fields:
            # What points at another row holds that row's key.
            if _holds_words(field) and not field.is_relation and isinstance(field, SealedField) == sealed:
                found.setdefault(model._meta.db_table, set()).add(str(field.column))
    return found


def test_every_column_that_may_hold_words_is_sealed_or_has_a_reason() -> None:
    plain = {table: set(columns) for table, columns in PLAIN.items()}
    found = _columns(sealed=False)
    unknown = {table: some for table, columns in found.items() if (some := columns - plain.get(table, set()))}
    gone = {table: some for table, columns in plain.items() if (some := columns - found.get(table, set()))}
    assert (unknown, gone) == ({}, {}), "a new column is sealed (SealedField), or enters tests/base/keys/columns.py"


def test_narratives_are_sealed() -> None:
    sealed = _columns(sealed=True)
    assert {table: sealed.get(table, set()) & columns for table, columns in NARRATIVES.items()} == NARRATIVES


def test_census_notices_a_new_column() -> None:
    class Story(models.Model):
        told = models.TextField()

        class Meta:
            app_label = "keys"
            managed = False

    try:
        assert _columns(sealed=False)["keys_story"] == {"told"}
    finally:
        del apps.all_models["keys"]["story"]
        apps.clear_cache()
