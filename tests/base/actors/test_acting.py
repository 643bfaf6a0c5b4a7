import pytest
from django.db import connection
from django.db.utils import DatabaseError

from janua.base.actors import system_actor


def q(sql):
    with connection.cursor() as c:
        c.execute(sql)
        return c.fetchall()


def test_as_process(as_process):
    with as_process("janua_work", system_actor("assessor")):
        assert q("select current_user::text, janua_actor(), janua_actor_system(), janua_actor_areas()") == [
            ("janua_work", "system:assessor", "assessor", [])
        ]
    assert q("select current_user::text, current_setting('janua.actor', true)") == [("postgres", "")]


def test_raises(db):
    with pytest.raises(DatabaseError):
        q("select janua_actor()")


def test_real(real_database):
    with real_database.as_django("janua_portal"):
        assert q("select current_user::text, kind from config_installation") == [("janua_portal", "test")]
