"""Small text files that settings point to."""

from pathlib import Path


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
