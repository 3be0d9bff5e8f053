"""Read the published thread of a page."""

import hashlib
from dataclasses import dataclass

from service.domain.comment import Status
from service.domain.errors import NotFound
from service.domain.thread import PublicComment, public_comment
from service.services import Services
from service.storage import comments, pages, threads
from service.storage.paging import Position

PAGE_OF_COMMENTS = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class ThreadPage:
    """Some of a page's published comments, oldest first, and where the rest begins."""

    comments: list[PublicComment]
    next: Position | None


def version(services: Services, *, site: str, page: str) -> int:
    """How often the page's published thread has changed."""
    with services.database.read() as tx:
        return pages.version(tx, page, site=site)


def etag(*, site: str, page: str, version: int) -> str:
    """Another one whenever the page's published thread has changed."""
    return hashlib.sha256(f"{site} {page} {version}".encode()).hexdigest()[:24]


def read(services: Services, *, site: str, page: str, after: Position | None) -> ThreadPage:
    """The published comments from behind `after`."""
    with services.database.read() as tx:
        found = threads.of_page(tx, page, site=site, after=after, limit=PAGE_OF_COMMENTS + 1)
    shown = found[:PAGE_OF_COMMENTS]
    more = len(found) > PAGE_OF_COMMENTS
    return ThreadPage(
        comments=[public_comment(one) for one in shown],
        next=(shown[-1].received_at, shown[-1].id) if more else None,
    )


def is_published(services: Services, comment: str, *, site: str) -> bool:
    """Whether readers can see the comment: all that its author is told. Raises `NotFound`."""
    with services.database.read() as tx:
        found = comments.get(tx, comment)
    if found is None or found.site != site:
        raise NotFound("There is no comment with this id.")
    elsewhere = services.site(site).publisher is not None
    return found.status is Status.APPROVED and (found.published_at is not None or not elsewhere)
