"""Signals for a loop with one thread: what asks to stop, and what ends a wait early."""

import os
import select
import signal
from types import FrameType, TracebackType
from typing import Self

_STOPPING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class Signals:
    """While entered, any stopping signal or the end of a child wakes `wait`."""

    def __init__(self) -> None:
        self.stop_asked = False
        self._previous = {number: signal.getsignal(number) for number in (*_STOPPING, signal.SIGCHLD)}
        if self._previous[signal.SIGHUP] is signal.SIG_IGN:
            # Somebody started us with nohup, to outlive the terminal.
            del self._previous[signal.SIGHUP]

    def __enter__(self) -> Self:
        # The wake-up descriptor closes the gap between looking and waiting in which a signal would go unseen.
        self._reader, self._writer = os.pipe()
        os.set_blocking(self._reader, False)
        os.set_blocking(self._writer, False)
        signal.set_wakeup_fd(self._writer, warn_on_full_buffer=False)
        for number in self._previous:
            signal.signal(number, self._note)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for number, before in self._previous.items():
            signal.signal(number, before)
        signal.set_wakeup_fd(-1)
        os.close(self._reader)
        os.close(self._writer)

    def wait(self, seconds: float) -> None:
        """Sleep until a signal comes, at most `seconds`."""
        if select.select([self._reader], [], [], seconds)[0]:
            os.read(self._reader, 4096)

    def _note(self, number: int, frame: FrameType | None) -> None:
        if number in _STOPPING:
            self.stop_asked = True
