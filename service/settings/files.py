"""Small text files that settings point to."""

import stat
from pathlib import Path

# Where container engines put what they hand in. Nobody else is in the container, and the mode is theirs.
_HANDED_IN = Path("/run/secrets")


class UnreadableError(Exception):
    """The file cannot be read; the message says why, in the system's words and without its number."""


def text_of(path: Path) -> str:
    """The text of a file. Raises `UnreadableError`."""
    try:
        return path.read_text(encoding="utf-8")
    except OSError as error:
        raise UnreadableError(error.strerror or str(error)) from error
    except UnicodeDecodeError as error:
        raise UnreadableError("it is not UTF-8 text") from error


def others_can_read(path: Path) -> bool:
    """Whether every account of this machine can open the file: by its own mode and by that of each folder above."""
    file = path.resolve()
    if _HANDED_IN in file.parents:
        return False
    return bool(file.stat().st_mode & stat.S_IROTH) and all(one.stat().st_mode & stat.S_IXOTH for one in file.parents)
