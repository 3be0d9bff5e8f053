"""One instance a home: a lock that the kernel drops when its last holder is gone."""

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from service.supervise import groups
from service.supervise.errors import CannotStartError

TIDYING_SECONDS = 25.0
_POLL_SECONDS = 0.05


class AlreadyRunningError(CannotStartError):
    """Another instance uses this home."""


class HomeUnusableError(CannotStartError):
    """The home's files cannot be written."""


@contextmanager
def hold(file: Path, *, patience: float = TIDYING_SECONDS) -> Iterator[TextIO]:
    """The open lock file, locked; it names our pid. Raises `AlreadyRunningError` and `HomeUnusableError`.

    The reaper of a killed instance holds the lock until all is stopped; for that we wait up to `patience` seconds.
    """
    with _open(file) as lock:
        deadline = time.monotonic() + patience
        while not _try(lock):
            _check_that_holder_is_gone(lock, home=file.parent)
            if time.monotonic() > deadline:
                raise AlreadyRunningError(f"{file.parent} is still locked by a Rejoinder that was killed; try again.")
            time.sleep(_POLL_SECONDS)
        _name_holder(lock, file=file)
        yield lock


def _open(file: Path) -> TextIO:
    try:
        return file.open("a+")
    except OSError as error:
        raise _unusable(file, error) from error


def _name_holder(lock: TextIO, *, file: Path) -> None:
    try:
        lock.truncate(0)
        os.write(lock.fileno(), f"{os.getpid()}\n".encode())
    except OSError as error:
        raise _unusable(file, error) from error


def _unusable(file: Path, error: OSError) -> HomeUnusableError:
    return HomeUnusableError(
        f"{file} cannot be written: {error.strerror}. Give this account write access and free space in {file.parent}, "
        "or choose another folder with REJOINDER_HOME."
    )


def _try(lock: TextIO) -> bool:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _check_that_holder_is_gone(lock: TextIO, *, home: Path) -> None:
    lock.seek(0)
    pid = lock.read().strip()
    if not pid.isdecimal() or groups.is_running(int(pid)):
        raise AlreadyRunningError(
            f"Rejoinder already runs in {home} (process {pid or 'unknown'}). Stop it first, or give this one a folder "
            "of its own with REJOINDER_HOME and a port of its own with PORT."
        )
