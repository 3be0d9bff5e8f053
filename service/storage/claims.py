"""Claims: a worker's lease on received comments, by compare-and-set."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, Integer, and_, bindparam, func, or_, select, update

from service.domain.comment import Comment, Status
from service.storage.comments import COMMENT_COLUMNS, comment_of
from service.storage.schema import comments

# Longer than a batch takes, short enough that a killed worker's comments are judged well within a minute.
LEASE = timedelta(seconds=15)
# Of a batch whose worker died so many are tried again together: seven times six, and then six by themselves, is the
# shortest way to the one of forty that killed it.
SUSPECTS = 6


@dataclass(frozen=True, slots=True)
class Claimed:
    """A comment with its sealed submission, and how often it was claimed."""

    comment: Comment
    sealed: bytes | None
    times: int


def claim(tx: Connection, *, now: datetime, limit: int) -> list[Claimed]:
    """Lease up to `limit` received comments, oldest first.

    Those whose worker died are older than what came since, so they come first, and hold up the others for moments: each
    death leaves one batch. One of them may have killed it: they come a few at a time, and after a second death alone.
    """
    # Two statements: PostgreSQL may run a subquery with LIMIT and SKIP LOCKED twice, and lease more than asked.
    oldest = [(row.id, row.claims) for row in tx.execute(_OLDEST, {"now": now, "limit": limit})]
    if not oldest:
        return []
    leased = tx.execute(_LEASE, {"ids": _together(oldest), "until": now + LEASE})
    rows = sorted(leased, key=lambda row: (row.received_at, row.id))
    return [Claimed(comment_of(row), row.sealed, row.claims) for row in rows]


def _together(oldest: Sequence[tuple[str, int]]) -> list[str]:
    """Of these ids, each with how often it was claimed, those that are claimed next."""
    _, times = oldest[0]
    alike = [comment for comment, claims in oldest if claims == times]
    return alike[: {0: len(alike), 1: SUSPECTS}.get(times, 1)]


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


_oldest = select(comments.c.id, comments.c.claims).where(_free).order_by(comments.c.received_at)
_OLDEST = _oldest.limit(bindparam("limit", type_=Integer)).with_for_update(skip_locked=True)
_LEASE = (
    update(comments)
    .where(comments.c.id.in_(bindparam("ids", expanding=True)))
    .values(lease_until=bindparam("until"), claims=comments.c.claims + 1)
    .returning(*COMMENT_COLUMNS, comments.c.sealed, comments.c.claims)
)
