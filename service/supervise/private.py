"""Private directories outside the home: named after it, for our eyes only, gone after a stop."""

import hashlib
import os
import stat
from contextlib import suppress
from pathlib import Path

from service.supervise.errors import CannotStartError


class ForeignDirectoryError(CannotStartError):
    """The directory is there already and is not private to us."""


def name_for(home: Path) -> str:
    """A short name that no other home has."""
    return f"rejoinder-{hashlib.sha256(os.fsencode(home)).hexdigest()[:16]}"


def make(directory: Path) -> None:
    """Make a directory with mode 700. One that lies among everybody's temporary files may be somebody's trap."""
    with suppress(FileExistsError):
        directory.mkdir(mode=0o700, parents=True)
    found = directory.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != os.getuid():
        raise ForeignDirectoryError(
            f"{directory} is no folder or belongs to somebody else; remove it, or set REJOINDER_HOME to another folder."
        )
    directory.chmod(0o700)
