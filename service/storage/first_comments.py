"""When the first comment of each page came, which is the nearest we know to the age of the page."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import Connection, select

from service.domain.comment import Comment
from service.storage.prepared import Prepared
from service.storage.schema import first_comments

_NOTE = Prepared(lambda insert: insert(first_comments).on_conflict_do_nothing(), ("site", "page", "at"))


def times(tx: Connection, comments: Sequence[Comment]) -> dict[str, datetime]:
    """When the first comment of each of these comments' pages came, by comment.

    It is not there for those that are the first, and for those on a page without a name.
    """
    found = select(first_comments).where(
        first_comments.c.site.in_({one.site for one in comments}),
        first_comments.c.page.in_({_page(one) for one in comments}),
    )
    first = {(row.site, row.page): row.at for row in tx.execute(found)}
    pages = {one.id: (one.site, _page(one)) for one in comments}
    return {comment: first[page] for comment, page in pages.items() if page in first}


def note(tx: Connection, comments: Iterable[Comment]) -> None:
    """Remember the comments that are the first of their pages; all judges write them in one order."""
    keyed = sorted((one.site, page, one.received_at) for one in comments if (page := _page(one)))
    _NOTE.run(tx, [{"site": site, "page": page, "at": received_at} for site, page, received_at in keyed])


def _page(comment: Comment) -> str:
    """The page's address; where only the host's number of it is known, the address that WordPress makes of it."""
    return comment.page or ("" if comment.host_post is None else f"?p={comment.host_post}")
