"""Cursors: positions in a list, as text that clients pass back unread."""

import base64
import binascii
from datetime import UTC, datetime, timedelta
from uuid import UUID

from service.domain.errors import FieldError, ValidationFailed
from service.storage.paging import Position

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


def dump(position: Position | None) -> str | None:
    """A position as a cursor."""
    if position is None:
        return None
    at, identity = position
    return base64.urlsafe_b64encode(f"{(at - _EPOCH) // _MICROSECOND}/{identity}".encode()).decode().rstrip("=")


def load(cursor: str) -> Position | None:
    """The position in a cursor, none for an empty one. Raises `ValidationFailed`."""
    if not cursor:
        return None
    try:
        padded = cursor + "=" * (-len(cursor) % 4)
        at, _, identity = base64.b64decode(padded, altchars=b"-_", validate=True).decode("ascii").partition("/")
        return _EPOCH + int(at) * _MICROSECOND, str(UUID(identity))
    except (binascii.Error, ValueError, OverflowError) as error:
        detail = "This cursor is none of ours. Leave it out to start at the beginning."
        raise ValidationFailed(detail, errors=(FieldError("?cursor", detail),)) from error
