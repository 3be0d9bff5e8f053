"""Claims: a worker's lease on received comments, by compare-and-set."""

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Connection, func, or_, select, update

from service.domain.comment import Comment, Status
from service.storage.comments import COMMENT_COLUMNS, comment_of
from service.storage.schema import comments

# Longer than a batch takes, short enough that a killed worker's comments are judged well within a minute.
LEASE = timedelta(seconds=15)


Claimed = tuple[Comment, bytes | None, int]


def claim(tx: Connection, *, now: datetime, limit: int) -> list[Claimed]:
    """Lease up to `limit` received comments, oldest first.

    Each comes with its sealed submission and how often it was claimed. Those whose worker died come one at a time,
    behind the fresh ones: if one of them kills workers, it does so alone.
    """
    fresh = _lease(tx, comments.c.claims == 0, now=now, limit=limit)
    return fresh or _lease(tx, comments.c.claims > 0, now=now, limit=1)


def _lease(tx: Connection, which: ColumnElement[bool], *, now: datetime, limit: int) -> list[Claimed]:
    # Two statements: PostgreSQL may run a subquery with LIMIT and SKIP LOCKED twice, and lease more than asked.
    free = (
        select(comments.c.id)
        .where(comments.c.status == Status.RECEIVED, which, _free(now))
        .order_by(comments.c.received_at)
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    ids = tx.execute(free).scalars().all()
    if not ids:
        return []
    leased = tx.execute(
        update(comments)
        .where(comments.c.id.in_(ids))
        .values(lease_until=now + LEASE, claims=comments.c.claims + 1)
        .returning(*COMMENT_COLUMNS, comments.c.sealed, comments.c.claims)
    )
    rows = sorted(leased, key=lambda row: (row.received_at, row.id))
    return [(comment_of(row), row.sealed, row.claims) for row in rows]


def overdue(tx: Connection, *, now: datetime) -> int:
    """How many received comments wait and are leased by nobody."""
    waiting = select(func.count()).select_from(comments).where(comments.c.status == Status.RECEIVED, _free(now))
    return tx.execute(waiting).scalar_one()


def _free(now: datetime) -> ColumnElement[bool]:
    return or_(comments.c.lease_until.is_(None), comments.c.lease_until < now)
