"""Claims: a worker's lease on received comments, by compare-and-set."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Connection, Integer, Select, and_, bindparam, func, or_, select, update

from service.domain.comment import Comment, Status
from service.storage.comments import COMMENT_COLUMNS, comment_of
from service.storage.schema import comments

# Longer than a batch takes, short enough that a killed worker's comments are judged well within a minute.
LEASE = timedelta(seconds=15)


@dataclass(frozen=True, slots=True)
class Claimed:
    """A comment with its sealed submission, and how often it was claimed."""

    comment: Comment
    sealed: bytes | None
    times: int


def claim(tx: Connection, *, now: datetime, limit: int) -> list[Claimed]:
    """Lease up to `limit` received comments, oldest first.

    Those whose worker died come one at a time, behind the fresh ones: if one of them kills workers, it does so alone.
    """
    return _lease(tx, _FRESH, now=now, limit=limit) or _lease(tx, _ONCE_MORE, now=now, limit=1)


def _lease(tx: Connection, free: Select[str], *, now: datetime, limit: int) -> list[Claimed]:
    # Two statements: PostgreSQL may run a subquery with LIMIT and SKIP LOCKED twice, and lease more than asked.
    ids = tx.execute(free, {"now": now, "limit": limit}).scalars().all()
    if not ids:
        return []
    leased = tx.execute(_LEASE, {"ids": ids, "until": now + LEASE})
    rows = sorted(leased, key=lambda row: (row.received_at, row.id))
    return [Claimed(comment_of(row), row.sealed, row.claims) for row in rows]


def forget(tx: Connection, ids: Sequence[str]) -> None:
    """These are to be judged as if nobody had ever claimed them."""
    tx.execute(update(comments).where(comments.c.id.in_(ids)).values(claims=0))


def overdue(tx: Connection, *, now: datetime) -> int:
    """How many received comments wait and are leased by nobody."""
    return tx.execute(_OVERDUE, {"now": now}).scalar_one()


def shorten(tx: Connection, *, now: datetime) -> None:
    """Let no lease last longer than a lease does: the clock has stepped back."""
    longest = now + LEASE
    too_long = (comments.c.status == Status.RECEIVED, comments.c.lease_until > longest)
    tx.execute(update(comments).where(*too_long).values(lease_until=longest))


_free = and_(
    comments.c.status == Status.RECEIVED,
    or_(
        comments.c.lease_until.is_(None),
        comments.c.lease_until < bindparam("now", type_=comments.c.lease_until.type),
    ),
)
_OVERDUE = select(func.count()).select_from(comments).where(_free)


def _oldest(which: ColumnElement[bool]) -> Select[str]:
    found = select(comments.c.id).where(_free, which).order_by(comments.c.received_at)
    return found.limit(bindparam("limit", type_=Integer)).with_for_update(skip_locked=True)


_FRESH, _ONCE_MORE = _oldest(comments.c.claims == 0), _oldest(comments.c.claims > 0)
_LEASE = (
    update(comments)
    .where(comments.c.id.in_(bindparam("ids", expanding=True)))
    .values(lease_until=bindparam("until"), claims=comments.c.claims + 1)
    .returning(*COMMENT_COLUMNS, comments.c.sealed, comments.c.claims)
)
