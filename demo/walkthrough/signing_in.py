"""Sign in to a demo's database as the faces do: one process, the real password of each database role."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

from demo.installation import DATABASE, ROLE_OF, Installation
from janua.base.actors import Actor, acting_as
from janua.config.environment import Process, database_settings
from janua.config.start import start


def start_face(installation: Installation) -> None:
    """Make this process one that may show pages: settings, apps and the keys that a face holds, no others."""
    for name, value in installation.environment("workbench").items():
        if name.startswith(("JANUA_", "DJANGO_", "DATABASE")):
            os.environ[name] = value
    start("workbench")


@contextmanager
def signed_in(installation: Installation, process: Process, actor: Actor, *, purpose: str) -> Iterator[None]:
    """Act inside as `actor`, in one transaction, signed in as the database role of a process."""
    from django.db import connection

    connection.close()
    connection.settings_dict.update(database_settings(installation.cluster.url(ROLE_OF[process], DATABASE)))
    try:
        with acting_as(actor, purpose=purpose):
            yield
    finally:
        connection.close()
