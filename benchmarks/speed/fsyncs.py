"""Flushes to disk a comment, counted by strace in a run of its own: it slows everything down."""

import re
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks import processes
from benchmarks.speed.contender import Contender, accepting
from benchmarks.speed.pace import Pace

_CALLS = "fsync,fdatasync,sync_file_range,msync,sync,syncfs"
_ROW = re.compile(r"^\s*[\d.]+\s+[\d.]+\s+\d+\s+(\d+)\s+(?:\d+\s+)?(\w+)$", re.MULTILINE)
_ATTACH_SECONDS = 1.0


def counted(one: Contender, pace: Pace) -> dict[str, float]:
    """Flushes for each good answer: when comments come one after the other, and when many come at once."""
    return {
        "alone": _ratio(one, connections=1, seconds=pace.floor_seconds),
        "at_once": _ratio(one, connections=pace.connections, seconds=pace.floor_seconds),
    }


def in_summary(text: str) -> int:
    """How many calls a summary of strace has."""
    return sum(int(calls) for calls, name in _ROW.findall(text) if name != "total")


def _ratio(one: Contender, *, connections: int, seconds: int) -> float:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "summary"
        with _traced(one, file):
            good = accepting(one, seconds=seconds, connections=connections).load.good
        return in_summary(file.read_text()) / max(good, 1)


@contextmanager
def _traced(one: Contender, file: Path) -> Iterator[None]:
    pids = [option for pid in processes.tree(*one.roots) for option in ("-p", str(pid))]
    command = ["strace", "-f", "-c", "-e", f"trace={_CALLS}", "-o", str(file), *pids]
    tracer = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    try:
        time.sleep(_ATTACH_SECONDS)
        yield
    finally:
        tracer.send_signal(signal.SIGINT)
        tracer.wait(timeout=30)
