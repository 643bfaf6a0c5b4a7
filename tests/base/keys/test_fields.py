"""Sealed fields and blind indexes on real rows, under the role of a process."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from typing import Any, ClassVar
from uuid import UUID

import pytest
from django.db import connection, models, transaction
from django.db.utils import ProgrammingError

from janua.base.actors import acting_as, system_actor
from janua.base.keys import BlindIndex, SealedField, datakeys
from janua.base.keys.actions import KeyVersionInUse, destroy_key, require_unused, rewrap
from janua.base.keys.datakeys import KeyDestroyed, _folder, cache, data_key, data_keys, key_port
from janua.base.keys.envelope import Tampered
from janua.base.keys.fields import Sealed, SealedFieldMisused
from janua.base.keys.folder import add_kek_version, create_keys
from janua.base.keys.models import DataKey
from janua.base.keys.port import KeyMissing
from janua.values import uuid7

AsProcess = Callable[..., AbstractContextManager[None]]
ASSESSOR, KEEPER = system_actor("assessor"), system_actor("keeper")


def fold(text: str) -> str:
    return text.replace(" ", "").upper()


class Card(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid7)
    person_id = models.UUIDField()
    number = SealedField(subject="person_id", null=True)
    number_index = BlindIndex(source="number", key="identifiers", normalise=fold, null=True)

    objects: ClassVar[models.Manager["Card"]] = models.Manager()

    class Meta:
        app_label = "keys"
        managed = False
        db_table = "test_card"


@pytest.fixture
def cards(db: None) -> Iterator[None]:
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE TABLE test_card (id uuid PRIMARY KEY, person_id uuid, number bytea, number_index bytea);"
            "GRANT ALL ON test_card TO janua_work"
        )
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def own_keys(tmp_path: Any, settings: Any) -> Iterator[Any]:
    folder = tmp_path / "keys"
    create_keys(folder, "kek-0001", "mac-identifiers", demo=False)
    settings.JANUA_KEYS = folder
    _folder.cache_clear()
    yield folder
    _folder.cache_clear()


def forget_all() -> None:
    """Make this process as ignorant as one that has just begun."""
    cache.clear()
    datakeys._local.made = []


def stored(card: Card) -> bytes:
    with connection.cursor() as cursor:
        cursor.execute("SELECT number FROM test_card WHERE id = %s", [card.id])
        return bytes(cursor.fetchone()[0])


def test_sealed_value_is_read_back_and_lies_sealed(cards: None, as_process: AsProcess) -> None:
    with as_process("janua_work", ASSESSOR):
        card = Card.objects.create(person_id=uuid7(), number="123456M")
        again = Card.objects.get(id=card.id)
        assert isinstance(again.__dict__["number"], Sealed)
        assert (card.number, again.number) == ("123456M", "123456M")
    assert b"123456M" not in stored(card)


def test_bulk_created_values_are_read_with_one_query_for_keys(
    cards: None, as_process: AsProcess, django_assert_num_queries: Any
) -> None:
    with as_process("janua_work", ASSESSOR):
        Card.objects.bulk_create(Card(person_id=uuid7(), number=str(number)) for number in range(3))
        forget_all()
        rows = list(Card.objects.order_by("id"))
        with django_assert_num_queries(1):
            keys = data_keys([row.person_id for row in rows])
        assert len(keys) == 3
        assert [row.number for row in rows] == ["0", "1", "2"]


def test_null_stays_null(cards: None, as_process: AsProcess) -> None:
    with as_process("janua_work", ASSESSOR):
        card = Card.objects.create(person_id=uuid7())
        again = Card.objects.get(number__isnull=True)
        assert (again.id, again.number, again.number_index) == (card.id, None, None)


def test_saving_an_unread_value_keeps_it(cards: None, as_process: AsProcess) -> None:
    with as_process("janua_work", ASSESSOR):
        card = Card.objects.create(person_id=uuid7(), number="123456M")
        before = stored(card)
        Card.objects.get(id=card.id).save()
        assert stored(card) == before
        assert Card.objects.get(number_index="123456m").number == "123456M"


def test_value_swapped_between_rows_of_one_person_is_refused(cards: None, as_process: AsProcess) -> None:
    person = uuid7()
    with as_process("janua_work", ASSESSOR):
        first, second = (Card.objects.create(person_id=person, number=text) for text in ("one", "two"))
        with connection.cursor() as cursor:
            cursor.execute("UPDATE test_card SET number = %s WHERE id = %s", [stored(first), second.id])
        with pytest.raises(Tampered):
            _ = Card.objects.get(id=second.id).number


def test_value_of_another_person_is_refused(cards: None, as_process: AsProcess) -> None:
    with as_process("janua_work", ASSESSOR):
        card = Card.objects.create(person_id=uuid7(), number="one")
        other = Card.objects.create(person_id=uuid7(), number="two")
        Card.objects.filter(id=card.id).update(person_id=other.person_id)
        with pytest.raises(Tampered):
            _ = Card.objects.get(id=card.id).number


def test_comparing_updating_or_setting_no_text_is_refused(cards: None, as_process: AsProcess) -> None:
    with as_process("janua_work", ASSESSOR):
        with pytest.raises(SealedFieldMisused, match="BlindIndex"):
            Card.objects.filter(number="123456M").exists()
        with pytest.raises(SealedFieldMisused, match="save"):
            Card.objects.update(number="123456M")
        with pytest.raises(SealedFieldMisused, match="text"):
            Card(person_id=uuid7(), number=5)


def test_blind_index_finds_every_spelling_and_nothing_else(cards: None, as_process: AsProcess) -> None:
    with as_process("janua_work", ASSESSOR):
        card = Card.objects.create(person_id=uuid7(), number="123 456m")
        Card.objects.create(person_id=uuid7(), number="123457M")
        assert list(Card.objects.filter(number_index="123456 M").values_list("id", flat=True)) == [card.id]
        assert bytes(card.number_index or b"") == key_port().mac("identifiers", b"123456M")


def test_destroyed_key_erases_the_value_and_says_so(cards: None, as_process: AsProcess) -> None:
    person = uuid7()
    with as_process("janua_work", ASSESSOR):
        card = Card.objects.create(person_id=person, number="123456M")
    with as_process("janua_work", KEEPER):
        assert (destroy_key(subject=person), destroy_key(subject=person)) == (True, False)
    with as_process("janua_work", ASSESSOR):
        with pytest.raises(KeyDestroyed, match=str(person)):
            _ = Card.objects.get(id=card.id).number
        with pytest.raises(KeyDestroyed):
            Card.objects.create(person_id=person, number="654321M")


def test_destroying_needs_the_keeper(cards: None, as_process: AsProcess) -> None:
    person = uuid7()
    with as_process("janua_work", ASSESSOR):
        data_key(person, create=True)
        assert destroy_key(subject=person) is False
    assert DataKey.objects.get(subject=person).destroyed_at is None


def test_destroying_needs_the_worker(cards: None, as_process: AsProcess) -> None:
    with pytest.raises(ProgrammingError, match="permission denied"), as_process("janua_payments", KEEPER):
        destroy_key(subject=uuid7())


def test_destroyed_key_cannot_be_brought_back(cards: None, as_process: AsProcess) -> None:
    person = uuid7()
    with as_process("janua_work", KEEPER):
        data_key(person, create=True)
        wrapped = bytes(DataKey.objects.get(subject=person).wrapped or b"")
        destroy_key(subject=person)
        assert DataKey.objects.filter(subject=person).update(wrapped=wrapped, destroyed_at=None) == 0


def test_key_of_nobody_is_missing(cards: None, as_process: AsProcess) -> None:
    with as_process("janua_work", ASSESSOR), pytest.raises(KeyMissing):
        data_key(UUID(int=1))


def test_key_made_in_a_rolled_back_transaction_is_forgotten(real_database: Any) -> None:
    person = uuid7()
    with real_database.as_django("janua_work"):
        with acting_as(ASSESSOR):
            lost = data_key(person, create=True)
            assert data_key(person) == lost
            transaction.set_rollback(True)
        with acting_as(ASSESSOR):
            assert data_key(person, create=True) != lost
            kept = data_key(person)
        assert cache.get(person) == kept


def test_key_made_in_a_rolled_back_savepoint_is_forgotten(
    cards: None, as_process: AsProcess, django_assert_num_queries: Any
) -> None:
    person = uuid7()
    with as_process("janua_work", ASSESSOR):
        with transaction.atomic():
            lost = data_key(person, create=True)
            transaction.set_rollback(True)
        with pytest.raises(KeyMissing):
            data_key(person)
        with transaction.atomic():
            kept = data_key(person, create=True)
        with django_assert_num_queries(0):
            assert data_key(person) == kept != lost


def test_rows_of_new_people_need_two_queries_for_all_their_keys(
    cards: None, as_process: AsProcess, django_assert_num_queries: Any
) -> None:
    rows = [Card(person_id=uuid7(), number=str(number)) for number in range(3)]
    with as_process("janua_work", ASSESSOR):
        with django_assert_num_queries(2):
            data_keys([row.person_id for row in rows], create=True)
        with django_assert_num_queries(1):
            Card.objects.bulk_create(rows)


def test_rewrap_renews_every_key_in_steps_and_values_still_open(
    cards: None, own_keys: Any, as_process: AsProcess
) -> None:
    with as_process("janua_work", ASSESSOR):
        ids = [Card.objects.create(person_id=uuid7(), number=str(number)).id for number in range(5)]
    add_kek_version(own_keys)
    _folder.cache_clear()
    forget_all()
    with as_process("janua_work", KEEPER):
        with pytest.raises(KeyVersionInUse, match="5 data keys"):
            require_unused(version=1)
        assert [rewrap(limit=2) for _ in range(4)] == [2, 2, 1, 0]
        require_unused(version=1)
    (own_keys / "kek-0001.key").unlink()
    _folder.cache_clear()
    forget_all()
    with as_process("janua_work", ASSESSOR):
        assert [Card.objects.get(id=id_).number for id_ in ids] == ["0", "1", "2", "3", "4"]


def test_cache_stays_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(datakeys, "CACHE_SIZE", 3)
    small = datakeys._Cache()
    for number in range(5):
        small.put(UUID(int=number), bytes([number]))
    assert [small.get(UUID(int=number)) for number in range(5)] == [None, None, b"\x02", b"\x03", b"\x04"]
    monkeypatch.setattr(datakeys, "CACHE_SECONDS", -1.0)
    assert (small.get(UUID(int=4)), len(small)) == (None, 2)
