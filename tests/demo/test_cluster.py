"""The supervisor: made, attached, recovered, out of reach of others."""

import os
import shutil
import signal
import stat
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest

from demo.cluster import Cluster, ClusterFailed
from demo.cluster.account import server_account
from demo.cluster.binaries import find_binaries, reachable_binaries
from demo.cluster.places import outside_folder

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def homes() -> Iterator[Callable[..., Cluster]]:
    """Give clusters in folders of their own, removed at the end. pytest's own folders are closed to `nobody`."""
    base = Path(tempfile.mkdtemp(prefix="janua-cluster-"))
    base.chmod(0o755)
    made: list[Cluster] = []

    def make(name: str = "home", *, durable: bool = False) -> Cluster:
        cluster = Cluster(base / name, durable=durable)
        made.append(cluster)
        return cluster

    yield make
    for cluster in made:
        cluster.remove()
    shutil.rmtree(base)


def test_start_makes_a_server_without_tcp_and_with_scram(homes: Callable[..., Cluster]) -> None:
    cluster = homes()

    cluster.start()

    with cluster.connect() as connection:
        settings = connection.execute(
            "SELECT current_setting('listen_addresses'), current_setting('unix_socket_permissions'),"
            " current_setting('cluster_name'), current_setting('fsync')"
        ).fetchone()
        methods = connection.execute("SELECT DISTINCT auth_method FROM pg_hba_file_rules").fetchall()
    assert settings == ("", "0700", "janua-embedded", "off")
    assert methods == [("scram-sha-256",)]
    assert stat.S_IMODE((cluster.home / "passwords.json").stat().st_mode) == 0o600
    assert stat.S_IMODE(cluster.socket_folder.stat().st_mode) == 0o700


def test_start_keeps_fsync_where_it_must_last(homes: Callable[..., Cluster]) -> None:
    cluster = homes(durable=True)

    cluster.start()

    with cluster.connect() as connection:
        assert connection.execute("SHOW fsync").fetchone() == ("on",)


def test_start_runs_the_server_as_no_root(homes: Callable[..., Cluster]) -> None:
    cluster = homes()
    cluster.start()

    assert Path(f"/proc/{cluster.pid()}").stat().st_uid == server_account().uid != 0


def test_start_refuses_a_wrong_password(homes: Callable[..., Cluster]) -> None:
    cluster = homes()
    cluster.start()
    right = cluster.passwords()["postgres"]

    with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        psycopg.connect(cluster.url().replace(right, "wrong"))


def test_start_attaches_to_a_running_server(homes: Callable[..., Cluster]) -> None:
    first = homes()
    first.start()
    again = Cluster(first.home, durable=False)

    again.start()

    assert again.pid() == first.pid()


def test_start_recovers_every_row_after_the_server_was_killed(homes: Callable[..., Cluster]) -> None:
    cluster = homes(durable=True)
    cluster.start()
    with cluster.connect() as connection:
        connection.execute("CREATE TABLE kept AS SELECT generate_series(1, 1000) AS n")
    killed = cluster.pid()
    assert killed is not None
    os.kill(killed, signal.SIGKILL)

    # Another supervisor, as after a restart: its pid file still names the dead server.
    again = Cluster(cluster.home, durable=True)
    again.start()

    with again.connect() as connection:
        assert connection.execute("SELECT count(*) FROM kept").fetchone() == (1000,)
    assert again.pid() != killed


def test_start_attaches_after_the_supervisor_was_killed(homes: Callable[..., Cluster]) -> None:
    cluster = homes()
    script = (
        "import os, signal, sys; from pathlib import Path; from demo.cluster import Cluster;"
        "c = Cluster(Path(sys.argv[1]), durable=False); c.start(); print(c.pid(), flush=True);"
        "os.kill(os.getpid(), signal.SIGKILL)"
    )
    killed = subprocess.run(
        [sys.executable, "-c", script, str(cluster.home)], cwd=ROOT, capture_output=True, text=True, check=False
    )

    cluster.start()

    assert killed.returncode == -signal.SIGKILL
    assert cluster.pid() == int(killed.stdout)


def test_start_ignores_a_pid_file_that_names_another_program(homes: Callable[..., Cluster]) -> None:
    cluster = homes()
    cluster.start()
    cluster.stop()
    lines = f"{os.getpid()}\n{cluster.data}\n1\n5432\n/tmp\n\n1 1\nready\n"
    (cluster.data / "postmaster.pid").write_text(lines)

    cluster.start()

    assert cluster.pid() not in {None, os.getpid()}


