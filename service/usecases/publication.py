"""What a delivery is about: the comment as it is now, or the whole thread of its page."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from service.domain.comment import Comment, Status
from service.domain.delivery import Delivery
from service.domain.thread import Thread
from service.keyring import SealBrokenError, truncated
from service.services import Services
from service.storage import comments, threads
from service.storage.sealed import unseal


@dataclass(frozen=True, slots=True, kw_only=True)
class Current:
    """A comment as it is now, with what its host is told besides.

    `parent` is the host's id of the nearest ancestor that is published there; none shows it at top level.
    """

    comment: Comment
    address: str
    agent: str
    parent: str | None


def current(services: Services, delivery: Delivery) -> Current | None:
    """The delivery's comment; none once it is gone."""
    with services.database.read() as tx:
        comment = comments.get(tx, delivery.comment)
        if comment is None:
            return None
        sealed = comments.sealed_of(tx, delivery.comment)
        parent = _published_ancestor(tx, comment)
    address, agent = _told(services, comment, sealed)
    return Current(comment=comment, address=address, agent=agent, parent=parent)


def pages(services: Services, publications: Sequence[Delivery]) -> dict[tuple[str, str], list[Delivery]]:
    """The deliveries by the site and page that they concern."""
    with services.database.read() as tx:
        page_of = comments.pages_of(tx, [one.comment for one in publications])
    found: dict[tuple[str, str], list[Delivery]] = defaultdict(list)
    for one in publications:
        found[one.site, page_of.get(one.comment, "")].append(one)
    return found


def thread(services: Services, *, site: str, page: str) -> Thread:
    """The approved comments of a page as they are now."""
    with services.database.read() as tx:
        return Thread(site=site, page=page, comments=threads.of_page(tx, page, site=site))


def _published_ancestor(tx: Connection, comment: Comment) -> str | None:
    # WordPress takes replies to comments that it does not show, and then shows them nowhere.
    parent = comment.parent
    while parent is not None:
        ancestor = comments.get(tx, parent)
        if ancestor is None:
            return None
        if ancestor.status is Status.APPROVED and ancestor.remote_id is not None:
            return ancestor.remote_id
        parent = ancestor.parent
    return None


def _told(services: Services, comment: Comment, sealed: bytes | None) -> tuple[str, str]:
    if not sealed:
        return "", ""
    try:
        submission = unseal(sealed, site=comment.site, comment=comment.id, keyring=services.keyring)
    except SealBrokenError:
        return "", ""  # the comment itself lies in the clear, and can be published without
    address = submission.address if services.settings.full_addresses else truncated(submission.address)
    return address, submission.agent
