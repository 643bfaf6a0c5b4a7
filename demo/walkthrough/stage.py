"""What stands before the story begins: database, people, catalogue, keys, foreign systems, the product's processes."""

import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from uuid import UUID

import psycopg

from demo.addresses import Addresses
from demo.installation import DATABASE, Installation
from demo.population.commands import load_with_progress
from demo.population.mt.write import write
from demo.processes import Processes, Program, free_port
from demo.product import api_program, eid_program, face_program, worker_program
from demo.staff import set_up_staff
from demo.walkthrough.partners import Foreign
from demo.walkthrough.people import Citizen, Known, engage_officers, sign_up
from demo.walkthrough.rows import Rows
from demo.walkthrough.signing_in import start_face
from demo.walkthrough.telling import Telling
from janua.base.actors import Actor
from janua.base.row_security.roles import OWNER

# The day of the story: births of February are registered, the year's rates are in force.
TODAY = date(2026, 3, 2)
OFFERED_SINCE = date(2026, 1, 1)
SEED = 1


class CatalogueRefused(RuntimeError):
    """The pack's services cannot be put on offer; the message says which does not hold together."""


@dataclass
class Stage:
    """Everything ready for the story.

    officers   login → actor
    """

    installation: Installation
    processes: Processes
    foreign: Foreign
    known: Known
    rows: Rows
    officers: dict[str, Actor]

    @property
    def today(self) -> date:
        """The legal day."""
        return self.installation.today or TODAY

    def citizen(self, card: str) -> Citizen:
        """Have a person of the population sign in."""
        return sign_up(self.installation, card, on=self.today)

    def person(self, card: str) -> UUID:
        """Whom an identity card names."""
        found = self.rows.one("SELECT person_id FROM registers_personidentifier WHERE value = %s", card)
        person = found["person_id"]
        assert isinstance(person, UUID)
        return person


def make_ready(installation: Installation, *, people: int, telling: Telling) -> None:
    """Make the database and fill it; again, only what is not there yet."""
    telling.chapter("Getting ready")
    with telling.step("Database, roles and tables") as step:
        installation.start()
        start_face(installation)
        step.result = "PostgreSQL of its own"
    if _is_empty(installation):
        with telling.step("People who do not exist", quiet=True) as step:
            counts = fill(installation, people)
            step.result = f"{counts['registers_person']:,} people, {counts['registers_fact']:,} facts"
    with telling.step("Programmes and services on offer") as step:
        publish_catalogue(installation)
        step.result = "as the country's pack describes them"


@contextmanager
def stage(
    installation: Installation, *, telling: Telling, doors: Addresses | None = None, closed: Sequence[str] = ()
) -> Iterator[Stage]:
    """Start the foreign systems and the product's processes, and stop them at the end.

    doors    where people open the faces; None starts none
    closed   families whose mother's account has been closed by the bank
    """
    population = population_of(installation)
    known = Known(population)
    accounts = tuple(known.account_number(known.family(key)["mother"]) for key in closed)
    foreign = Foreign(installation, population, doors.api if doors else free_port(), closed=accounts, doors=doors)
    with Processes(installation.folder / "processes") as processes:
        with telling.step("Registers, bank, our processes") as step:
            foreign.exchange_keys()
            for program in [*foreign.programs(), *_product(installation, foreign), *_faces(installation, doors)]:
                processes.start(program, wait=False)
            officers = engage_officers(installation)
            if doors is not None:
                set_up_staff(installation)
            for name in list(processes.running):
                processes.wait_ready(name)
            step.result = f"{len(processes.running)}, each with a sign-in of its own"
        yield Stage(installation, processes, foreign, known, Rows(installation, processes), officers)


def fill(installation: Installation, people: int) -> dict[str, int]:
    """Write a population and load it; gives the number of rows by table."""
    write(seed=SEED, people=people, to=population_of(installation))
    # Known since yesterday: what a run finds to be news of its own day is looked at by a person first, and what was
    # learnt long before the clock's own day would be asked again. Instants are never set, only the legal day is.
    yesterday = datetime.now(UTC) - timedelta(days=1)
    with installation.cluster.connect(OWNER, DATABASE) as connection:
        return load_with_progress(
            connection, today=installation.today or TODAY, known_from=yesterday, seed=SEED, people=people
        )


def population_of(installation: Installation) -> Path:
    """The folder of the installation's population."""
    return installation.folder / "population"


def publish_catalogue(installation: Installation) -> None:
    """Put the pack's programmes and services on offer, as an installation's own people do.

    Raises   CatalogueRefused
    """
    command, environment = installation.command(["catalogue", "publish", "--on", OFFERED_SINCE.isoformat()])
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise CatalogueRefused(done.stderr.strip())


def _product(installation: Installation, foreign: Foreign) -> list[Program]:
    return [
        api_program(installation, foreign.api_port),
        worker_program(installation),
        worker_program(installation, payments=True),
    ]


def _faces(installation: Installation, doors: Addresses | None) -> list[Program]:
    if doors is None:
        return []
    return [
        eid_program(installation, doors, population_of(installation)),
        face_program(installation, "portal", doors),
        face_program(installation, "workbench", doors),
    ]


def _is_empty(installation: Installation) -> bool:
    with psycopg.connect(installation.cluster.url(database=DATABASE)) as connection:
        return connection.execute("SELECT 1 FROM registers_person LIMIT 1").fetchone() is None
