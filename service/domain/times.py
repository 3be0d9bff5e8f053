"""Instants are aware and UTC inside, ISO 8601 with `Z` outside."""

from datetime import UTC, datetime


def iso(at: datetime) -> str:
    """An aware instant as ISO 8601 in UTC, microseconds kept: `2026-11-22T10:00:00.000000Z`."""
    return at.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")
