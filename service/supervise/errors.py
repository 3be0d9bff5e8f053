"""Why `rejoinder up` would not start, in words for the person in front of the terminal."""


class CannotStartError(Exception):
    """Something must be mended first; nothing was started."""
