"""Process groups: every role leads its own, so that nothing it started can outlive it."""

import os
import signal
import time
from collections.abc import Callable, Collection
from pathlib import Path

GRACE_SECONDS = 5.0
_KILL_SECONDS = 2.0
_POLL_SECONDS = 0.02
_PROC = Path("/proc")


def stop(groups: Collection[int], *, grace: float = GRACE_SECONDS) -> None:
    """Ask the leaders to end, give them `grace` seconds, and kill whatever is left of their groups."""
    for leader in groups:
        _ask_to_end(leader)
    _wait_until(lambda: not any(is_running(leader) for leader in groups), seconds=grace)
    for group in groups:
        kill(group)


def kill(group: int) -> None:
    """Kill every process of a group at once; returns when they are gone."""
    if _signal_group(group, signal.SIGKILL):
        _wait_until(lambda: not is_alive(group), seconds=_KILL_SECONDS)


def is_alive(group: int) -> bool:
    """Whether a process of the group still runs; a zombie does not."""
    if not _signal_group(group, 0):
        return False
    return not _PROC.is_dir() or any(_runs_in(group, stat) for stat in _PROC.glob("[0-9]*/stat"))


def is_running(pid: int) -> bool:
    """Whether the process runs; a zombie does not."""
    if _PROC.is_dir():
        return _state_and_group(_PROC / str(pid) / "stat")[0] not in "ZX"
    try:
        os.kill(pid, 0)
    except (ProcessLookupError, PermissionError):
        return False
    return True


def _ask_to_end(leader: int) -> None:
    """Only the leader is told: a server that loses its workers to our signal would start new ones."""
    try:
        os.kill(leader, signal.SIGTERM)
    except (ProcessLookupError, PermissionError):
        return


def _signal_group(group: int, number: int) -> bool:
    """Signal a group; false when it is gone, or is no longer ours (macOS says so of zombies too)."""
    try:
        os.killpg(group, number)
    except (ProcessLookupError, PermissionError):
        return False
    return True


def _runs_in(group: int, stat: Path) -> bool:
    state, its_group = _state_and_group(stat)
    return its_group == group and state not in "ZX"


def _state_and_group(stat: Path) -> tuple[str, int]:
    """Read proc(5)'s stat: after the name in parentheses come state, parent and group. X is dead, Z a zombie.

    An orphan that nobody reaps stays a zombie, for good in a container without an init.
    """
    try:
        state, _, group, *_ = stat.read_text(errors="replace").rpartition(")")[2].split()
    except OSError:
        return "X", 0
    return state, int(group)


def _wait_until(met: Callable[[], bool], *, seconds: float) -> None:
    deadline = time.monotonic() + seconds
    while not met() and time.monotonic() < deadline:
        time.sleep(_POLL_SECONDS)
