"""Other comment systems, each installed and started by its own file."""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, ExitStack
from dataclasses import dataclass

from benchmarks.speed.contender import Contender
from benchmarks.speed.told import Told


class NotInstalledError(Exception):
    """Why a peer cannot be measured here: a sentence."""


@dataclass(frozen=True, slots=True)
class Peer:
    """A comment system of others. `install` raises `NotInstalledError`; `running` starts it anew, with no comments."""

    name: str
    install: Callable[[], None]
    running: Callable[[], AbstractContextManager[Contender]]


def started(peers: Sequence[Peer], stack: ExitStack, told: Told) -> list[Contender]:
    """Start those that are installed; they end with `stack`."""
    running = []
    for peer in peers:
        told(f"starting {peer.name}")
        running.append(stack.enter_context(peer.running()))
    return running
