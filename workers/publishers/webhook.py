"""Tells the site's own software by signed webhook what to show and what to take down."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from service.domain.comment import Comment, Status
from service.domain.delivery import DeliveryFailed
from service.domain.signing import BadSecret, keys_of
from service.domain.site import Site
from service.domain.thread import public_comment
from service.domain.times import iso
from workers.outbound import Outbound
from workers.publishers import Publication, Receipt
from workers.webhooks import post_signed


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """Where the site listens, and the secret both sides hold (`whsec_` and base64)."""

    url: str
    secret: str = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class WebhookPublisher:
    """Sends each visible change; the receiver keeps the highest version of each comment."""

    options: Options
    outbound: Outbound

    def reconcile(self, publication: Publication) -> Receipt:
        """Send the comment's present state. `webhook-id` names comment and version, so repetitions can be dropped."""
        comment = publication.comment
        post_signed(
            self.outbound,
            url=self.options.url,
            secret=self.options.secret,
            id=f"{comment.id}-{comment.version}",
            body=_message(comment).encode(),
            now=publication.now,
        )
        return Receipt()

    def problems(self) -> Sequence[str]:
        """Whether the secret can be used and somebody answers at the address, asked with a GET."""
        found = []
        try:
            keys_of(self.options.secret)
        except BadSecret as error:
            found.append(f"The publisher's secret cannot be used. {error}")
        try:
            self.outbound.request("GET", self.options.url)
        except DeliveryFailed as failure:
            found.append(failure.message)
        return found


def build(site: Site, options: Options, outbound: Outbound) -> WebhookPublisher:
    """The publisher of one site."""
    return WebhookPublisher(options=options, outbound=outbound)


def _message(comment: Comment) -> str:
    shown = comment.status is Status.APPROVED
    about: dict[str, Any] = {
        "id": comment.id,
        "site": comment.site,
        "page": comment.page,
        "status": comment.status,
        "version": comment.version,
    }
    if shown:
        about["comment"] = public_comment(comment)
    kind = "comment.publish" if shown else "comment.withdraw"
    message = {"type": kind, "timestamp": iso(comment.changed_at), "data": about}
    return json.dumps(message, ensure_ascii=False, separators=(",", ":"))
