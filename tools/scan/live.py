"""Scan an installation that runs: the demonstration, with people who do not exist, on free ports of this machine.

Nobody from outside is signed in: what is tried is what a stranger can reach. Behind the sign-in the walks look
(tests/walks).
"""

import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SCANNERS = ROOT / ".tools" / "scanners"
MINUTES_TO_START = 12
SECONDS = int(os.environ.get("JANUA_SCAN_SECONDS", "180"))
FACES = ("portal", "workbench")
# A field, a place in a path, what a form carries, and the sign-in of staff.
INJECTED = (
    (0, "/help/?q=1*", ""),
    (0, "/check/?number=1*", ""),
    (0, "/language/", "language=mt*&next=/*"),
    (1, "/sign-in/", "login=a*&password=b*"),
    (1, "/persons/?q=1*", ""),
    (0, "/api/v1/applications?after=1*", ""),
    (1, "/api/v1/tasks?after=1*", ""),
)


class DidNotRun(Exception):
    """A scanner, or what it was to scan, did not run."""


def scan(names: Sequence[str]) -> list[str]:
    """Start an installation, run the scanners named against it, and give what is red."""
    red = []
    try:
        with running() as addresses:
            for name in names:
                try:
                    said = SCANS[name](addresses)
                except (DidNotRun, subprocess.TimeoutExpired, OSError) as error:
                    said = [f"{name} did not run: {error}"]
                print(f"{name}: {len(said)} findings", flush=True)
                red += said
    except DidNotRun as error:
        red.append(f"{', '.join(names)} did not run: {error}")
    return red


@contextmanager
def running() -> Iterator[tuple[str, str]]:
    """The addresses of portal and workbench of an installation that is thrown away afterwards."""
    port = free_ports()
    with tempfile.TemporaryDirectory(prefix="janua-scan-") as state:
        command = [sys.executable, "-m", "demo", "up", "--port", str(port), "--people", "300"]
        log = Path(state) / "up.log"
        with log.open("wb") as said:
            process = subprocess.Popen(
                command, cwd=ROOT, env={**os.environ, "JANUA_STATE": state}, stdout=said, stderr=subprocess.STDOUT
            )
        try:
            faces = (f"http://127.0.0.1:{port}", f"http://127.0.0.1:{port + 1}")
            for face in faces:
                _until_up(face, process, log)
            yield faces
        finally:
            process.send_signal(signal.SIGINT)
            try:
                process.wait(120)
            except subprocess.TimeoutExpired:
                process.kill()
            subprocess.run(
                [sys.executable, "-m", "demo", "stop"], cwd=ROOT, env={**os.environ, "JANUA_STATE": state}, check=False
            )


def schemathesis(addresses: tuple[str, str]) -> list[str]:
    """Whatever fits the committed description of the API, or just does not: never an error of ours, never a way in."""
    red = []
    for face, half in zip(addresses, ("citizens", "officers"), strict=True):
        checks = "not_a_server_error,ignored_auth,unsupported_method"
        bounds = [
            "--phases",
            "examples,coverage,fuzzing",
            "--max-examples",
            "20",
            "--seed",
            "1",
            "--continue-on-failure",
        ]
        description = str(ROOT / "docs" / "schemas" / f"api-v1-{half}.json")
        said = run(
            "schemathesis", ["run", description, "--url", face, "--checks", checks, *bounds, "--max-time", str(SECONDS)]
        )
        if said.returncode == 1:
            red.append(f"schemathesis, {half}: {said.stdout[-2500:]}")
        elif said.returncode != 0 or "summary" not in said.stdout.lower():
            raise DidNotRun(said.stdout[-600:] + said.stderr[-600:])
    return red


