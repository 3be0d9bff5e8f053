"""Threads that were read a moment ago, as they were sent, so that a page with many readers is written out once.

What is sent is at most `FRESH` older than the database, which is asked for a page ten times a second at most,
whatever the number of its readers.
"""

import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

FRESH = timedelta(milliseconds=100)
BYTES_MOST = 8 * 1024 * 1024

Key = tuple[object, ...]


@dataclass(slots=True)
class Remembered:
    """A version of a thread, when it was the newest, and what was sent of it, once somebody needed that."""

    version: int
    newest_at: datetime
    body: bytes = b""


class ThreadMemory:
    """The threads read last, up to `BYTES_MOST` of what was sent; for all threads of a process. `clock` gives UTC."""

    def __init__(self, *, clock: Callable[[], datetime], bytes_most: int = BYTES_MOST) -> None:
        self._clock = clock
        self._bytes_most = bytes_most
        self._bytes = 0
        self._known: OrderedDict[Key, Remembered] = OrderedDict()
        self._lock = threading.Lock()

    def version(self, key: Key, *, ask: Callable[[], int]) -> int:
        """The version of the thread; `ask` tells it, unless it did a moment ago."""
        now, known = self._clock(), self._known.get(key)
        if known is not None and timedelta(0) <= now - known.newest_at < FRESH:
            return known.version
        version = ask()
        if known is not None and known.version == version:
            known.newest_at = now
        else:
            self._remember(key, Remembered(version, now))
        return version

    def body(self, key: Key, *, version: int, write: Callable[[], bytes]) -> bytes:
        """What is sent of the thread in that version; `write` writes it, unless it did before."""
        known = self._known.get(key)
        if known is not None and known.version == version and known.body:
            return known.body
        body = write()
        self._remember(key, Remembered(version, known.newest_at if known else self._clock(), body))
        return body

    def _remember(self, key: Key, thread: Remembered) -> None:
        with self._lock:
            self._forget(key)
            self._known[key] = thread
            self._bytes += _size(thread)
            while self._bytes > self._bytes_most:
                self._forget(next(iter(self._known)))

    def _forget(self, key: Key) -> None:
        before = self._known.pop(key, None)
        self._bytes -= _size(before) if before else 0


def _size(thread: Remembered) -> int:
    # What there is besides the body is small, and counts so that addresses which nobody wrote under are forgotten too.
    return len(thread.body) + 1024
