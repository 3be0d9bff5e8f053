"""Keyset paging: a position is the received time and id of the last comment seen."""

from datetime import datetime

from sqlalchemy import ColumnElement, literal, tuple_

from service.storage.schema import comments

Position = tuple[datetime, str]
Order = ColumnElement[tuple[datetime, str]]
_order: Order = tuple_(comments.c.received_at, comments.c.id)


def behind(position: Position | None) -> list[ColumnElement[bool]]:
    """The condition for what comes after `position`, oldest first; none at the start."""
    return [] if position is None else [_order > _literal(position)]


def before(position: Position | None, *, order: Order = _order) -> list[ColumnElement[bool]]:
    """The condition for what comes after `position`, newest first; none at the start."""
    return [] if position is None else [order < _literal(position)]


def _literal(position: Position) -> ColumnElement[tuple[datetime, str]]:
    at, identity = position
    return tuple_(literal(at, comments.c.received_at.type), literal(identity))
