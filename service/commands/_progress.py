"""How far a command is that takes minutes: a bar on standard error, for people only."""

from collections.abc import Iterable, Sequence
from typing import TypeVar

from rich.console import Console
from rich.progress import track

_Item = TypeVar("_Item")


def shown(items: Sequence[_Item], what: str) -> Iterable[_Item]:
    """The items, with a bar that says how many are done where standard error is a terminal."""
    console = Console(stderr=True)
    return track(items, what, console=console, transient=True, disable=not console.is_terminal)