def wapiti3(addresses: tuple[str, str]) -> list[str]:
    """Walk the pages that a stranger reaches and attack each field; every finding is red."""
    red = []
    modules = "sql,xss,permanentxss,file,exec,crlf,redirect,ssrf,xxe,csp,cookieflags,http_headers,methods"
    for face in addresses:
        with tempfile.TemporaryDirectory() as folder:
            report = Path(folder) / "report.json"
            bounds = [
                "--max-scan-time",
                str(SECONDS),
                "--max-attack-time",
                "30",
                "--max-links-per-page",
                "40",
                "-d",
                "4",
            ]
            where = ["-u", f"{face}/", "--scope", "folder", "-m", modules, "-f", "json", "-o", str(report)]
            kept = ["--flush-session", "--store-session", folder, "--store-config", folder, "--no-bugreport"]
            said = run("wapiti3", [*where, *bounds, *kept], program="wapiti")
            if not report.exists():
                raise DidNotRun(said.stdout[-600:] + said.stderr[-600:])
            found = json.loads(report.read_text())
        crawled = found["infos"]["crawled_pages_nbr"]
        if not crawled:
            raise DidNotRun(f"wapiti3 found no page at {face}")
        print(f"wapiti3: {crawled} pages at {face}", flush=True)
        for kind in ("vulnerabilities", "anomalies"):
            red += [
                f"{one['path']} {one['parameter']}: wapiti3 {rule}: {one['info']}"
                for rule, rows in found[kind].items()
                for one in rows
                if rule not in OVER_PLAIN_HTTP
            ]
    return red


# The demonstration speaks plain HTTP on this machine; with TLS these stand (tests/attacks/test_headers.py).
OVER_PLAIN_HTTP = ("Secure Flag cookie", "HTTP Strict Transport Security (HSTS)", "Unencrypted Channels")


def sqlmap(addresses: tuple[str, str]) -> list[str]:
    """Try statements in what a stranger can fill in."""
    red = []
    for face, path, form in INJECTED:
        with tempfile.TemporaryDirectory() as folder:
            bounds = [
                "--batch",
                "--level",
                "1",
                "--risk",
                "1",
                "--technique",
                "BEUS",
                "--dbms",
                "PostgreSQL",
                "--timeout",
                "10",
            ]
            told = ["--output-dir", folder, "--disable-coloring", "--ignore-code", "*", "--flush-session"]
            body = ["--data", form] if form else []
            said = run("sqlmap", ["-u", addresses[face] + path, *body, *bounds, *told])
        if "is vulnerable" in said.stdout or "identified the following injection point" in said.stdout:
            red.append(f"{path}: sqlmap: {said.stdout[-1500:]}")
        elif "do not appear to be injectable" not in said.stdout:
            raise DidNotRun(f"{path}: {said.stdout[-600:]}")
    return red


SCANS = {"schemathesis": schemathesis, "wapiti3": wapiti3, "sqlmap": sqlmap}


def run(scanner: str, arguments: Sequence[str], *, program: str = "") -> "subprocess.CompletedProcess[str]":
    """Run a scanner to its end, within thrice its own bound."""
    command = [str(SCANNERS / scanner / "bin" / (program or scanner)), *arguments]
    with tempfile.TemporaryDirectory() as folder:
        own = {**os.environ, "HOME": folder}
        return subprocess.run(
            command,
            cwd=folder,
            env=own,
            input="",
            capture_output=True,
            text=True,
            timeout=3 * SECONDS + 120,
            check=False,
        )


def free_ports() -> int:
    """The first of five ports that follow one another and that nobody listens at."""
    for first in range(20_100, 40_000, 10):
        try:
            for port in range(first, first + 5):
                with socket.socket() as probe:
                    probe.bind(("127.0.0.1", port))
        except OSError:
            continue
        return first
    raise DidNotRun("no free ports")


def _until_up(face: str, process: "subprocess.Popen[bytes]", log: Path) -> None:
    deadline = time.monotonic() + MINUTES_TO_START * 60
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise DidNotRun(f"the installation ended: {log.read_text(errors='replace')[-600:]}")
        try:
            socket.create_connection(("127.0.0.1", int(face.rpartition(":")[2])), timeout=5).close()
        except OSError:
            time.sleep(1)
        else:
            return
    raise DidNotRun(f"{face} did not answer: {log.read_text(errors='replace')[-600:]}")
