"""Taking turns at writing to SQLite.

SQLite lets a waiting writer sleep and look again, up to 100 ms at a time, and whoever looks at the right moment wins.
A file lock queues the writers of all processes instead: no polling, no starvation, and no `database is locked`.
"""

import fcntl
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class Turns:
    """Hands the right to write to one thread of one process at a time. The kernel frees it when a process dies."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._thread = threading.Lock()

    @contextmanager
    def mine(self) -> Iterator[None]:
        """Wait for the turn, and hold it inside the block."""
        with self._thread:
            descriptor = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX)
                yield
            finally:
                os.close(descriptor)
