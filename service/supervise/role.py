"""A role: one of the processes that together are Rejoinder."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import IntEnum


class Stage(IntEnum):
    """The order in which roles stop. They start the other way round: what others lean on comes first."""

    WEB = 0
    WORKERS = 1
    QUEUE = 2


def _at_once() -> bool:
    return True


@dataclass(frozen=True, slots=True, kw_only=True)
class Role:
    """What to run. `ready` says whether the roles that lean on this one can start; nobody waits for it for long.

    `says` tells where its own messages are.
    """

    name: str
    stage: Stage
    argv: tuple[str, ...]
    environment: Mapping[str, str]
    says: str = "above"
    ready: Callable[[], bool] = _at_once
