"""Subscribers that fail: since when, and which are told nothing any more. Those that are well have no row."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, Row, delete, select, tuple_

from service.domain.delivery import Failing, Whose
from service.storage.database import Database
from service.storage.schema import subscribers


def failing(tx: Connection) -> list[Failing]:
    """All that fail, longest first."""
    found = select(subscribers).order_by(subscribers.c.failing_since, subscribers.c.site, subscribers.c.name)
    return [_failing_of(row) for row in tx.execute(found)]


def get(tx: Connection, whose: Whose) -> Failing | None:
    """How long this one has failed."""
    row = tx.execute(select(subscribers).where(_is(whose))).one_or_none()
    return _failing_of(row) if row else None


def note(tx: Connection, one: Failing, *, database: Database) -> None:
    """Remember how it stands with a subscriber."""
    changed = {"failing_since": one.since, "failed_at": one.failed_at, "off_since": one.off_since}
    new = database.insert(subscribers).values(site=one.site, name=one.name, **changed)
    tx.execute(new.on_conflict_do_update(index_elements=["site", "name"], set_=changed))


def forget(tx: Connection, heard: Collection[Whose]) -> None:
    """These answered: whatever was, they are well, and told everything."""
    if heard:
        tx.execute(delete(subscribers).where(tuple_(subscribers.c.site, subscribers.c.name).in_(sorted(heard))))


def _is(whose: Whose) -> ColumnElement[bool]:
    return (subscribers.c.site == whose[0]) & (subscribers.c.name == whose[1])


def _failing_of(row: Row[tuple[str, str, datetime, datetime, datetime | None]]) -> Failing:
    return Failing(
        site=row.site, name=row.name, since=row.failing_since, failed_at=row.failed_at, off_since=row.off_since
    )
