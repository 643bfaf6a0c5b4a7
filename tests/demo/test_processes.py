"""Processes are started, waited for and stopped by id; a machine that lacks something is one line."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections import namedtuple
from pathlib import Path

import pytest

from demo import processes
from demo.processes import (
    EnvironmentUnfit,
    Processes,
    Program,
    answers_http,
    free_port,
    require_free_port,
    require_space,
    says,
    stop_left_behind,
)

ROOT = Path(__file__).resolve().parents[2]
Usage = namedtuple("Usage", "total used free")  # noqa: PYI024  (the shape that shutil gives)


def _python(name: str, code: str, **more: object) -> Program:
    return Program(name, (sys.executable, "-u", "-c", code), dict(os.environ), **more)  # type: ignore[arg-type]


def _is_alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def test_start_waits_until_a_process_answers(tmp_path: Path) -> None:
    port = free_port()
    program = Program(
        "web",
        (sys.executable, "-m", "http.server", str(port), "--bind", "127.0.0.1", "--directory", str(tmp_path)),
        dict(os.environ),
        ready=answers_http(port),
    )

    with Processes(tmp_path) as running:
        web = running.start(program)
        with socket.create_connection(("127.0.0.1", port)):
            pass
        assert web.is_alive()

    assert not _is_alive(web.pid)


def test_start_of_a_program_that_ends_says_what_it_said(tmp_path: Path) -> None:
    program = _python("short", "import sys; print('no such thing'); sys.exit(4)", ready=lambda: False)

    with (
        Processes(tmp_path) as running,
        pytest.raises(EnvironmentUnfit, match="short ended with status 4: no such thing"),
    ):
        running.start(program)


def test_start_of_a_program_that_hangs_says_so(tmp_path: Path) -> None:
    program = _python("slow", "import time; print('still here'); time.sleep(60)", ready=lambda: False)

    with Processes(tmp_path) as running:
        running.start(program, wait=False)
        with pytest.raises(EnvironmentUnfit, match="slow takes too long: still here"):
            running.wait_ready("slow", seconds=0.5)


def test_stop_ends_children_that_outlive_their_parent(tmp_path: Path) -> None:
    code = (
        "import os, signal, time; child = os.fork();"
        "child or signal.signal(signal.SIGTERM, signal.SIG_IGN); print(child or 'child', flush=True); time.sleep(60)"
    )
    log = tmp_path / "forks.log"

    with Processes(tmp_path) as running:
        running.start(_python("forks", code, ready=lambda: len(log.read_text().split()) == 2))
        [child] = [int(line) for line in log.read_text().split() if line.isdigit()]
        assert _is_alive(child)

    time.sleep(0.05)
    assert not _is_alive(child)


def test_stop_insists_where_a_process_ignores_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(processes, "STOP_SECONDS", 0.3)
    code = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('deaf'); time.sleep(60)"

    with Processes(tmp_path) as running:
        deaf = running.start(_python("deaf", code, ready=says(tmp_path / "deaf.log", "deaf")))

    assert deaf.process.returncode == -signal.SIGKILL


def test_kill_leaves_no_time_to_tidy(tmp_path: Path) -> None:
    with Processes(tmp_path) as running:
        victim = running.start(_python("victim", "import time; time.sleep(60)"))
        running.kill("victim")

        assert (victim.process.returncode, running.running) == (-signal.SIGKILL, {})


def test_next_run_stops_what_a_killed_run_left(tmp_path: Path) -> None:
    script = (
        "import os, signal, sys; from pathlib import Path; from demo.processes import Processes, Program;"
        "p = Processes(Path(sys.argv[1])); p.__enter__();"
        "r = p.start(Program('left', (sys.executable, '-c', 'import time; time.sleep(60)'), dict(os.environ)));"
        "print(r.pid, flush=True); os.kill(os.getpid(), signal.SIGKILL)"
    )
    killed = subprocess.run([sys.executable, "-c", script, str(tmp_path)], cwd=ROOT, capture_output=True, check=False)
    left = int(killed.stdout)
    assert _is_alive(left)

    with Processes(tmp_path):
        assert not _is_alive(left)


def test_stop_left_behind_leaves_another_program_alone(tmp_path: Path) -> None:
    other = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"], start_new_session=True)
    (tmp_path / "processes.json").write_text(f'{{"web": [{other.pid}, "1"]}}')

    stop_left_behind(tmp_path)

    assert other.poll() is None
    other.kill()
    other.wait()


def test_interrupt_stops_all(tmp_path: Path) -> None:
    # Where the tests run in the background the signal is ignored from birth: a terminal's program does not.
    script = (
        "import os, signal, sys, time; from pathlib import Path; from demo.processes import Processes, Program\n"
        "signal.signal(signal.SIGINT, signal.default_int_handler)\n"
        "with Processes(Path(sys.argv[1])) as p:\n"
        "    r = p.start(Program('x', (sys.executable, '-c', 'import time; time.sleep(60)'), dict(os.environ)))\n"
        "    print(r.pid, flush=True); time.sleep(60)\n"
    )
    run = subprocess.Popen([sys.executable, "-c", script, str(tmp_path)], cwd=ROOT, stdout=subprocess.PIPE)
    assert run.stdout is not None
    child = int(run.stdout.readline())
    run.send_signal(signal.SIGINT)
    run.wait(20)
    run.stdout.close()

    assert not _is_alive(child)


def test_taken_port_is_one_line() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]

        with pytest.raises(EnvironmentUnfit) as refused:
            require_free_port(port, wanted_by="the API")

    assert str(refused.value) == f"Port {port}, wanted by the API, is taken: end what uses it, or choose another."


def test_full_disk_is_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _: Usage(10**9, 10**9 - 3_000_000, 3_000_000))

    with pytest.raises(EnvironmentUnfit) as refused:
        require_space(tmp_path)

    assert str(refused.value) == f"The disk of {tmp_path} has 3 MB left and 500 MB are needed: make room."
