"""Taking turns at writing to SQLite.

SQLite lets a waiting writer sleep and look again, up to 100 ms at a time, and whoever looks at the right moment wins.
A file lock, asked for every half millisecond, is shared by the writers of all processes instead: short waits, and
never `database is locked`.
"""

import fcntl
import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PATIENCE_SECONDS = 2.0
_LOOK_AGAIN_SECONDS = 0.0005


class DatabaseBusyError(OSError):
    """Another writer kept its turn for too long."""


class Turns:
    """Hands the right to write to one thread of one process at a time. The kernel frees it when a process dies."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._thread = threading.Lock()
        self._file: int | None = None

    @contextmanager
    def mine(self, *, patience: float = PATIENCE_SECONDS) -> Iterator[None]:
        """Wait for the turn, and hold it inside the block. Raises `DatabaseBusyError` after `patience` seconds."""
        deadline = time.monotonic() + patience
        if not self._thread.acquire(timeout=patience):
            raise DatabaseBusyError("another thread is writing")
        try:
            descriptor = self._opened()
            _lock(descriptor, deadline=deadline)
            try:
                yield
            finally:
                fcntl.flock(descriptor, fcntl.LOCK_UN)
        finally:
            self._thread.release()

    def close(self) -> None:
        """Close the file; a later turn opens it again."""
        with self._thread:
            if self._file is not None:
                os.close(self._file)
            self._file = None

    def _opened(self) -> int:
        # Once, and by whoever has the first turn: a lock belongs to an open file, so it must not be shared by a fork.
        if self._file is None:
            self._file = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        return self._file


def _lock(descriptor: int, *, deadline: float) -> None:
    # The kernel's own waiting has no time limit, and whoever is stopped with the lock would stop everybody.
    while True:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() > deadline:
                raise DatabaseBusyError("another process is writing") from None
            time.sleep(_LOOK_AGAIN_SECONDS)
        else:
            return
