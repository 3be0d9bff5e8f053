"""How often somebody may do something: so many times in so many seconds, counted from the first time."""

import re
from dataclasses import dataclass

_SECONDS = {"second": 1, "minute": 60, "hour": 3600, "day": 86_400}
_WINDOW = re.compile(r"(\d{1,9}) *(?:per|/) *(?:(\d{1,5}) *)?(second|minute|hour|day)s?", re.IGNORECASE)
_SEPARATORS = re.compile(r"[;,]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """At most `most` times in `seconds`."""

    most: int
    seconds: int

    def __str__(self) -> str:
        return f"{self.most} per {self.seconds} seconds"


def windows(written: str) -> tuple[Window, ...]:
    """Windows as people write them: `20 per minute; 200 per 6 hours`. Raises `ValueError`."""
    return tuple(_window(one.strip()) for one in _SEPARATORS.split(written))


def _window(written: str) -> Window:
    found = _WINDOW.fullmatch(written)
    if found is None:
        raise ValueError(f"{written!r} is not like 20 per minute")
    most, many, unit = found.groups()
    window = Window(most=int(most), seconds=int(many or 1) * _SECONDS[unit.lower()])
    if not window.most or not window.seconds:
        raise ValueError(f"{written!r} never allows anything")
    return window
