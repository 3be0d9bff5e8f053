"""Where the processes of one home put their counts, to be added up.

prometheus_client maps its files into memory, and a mapped page that finds no room on its disk kills the process
(SIGBUS). So they lie apart from the comments, whose disk may be full one day.
"""

import os
import shutil
import tempfile
from pathlib import Path

from service.supervise import private

_IN_MEMORY = Path("/dev/shm")  # noqa: S108 (what is made there is private)


def directory(home: Path) -> Path:
    """The directory of one home."""
    return parent() / f"{private.name_for(home)}-metrics"


def parent() -> Path:
    """Memory where the system has a place for it, else wherever temporary files are."""
    return _IN_MEMORY if os.access(_IN_MEMORY, os.W_OK | os.X_OK) else Path(tempfile.gettempdir())


def make(directory: Path) -> None:
    """Make it, empty: the last run's counts would be added to this one's. Raises `ForeignDirectoryError`."""
    shutil.rmtree(directory, ignore_errors=True)
    private.make(directory)
