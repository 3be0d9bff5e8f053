"""When the first comment of each page came, which is the nearest we know to the age of the page."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import Connection, select

from service.domain.comment import Comment
from service.storage.database import Database
from service.storage.schema import first_comments


def at(tx: Connection, comment: Comment) -> datetime | None:
    """When the first comment of this comment's page came; none when it is the first, or when the page has no name."""
    found = select(first_comments.c.at).where(
        first_comments.c.site == comment.site, first_comments.c.page == _page(comment)
    )
    return tx.execute(found).scalar()


def note(tx: Connection, comments: Iterable[Comment], *, database: Database) -> None:
    """Remember the comments that are the first of their pages; all judges write them in one order."""
    keyed = sorted((one.site, page, one.received_at) for one in comments if (page := _page(one)))
    for site, page, received_at in keyed:
        row = {"site": site, "page": page, "at": received_at}
        tx.execute(database.insert(first_comments).values(**row).on_conflict_do_nothing())


def _page(comment: Comment) -> str:
    """The page's address; where only the host's number of it is known, the address that WordPress makes of it."""
    return comment.page or ("" if comment.host_post is None else f"?p={comment.host_post}")
