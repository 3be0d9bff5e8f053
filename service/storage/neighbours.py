"""What came before a comment on its site: by the same author, from the same network, with the same text."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Connection, func, select

from service.domain.comment import Comment, Status
from service.domain.context import AuthorHistory, Earlier
from service.storage.schema import comments

VELOCITY_WINDOW = timedelta(hours=1)
VELOCITY_MOST = 100
REPEAT_WINDOW = timedelta(days=30)
COPIES_MOST = 5
# An approval earns trust when moderators have had a day to think otherwise, not seconds after the machine gave it.
TRUST_AFTER = timedelta(days=1)


def author_history(tx: Connection, comment: Comment) -> AuthorHistory:
    """How the author's earlier comments on this site ended. Later ones do not count: see `_before`."""
    theirs = (
        comments.c.site == comment.site,
        comments.c.author_key == comment.author_key,
        comments.c.received_at <= comment.received_at,
        comments.c.id != comment.id,
    )
    counted = tx.execute(select(comments.c.status, func.count()).where(*theirs).group_by(comments.c.status))
    ended: dict[str, int] = {row[0]: row[1] for row in counted}
    standing = (
        *theirs,
        comments.c.status == Status.APPROVED,
        comments.c.received_at <= comment.received_at - TRUST_AFTER,
    )
    known = select(comments.c.id).where(*standing, comments.c.address_key == comment.address_key)
    return AuthorHistory(
        approved=tx.execute(select(func.count()).select_from(comments).where(*standing)).scalar_one(),
        rejected=ended.get(Status.REJECTED, 0),
        spam=ended.get(Status.SPAM, 0),
        known_address=bool(comment.address_key) and tx.execute(known.limit(1)).first() is not None,
    )


def author_pace(tx: Connection, comment: Comment) -> tuple[float, ...]:
    """Seconds between the author's comments of the hour before and this one, nearest first."""
    return _pace(tx, comment, comments.c.author_key == comment.author_key)


def address_pace(tx: Connection, comment: Comment) -> tuple[float, ...]:
    """Seconds between the network's comments of the hour before and this one, nearest first."""
    return _pace(tx, comment, comments.c.address_key == comment.address_key) if comment.address_key else ()


def same_text(tx: Connection, comment: Comment) -> list[Earlier]:
    """The newest earlier comments with the very same text."""
    names = ("id", "status", "page", "received_at", "author_key")
    found = (
        select(*(comments.c[name] for name in names))
        .where(comments.c.site == comment.site, comments.c.text_key == comment.text_key)
        .where(*_before(comment, REPEAT_WINDOW))
        .order_by(comments.c.received_at.desc())
        .limit(COPIES_MOST)
    )
    return [
        Earlier(
            id=row.id,
            status=Status(row.status),
            page=row.page,
            seconds=_seconds(comment, row.received_at),
            same_author=row.author_key == comment.author_key,
        )
        for row in tx.execute(found)
    ]


def _pace(tx: Connection, comment: Comment, whose: ColumnElement[bool]) -> tuple[float, ...]:
    times = (
        select(comments.c.received_at)
        .where(comments.c.site == comment.site, whose, *_before(comment, VELOCITY_WINDOW))
        .order_by(comments.c.received_at.desc())
        .limit(VELOCITY_MOST)
    )
    return tuple(_seconds(comment, at) for at in tx.execute(times).scalars())


def _before(comment: Comment, window: timedelta) -> Iterable[ColumnElement[bool]]:
    # Counted back from when the comment came, not from now: judged twice, it sees the same neighbours.
    since = comment.received_at - window
    return (
        comments.c.received_at >= since,
        comments.c.received_at <= comment.received_at,
        comments.c.id != comment.id,
    )


def _seconds(comment: Comment, at: datetime) -> float:
    return (comment.received_at - at).total_seconds()
