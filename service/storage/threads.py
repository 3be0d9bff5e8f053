"""Published threads: the approved comments of a page."""

from sqlalchemy import Connection, bindparam, literal, select

from service.domain.comment import Comment, Status
from service.storage.comments import COMMENT_COLUMNS, comment_of
from service.storage.paging import Position, behind
from service.storage.schema import comments

_COLUMNS = tuple(literal("").label(one.name) if one is comments.c.evidence else one for one in COMMENT_COLUMNS)


# Built once: publishing reads a thread for every page that changed.
_WHOLE = (
    select(*_COLUMNS)
    .where(comments.c.site == bindparam("site"), comments.c.page == bindparam("page"))
    .where(comments.c.status == Status.APPROVED)
    .order_by(comments.c.received_at, comments.c.id)
)


def of_page(
    tx: Connection, page: str, *, site: str, after: Position | None = None, limit: int | None = None
) -> list[Comment]:
    """The page's approved comments, oldest first, from behind `after`; without the evidence, which no reader sees."""
    found = _WHOLE if after is None and limit is None else _WHOLE.where(*behind(after)).limit(limit)
    return [comment_of(row) for row in tx.execute(found, {"site": site, "page": page})]
