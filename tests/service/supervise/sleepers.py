"""Real processes for the tests: small Python programs that say when they are ready."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from service.supervise import groups

# Ends when asked.
SLEEPER = "import time; time.sleep(600)"
# Does not end when asked.
STUBBORN = """
import signal, time
signal.signal(signal.SIGTERM, signal.SIG_IGN)
print("on", flush=True)
time.sleep(600)
"""
# Leaves a process of its own behind when it ends.
PARENT = """
import subprocess, sys, time
subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
print("on", flush=True)
time.sleep(600)
"""


def eventually(met: Callable[[], bool], *, seconds: float = 15.0) -> None:
    """Wait for a condition, and fail loudly at the deadline."""
    deadline = time.monotonic() + seconds
    while not met():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.01)


@contextmanager
def running(program: str) -> Iterator[int]:
    """The process group of a program that is up; killed at the end whatever happened."""
    with subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, start_new_session=True) as process:
        try:
            if "print" in program:
                assert process.stdout is not None
                process.stdout.readline()
            yield process.pid
        finally:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)


def pid_in(file: Path) -> int:
    """The pid that a pid file names now; 0 while there is none."""
    try:
        return int(file.read_text())
    except FileNotFoundError:
        return 0


def all_gone(pids: list[int]) -> bool:
    """Whether no process group of the list has a running member."""
    return not any(groups.is_alive(pid) for pid in pids)


def children_of(parent: int) -> list[int]:
    """The running children of a process."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            state, its_parent, *_ = stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(its_parent) == parent and state != "Z":
            found.append(int(stat.parent.name))
    return found
