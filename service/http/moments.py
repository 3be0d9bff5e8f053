"""How the review pages say when something was, or will be."""

from datetime import UTC, datetime, timedelta

_UNITS = ((86_400, "day"), (3_600, "hour"), (60, "minute"), (1, "second"))
_JUST_NOW = timedelta(seconds=5)
_LONG_AGO = timedelta(days=30)


def ago(at: datetime, now: datetime) -> str:
    """How long before `now` it was, in the largest unit; after a month the date."""
    passed = now - at
    if passed < _JUST_NOW:
        return "just now"
    return f"on {at.astimezone(UTC):%-d %B %Y}" if passed > _LONG_AGO else f"{_length(passed)} ago"


def exactly(at: datetime) -> str:
    """An instant for whoever wants to know precisely."""
    return f"{at.astimezone(UTC):%-d %B %Y, %H:%M:%S} UTC"


def soon(at: datetime, now: datetime) -> str:
    """How long after `now` it will be."""
    return f"in {_length(at - now)}" if at > now else "any moment"


def _length(length: timedelta) -> str:
    seconds = max(1, int(length.total_seconds()))
    size, unit = next(one for one in _UNITS if seconds >= one[0])
    count = seconds // size
    return f"{count} {unit}" + ("s" if count > 1 else "")
