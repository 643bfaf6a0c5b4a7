"""What a restored copy knows of erasures, and what it only seems to know."""

import pytest

from janua.base.actors import acting_as, system_actor
from janua.base.backup.restoring import JournalTooOld
from janua.base.backup.verifying import forget_again
from janua.base.keys.actions import destroy_key
from janua.base.keys.datakeys import data_key
from janua.values import uuid7
from tests.registers import factories as people

pytestmark = pytest.mark.django_db
KEEPER = system_actor("keeper")


def test_key_of_a_snapshot_that_was_deleted_is_no_erasure() -> None:
    snapshot = uuid7()
    with acting_as(KEEPER):
        data_key(snapshot, create=True)
        destroy_key(subject=snapshot)

    assert forget_again([]) == 0


@pytest.mark.parametrize("whose", ["person", "account"])
def test_erasure_that_the_journal_does_not_know_is_refused(whose: str) -> None:
    person = people.person()
    subject = person.id if whose == "person" else people.citizen(person).id
    with acting_as(KEEPER):
        data_key(subject, create=True)
        destroy_key(subject=subject)

    with pytest.raises(JournalTooOld, match="1 erasures that the journal does not"):
        forget_again([])
