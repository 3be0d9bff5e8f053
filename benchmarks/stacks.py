"""The servers under load: ours as `make run` starts it, and the bare route on the same web server."""

import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from benchmarks.homes import Home
from tests.ports import free_port

START_SECONDS = 60
WORKERS = ("judge", "deliver", "sweep")


@dataclass(frozen=True, slots=True)
class Stack:
    """A running server: where, and the process that all of it descends from."""

    url: str
    root: int


@dataclass(frozen=True, slots=True)
class Ours(Stack):
    """Ours, with its home."""

    home: Home

    def stop(self, roles: Sequence[str] = WORKERS) -> None:
        """Let these workers stand still."""
        for role in roles:
            os.kill(self.home.pid(role), signal.SIGSTOP)

    def go_on(self, roles: Sequence[str] = WORKERS) -> None:
        """Let these workers work again."""
        for role in roles:
            os.kill(self.home.pid(role), signal.SIGCONT)

    @contextmanager
    def working(self, *roles: str) -> Iterator[None]:
        """Only meanwhile do these workers work."""
        self.go_on(roles)
        try:
            yield
        finally:
            self.stop(roles)


@contextmanager
def ours(home: Home) -> Iterator[Ours]:
    """Everything that `rejoinder up` starts, in this home, ready to serve."""
    environment = _clean() | {"REJOINDER_HOME": str(home.folder), "PORT": str(home.port)}
    with running([sys.executable, "-m", "service.commands", "up"], environment, log=home.folder / "log") as root:
        wait_for(lambda: b'"ready"' in urlopen(f"{home.url}/readyz", timeout=5).read(), "Rejoinder")
        stack = Ours(home.url, root, home)
        try:
            yield stack
        finally:
            stack.go_on()  # who stands still does not end


@contextmanager
def bare(*, workers: int = 2, threads: int = 8, thread: Path | None = None) -> Iterator[Stack]:
    """The bare routes under granian."""
    port = free_port()
    environment = _clean() | ({"BENCH_THREAD": str(thread)} if thread else {})
    code = (
        "from granian import Granian; from granian.constants import Interfaces; from granian.log import LogLevels; "
        f"Granian('benchmarks.bare:app', port={port}, interface=Interfaces.WSGI, workers={workers}, "
        f"blocking_threads={threads}, websockets=False, log_level=LogLevels.error).serve()"
    )
    with (
        tempfile.TemporaryDirectory() as folder,
        running([sys.executable, "-c", code], environment, log=Path(folder) / "log") as root,
    ):
        url = f"http://127.0.0.1:{port}"
        wait_for(lambda: urlopen(f"{url}/thread", timeout=5).status == 200, "the bare route")
        yield Stack(url, root)


@contextmanager
def running(
    command: Sequence[str], environment: Mapping[str, str], *, log: Path, cwd: Path | None = None
) -> Iterator[int]:
    """A program and its process id; it ends with the block."""
    with log.open("w") as out:
        process = subprocess.Popen(command, env=environment, stdout=out, stderr=subprocess.STDOUT)
        try:
            yield process.pid
        finally:
            process.terminate()
            try:
                process.wait(timeout=30)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def wait_for(met: Callable[[], bool], what: str) -> None:
    """Wait until a server answers as it should."""
    deadline = time.monotonic() + START_SECONDS
    while True:
        try:
            if met():
                return
        except (URLError, OSError):
            pass
        assert time.monotonic() < deadline, f"{what} does not start"
        time.sleep(0.1)


def _clean() -> dict[str, str]:
    ours = ("REJOINDER_", "DATABASE_URL", "REDIS_URL", "PORT", "PROMETHEUS_")
    return {name: value for name, value in os.environ.items() if not name.startswith(ours)}
