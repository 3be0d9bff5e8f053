"""The moderators' queue: comments by site and status, newest first."""

from collections.abc import Sequence

from sqlalchemy import Connection, func, select

from service.domain.comment import Comment, Status
from service.domain.verdict import ShadowSays
from service.storage.comments import COMMENT_COLUMNS, comment_of
from service.storage.paging import Position, before
from service.storage.schema import comments, differs


def listed(
    tx: Connection,
    *,
    sites: Sequence[str],
    status: Status | None,
    after: Position | None,
    limit: int,
    shadow: ShadowSays | None = None,
) -> list[Comment]:
    """Comments of these sites, in one status or in any, newest first, from behind `after`.

    With `shadow` only those where the policy in shadow says something else than the live one.
    """
    found = select(*COMMENT_COLUMNS).where(comments.c.site.in_(sites), *before(after))
    if status is not None:
        found = found.where(comments.c.status == status)
    if shadow is ShadowSays.DIFFERS:
        found = found.where(differs)
    found = found.order_by(comments.c.received_at.desc(), comments.c.id.desc()).limit(limit)
    return [comment_of(row) for row in tx.execute(found)]


def counts(tx: Connection, *, sites: Sequence[str]) -> dict[Status, int]:
    """How many comments of these sites are in each status."""
    found = select(comments.c.status, func.count()).where(comments.c.site.in_(sites)).group_by(comments.c.status)
    return {Status(row[0]): row[1] for row in tx.execute(found)}
