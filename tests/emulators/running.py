"""Starts an emulator as its own process and talks to its control address."""

import json
import os
import signal
import subprocess
import sys
import urllib.request
from pathlib import Path
from typing import Any, Self

ROOT = Path(__file__).parents[2]


class Running:
    """One emulator process. Stop it, or use it in a `with`."""

    def __init__(self, name: str, *arguments: object) -> None:
        self.name, self.arguments = name, [str(argument) for argument in arguments]
        self.start()

    def start(self, *more: object) -> None:
        command = [sys.executable, "-m", f"emulators.{self.name}", *self.arguments, *map(str, more)]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, cwd=ROOT, text=True, env=os.environ)
        assert self.process.stdout
        line = self.process.stdout.readline()
        assert line, f"emulators.{self.name} did not start"
        self.ready = json.loads(line)
        self.port = self.ready["port"]
        self.url = f"http://127.0.0.1:{self.port}"

    def control(self, path: str, value: Any = None, method: str = "") -> Any:
        body = None if value is None else json.dumps(value).encode()
        method = method or ("GET" if body is None else "POST")
        url = f"http://127.0.0.1:{self.ready['control']}/{path}"
        with urllib.request.urlopen(urllib.request.Request(url, data=body, method=method), timeout=10) as answer:
            return json.loads(answer.read())

    def switch(self, **changes: Any) -> Any:
        """Set switches; none of them sets all back."""
        return self.control("switches", changes, "PUT")

    def kill(self) -> None:
        """End it as a power cut would."""
        self.process.send_signal(signal.SIGKILL)
        self._wait()

    def stop(self) -> None:
        self.process.terminate()
        self._wait()

    def _wait(self) -> None:
        self.process.wait(10)
        assert self.process.stdout
        self.process.stdout.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        if self.process.poll() is None:
            self.stop()
