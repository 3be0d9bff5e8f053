"""The servers under load: ours as `make run` starts it, and the bare route on the same web server."""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from tests.ports import free_port

START_SECONDS = 60


@dataclass(frozen=True, slots=True)
class Stack:
    """A running server: where, and the process that all of it descends from."""

    url: str
    root: int
    home: Path


@contextmanager
def ours(*, limits: bool, web: str = "") -> Iterator[Stack]:
    """Everything that `rejoinder up` starts, in a home of its own."""
    with tempfile.TemporaryDirectory(prefix="rj-bench-") as folder:
        home, port = Path(folder) / "home", free_port()
        home.mkdir()
        environment = _clean() | {"REJOINDER_HOME": str(home), "PORT": str(port)}
        config = home / "rejoinder.toml"
        config.write_text(_CONFIG.format(port=port, limits=str(limits).lower(), web=web))
        command = [sys.executable, "-m", "service.commands", "up"]
        with _running(command, environment, log=Path(folder) / "log") as root:
            url = f"http://127.0.0.1:{port}"
            _wait(lambda: b'"ready"' in urlopen(f"{url}/readyz", timeout=5).read())
            yield Stack(url, root, home)


_CONFIG = """
[limits]
enabled = {limits}
submit = "1000000 per minute; 10000000 per hour"
read = "1000000 per minute"
{web}
[sites.demo]
origins = ["http://127.0.0.1:{port}"]
[sites.demo.publisher]
kind = "static_site"
directory = "published"
"""


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
        _running([sys.executable, "-c", code], environment, log=Path(folder) / "log") as root,
    ):
        url = f"http://127.0.0.1:{port}"
        _wait(lambda: urlopen(f"{url}/thread", timeout=5).status == 200)
        yield Stack(url, root, Path(folder))


@contextmanager
def _running(command: list[str], environment: dict[str, str], *, log: Path) -> Iterator[int]:
    with log.open("w") as out:
        process = subprocess.Popen(command, env=environment, stdout=out, stderr=subprocess.STDOUT)
        try:
            yield process.pid
        finally:
            process.terminate()
            process.wait(timeout=30)


def _wait(met: Callable[[], bool]) -> None:
    deadline = time.monotonic() + START_SECONDS
    while True:
        try:
            if met():
                return
        except (URLError, OSError):
            pass
        assert time.monotonic() < deadline, "the server does not start"
        time.sleep(0.1)


def _clean() -> dict[str, str]:
    ours = ("REJOINDER_", "DATABASE_URL", "REDIS_URL", "PORT", "PROMETHEUS_")
    return {name: value for name, value in os.environ.items() if not name.startswith(ours)}
