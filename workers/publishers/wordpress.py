"""Publishes comments in a WordPress over its REST interface, so that a retry never shows a comment twice.

WordPress cannot be asked to create a comment only once. So the author's address is made from our comment id, which is
how earlier copies are found; a copy is created on hold; of all copies the lowest id is shown and the others go to the
trash. A first try that lands late stays on hold. The reader's own email never goes to the host.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC
from html import escape
from typing import Any

from service.domain.comment import Comment, Status
from service.domain.site import Site
from workers.outbound import Outbound
from workers.publishers import Publication, Receipt
from workers.wordpress.access import problems_of
from workers.wordpress.copies import NO_ADDRESS, NO_AGENT, Copies, Copy
from workers.wordpress.posts import find_post
from workers.wordpress.refusals import DUPLICATE, Refused
from workers.wordpress.rest import Rest

STATUSES = {
    Status.RECEIVED: "hold",
    Status.HELD: "hold",
    Status.APPROVED: "approved",
    Status.REJECTED: "trash",
    Status.SPAM: "spam",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """The site's address (or its `…/wp-json`), a user of the role rejoinder_publisher, its application password.

    `address_domain` ends the author addresses that WordPress is given in place of the readers'.
    """

    url: str
    user: str
    password: str = field(repr=False)
    address_domain: str = "comments.invalid"


@dataclass(frozen=True, slots=True, kw_only=True)
class WordPressPublisher:
    """Makes one WordPress agree with our comments, one comment at a time."""

    rest: Rest
    address_domain: str

    def reconcile(self, publication: Publication) -> Receipt:
        """Show the comment or take it down, whatever earlier attempts left behind."""
        comment = publication.comment
        copies = Copies(rest=self.rest, author=f"{comment.id}@{self.address_domain}".lower(), now=publication.now)
        found = copies.all()
        if comment.status is Status.ERASED:
            for copy in found:
                copies.delete(copy)
            return Receipt()
        if comment.status is Status.APPROVED and not found:
            found = self._created(copies, publication)
        if not found:
            return Receipt()
        _settle(copies, found, publication)
        return Receipt(remote_id=str(found[0].id), page=None if comment.page else found[0].page)

    def problems(self) -> Sequence[str]:
        """What is wrong with address, user, password or role."""
        return problems_of(self.rest)

    def _created(self, copies: Copies, publication: Publication) -> Sequence[Copy]:
        comment = publication.comment
        post = comment.host_post or find_post(self.rest, comment.page, now=publication.now)
        try:
            return copies.create(_fields(publication, post=post))
        except Refused as refused:
            # A first try landed between our look and our creation.
            if refused.code == DUPLICATE and (landed := copies.all()):
                return landed
            raise


def build(site: Site, options: Options, outbound: Outbound) -> WordPressPublisher:
    """The publisher of one site."""
    rest = Rest(url=options.url, user=options.user, password=options.password, outbound=outbound)
    return WordPressPublisher(rest=rest, address_domain=options.address_domain)


def _settle(copies: Copies, found: Sequence[Copy], publication: Publication) -> None:
    """Give the lowest id the comment's status and put the others away first, so that two never show."""
    first, *others = found
    for other in others:
        copies.turn(other, "trash", address=publication.address, agent=publication.agent)
    wanted = STATUSES[publication.comment.status]
    copies.turn(first, wanted, address=publication.address, agent=publication.agent)


def _fields(publication: Publication, *, post: int) -> dict[str, Any]:
    comment: Comment = publication.comment
    return {
        "post": post,
        "parent": int(publication.parent or 0),
        # WordPress takes name and content for HTML, strips tags, and adds paragraphs and links itself.
        "author_name": escape(comment.name, quote=False),
        "author_url": comment.url,
        "content": escape(comment.body, quote=False),
        "date_gmt": comment.received_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S"),
        "author_ip": publication.address or NO_ADDRESS,
        "author_user_agent": publication.agent or NO_AGENT,
    }