def test_start_works_in_a_folder_with_a_long_path(homes: Callable[..., Cluster]) -> None:
    cluster = homes("/".join(["a-folder-with-a-long-name"] * 6))

    cluster.start()

    assert len(str(cluster.data)) > 107
    with cluster.connect() as connection:
        assert connection.execute("SELECT 1").fetchone() == (1,)


def test_start_works_under_a_home_closed_to_others(homes: Callable[..., Cluster]) -> None:
    cluster = homes("closed/home")
    (cluster.home.parent).mkdir(mode=0o700)

    cluster.start()

    with cluster.connect() as connection:
        assert connection.execute("SELECT 1").fetchone() == (1,)


def test_start_begins_again_after_a_setup_that_was_cut_short(homes: Callable[..., Cluster]) -> None:
    cluster = homes()
    cluster.data.mkdir(parents=True)
    (cluster.data / "base").mkdir()

    cluster.start()

    assert cluster.pid() is not None


def test_start_says_what_the_server_said_when_it_does_not_start(homes: Callable[..., Cluster]) -> None:
    cluster = homes()
    cluster.start()
    cluster.stop()
    (cluster.data / "global" / "pg_control").unlink()

    with pytest.raises(ClusterFailed, match="pg_control"):
        cluster.start()


def test_start_waits_for_a_server_that_is_still_being_loaded(
    homes: Callable[..., Cluster], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[int] = []

    def empty_at_first(pid: int) -> str:
        asked.append(pid)
        return "" if len(asked) == 1 else Path(f"/proc/{pid}/cmdline").read_text()

    monkeypatch.setattr("demo.cluster.supervisor._command_line", empty_at_first)
    cluster = homes()

    cluster.start()

    with cluster.connect() as connection:
        assert connection.execute("SELECT 1").fetchone() == (1,)


def test_stop_leaves_no_process(homes: Callable[..., Cluster]) -> None:
    cluster = homes()
    cluster.start()
    pid = cluster.pid()

    cluster.stop()

    assert (cluster.pid(), Path(f"/proc/{pid}/cmdline").exists() and _command_line(pid)) in [(None, False), (None, "")]


def test_start_by_two_at_once_gives_one_server(homes: Callable[..., Cluster]) -> None:
    cluster = homes()
    cluster.home.mkdir()
    script = (
        "import sys; from pathlib import Path; from demo.cluster import Cluster;"
        "c = Cluster(Path(sys.argv[1]), durable=False); c.start(); print(c.pid())"
    )
    starters = [
        subprocess.Popen([sys.executable, "-c", script, str(cluster.home)], cwd=ROOT, stdout=subprocess.PIPE)
        for _ in range(2)
    ]

    said = {starter.communicate(timeout=60)[0] for starter in starters}

    assert said == {f"{cluster.pid()}\n".encode()}


def test_outside_folder_refuses_a_link_laid_by_another(tmp_path: Path) -> None:
    account = server_account()
    folder = outside_folder("t", tmp_path / "home", account, under=tmp_path)
    folder.rmdir()
    (tmp_path / "elsewhere").mkdir(mode=0o700)
    folder.symlink_to(tmp_path / "elsewhere")

    with pytest.raises(PermissionError, match="is not a private folder of ours"):
        outside_folder("t", tmp_path / "home", account, under=tmp_path)


def test_outside_folder_refuses_a_folder_open_to_others(tmp_path: Path) -> None:
    account = server_account()
    outside_folder("t", tmp_path / "home", account, under=tmp_path).chmod(0o755)

    with pytest.raises(PermissionError, match="is not a private folder of ours"):
        outside_folder("t", tmp_path / "home", account, under=tmp_path)


def test_find_binaries_refuses_a_folder_without_programs(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="has no initdb"):
        find_binaries(tmp_path)


@pytest.mark.as_root
def test_reachable_binaries_are_copied_out_of_a_closed_home(homes: Callable[..., Cluster]) -> None:
    closed = homes("closed").home
    closed.mkdir(mode=0o700)
    wheel = find_binaries().resolve().parents[1]
    shutil.copytree(wheel, closed / wheel.name, symlinks=True)
    shutil.copytree(wheel.with_name(f"{wheel.name}.libs"), closed / f"{wheel.name}.libs")
    binaries = closed / wheel.name / "pginstall" / "bin"
    cluster = Cluster(closed.parent / "open", binaries=binaries, durable=False)
    copy = reachable_binaries(binaries, server_account())
    try:
        cluster.start()
        with cluster.connect() as connection:
            assert connection.execute("SELECT 1").fetchone() == (1,)
        assert copy.parts[1:3] == ("var", "tmp")
    finally:
        cluster.remove()
        shutil.rmtree(copy.parents[3])


def _command_line(pid: int | None) -> str:
    time.sleep(0.05)
    return Path(f"/proc/{pid}/cmdline").read_text()
