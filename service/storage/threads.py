"""Published threads: the approved comments of a page."""

from sqlalchemy import ColumnElement, Connection, literal, select

from service.domain.comment import Comment, Status
from service.storage.comments import COMMENT_COLUMNS, comment_of
from service.storage.paging import Position, behind
from service.storage.schema import comments

_COLUMNS = (*(one for one in COMMENT_COLUMNS if one is not comments.c.evidence), literal("").label("evidence"))


def of_page(
    tx: Connection, page: str, *, site: str, after: Position | None = None, limit: int | None = None
) -> list[Comment]:
    """The page's approved comments, oldest first, from behind `after`; without the evidence, which no reader sees."""
    found = select(*_COLUMNS).where(*_shown(page, site), *behind(after))
    found = found.order_by(comments.c.received_at, comments.c.id).limit(limit)
    return [comment_of(row) for row in tx.execute(found)]


def _shown(page: str, site: str) -> tuple[ColumnElement[bool], ...]:
    return comments.c.site == site, comments.c.page == page, comments.c.status == Status.APPROVED
