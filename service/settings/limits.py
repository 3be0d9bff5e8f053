"""The `[limits]` table."""

from service.domain.windows import Window, windows
from service.settings.model import Limits
from service.settings.table import Table


def read_limits(table: Table) -> Limits:
    """How often one client may do what; a typing mistake in a window is one like all others."""
    fallback = Limits()
    limits = Limits(
        enabled=table.get("enabled", bool, fallback.enabled),
        submit=_windows(table, "submit", fallback.submit),
        read=_windows(table, "read", fallback.read),
        sign_in=_windows(table, "sign_in", fallback.sign_in),
    )
    table.finish()
    return limits


def _windows(table: Table, key: str, default: tuple[Window, ...]) -> tuple[Window, ...]:
    written = table.get(key, str, "; ".join(map(str, default)))
    try:
        return windows(written)
    except ValueError:
        table.note(f'{table.where}.{key} is {written!r}, but must be like "20 per minute; 200 per hour"', key=key)
        return default
