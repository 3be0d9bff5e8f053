"""Somebody who takes comments and shows them, however he does it."""

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass

from benchmarks import load, processes
from benchmarks.load import Load, Posts


@dataclass(frozen=True, slots=True, kw_only=True)
class Contender:
    """A running server: its processes, what to send, how many comments it has stored, and its threads.

    `thread` stores a thread of so many comments, and says at which address it is read first.
    `meanwhile` is what goes on while it is measured, and only then.
    """

    name: str
    roots: tuple[int, ...]
    posts: Posts
    stored: Callable[[], int]
    thread: Callable[[int], str]
    meanwhile: Callable[[], AbstractContextManager[None]] = nullcontext

    def pss_kib(self) -> int:
        """The memory of all its processes."""
        return processes.pss_kib(processes.tree(*self.roots))


@dataclass(frozen=True, slots=True)
class Spent:
    """What a load saw, and the CPU seconds of all processes of the server."""

    load: Load
    cpu: float

    @property
    def cpu_ms(self) -> float:
        """Milliseconds of CPU for each good answer."""
        return 1000 * self.cpu / max(self.load.good, 1)


def accepting(one: Contender, *, seconds: int, connections: int) -> Spent:
    """Send it comments for some seconds."""
    return _spent(one, lambda: load.post(one.posts, seconds=seconds, connections=connections))


def reading(one: Contender, url: str, *, seconds: int, connections: int, headers: tuple[str, ...] = ()) -> Spent:
    """Read one address of it for some seconds."""
    return _spent(one, lambda: load.get(url, seconds=seconds, connections=connections, headers=headers))


def _spent(one: Contender, run: Callable[[], Load]) -> Spent:
    with one.meanwhile():
        before = processes.cpu_seconds(processes.tree(*one.roots))
        seen = run()
        return Spent(seen, processes.cpu_seconds(processes.tree(*one.roots)) - before)
