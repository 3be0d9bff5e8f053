"""The supervisor: starts the roles, starts them again when they end, and ends them together."""

import itertools
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import structlog

from service.supervise import groups
from service.supervise.child import Child
from service.supervise.reaper import Reaper
from service.supervise.role import Role, Stage
from service.supervise.signals import Signals

log = structlog.get_logger(__name__)

_LOOK_SECONDS = 1.0
_READY_SECONDS = 5.0
_READY_POLL_SECONDS = 0.01


class Supervisor:
    """Runs in one thread. `clock` gives monotonic seconds; `run_directory` takes one pid file a role."""

    def __init__(
        self,
        roles: Sequence[Role],
        *,
        run_directory: Path,
        reaper: Reaper,
        signals: Signals,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._children = [Child(role, pid_file=run_directory / f"{role.name}.pid", clock=clock) for role in roles]
        self._reaper = reaper
        self._signals = signals
        self._clock = clock

    def run(self) -> None:
        """Keep the roles alive until a signal asks to stop, then stop them."""
        try:
            self._start_in_order()
            while not self._signals.stop_asked:
                self._signals.wait(self._seconds_to_next_start())
                self._tend()
        finally:
            self._stop_in_order()

    def _start_in_order(self) -> None:
        for stage in reversed(Stage):
            if self._signals.stop_asked:
                return
            self._start(self._of(stage))
            self._wait_until_ready(self._of(stage))

    def _tend(self) -> None:
        ended = [child for child in self._children if child.has_ended()]
        if ended or self._reaper.is_dead():
            self._tell_reaper()
        now = self._clock()
        due = [child for child in self._children if child.due_at is not None and child.due_at <= now]
        if due:
            self._start(due)

    def _start(self, children: Sequence[Child]) -> None:
        for child in children:
            child.start()
        self._tell_reaper()
        for child in children:
            child.release()

    def _wait_until_ready(self, children: Sequence[Child]) -> None:
        deadline = self._clock() + _READY_SECONDS
        while not all(child.role.ready() for child in children) and self._clock() < deadline:
            if self._signals.stop_asked:
                return
            self._signals.wait(_READY_POLL_SECONDS)

    def _seconds_to_next_start(self) -> float:
        now = self._clock()
        pauses = (child.due_at - now for child in self._children if child.due_at is not None)
        return max(0.0, min(itertools.chain(pauses, [_LOOK_SECONDS])))

    def _tell_reaper(self) -> None:
        self._reaper.tell([self._groups(stage) for stage in Stage])

    def _stop_in_order(self) -> None:
        for stage in Stage:
            groups.stop(self._groups(stage))
            for child in self._of(stage):
                child.forget()
        self._tell_reaper()
        self._reaper.close()

    def _of(self, stage: Stage) -> list[Child]:
        return [child for child in self._children if child.role.stage is stage]

    def _groups(self, stage: Stage) -> list[int]:
        return [child.group for child in self._of(stage) if child.group is not None]
