"""One small population, and each register as a running process that one module's tests share."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest

from janua.exchange import dci
from tests.emulators.partner import US, Partner, listening
from tests.emulators.running import ROOT, Running

StartRegister = Callable[[str, dci.Interface, Path], AbstractContextManager[Partner]]


@pytest.fixture(scope="session")
def population(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("population")
    command = [sys.executable, "-m", "demo", "population", "--country", "mt", "--people", "60", "--out", str(folder)]
    subprocess.run(command, check=True, cwd=ROOT, capture_output=True)
    return folder


@pytest.fixture(scope="session")
def start_register(population: Path) -> StartRegister:
    """Give `with start_register("civil", interface, folder) as partner`: the process, and us as its partner."""

    @contextmanager
    def start(name: str, interface: dci.Interface, folder: Path) -> Iterator[Partner]:
        keys = folder / "keys"
        with listening(Partner(keys, interface, f"{name}.example")) as partner:
            places = ["--population", population, "--state", folder / "state", "--keys", keys]
            ours = ["--partner-id", US, "--partner-url", partner.url]
            with Running(name, *places, *ours) as partner.emulator:
                yield partner

    return start
