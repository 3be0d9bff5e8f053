"""What moderators look at: the queue, and one comment with its evidence, history and deliveries."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from service.domain.campaign import Membership
from service.domain.comment import READER, Comment, Status, Transition, masked_email
from service.domain.delivery import Delivery
from service.domain.errors import NotFound
from service.domain.verdict import ShadowSays
from service.keyring import SealBrokenError
from service.services import Services
from service.storage import campaigns, comments, deliveries, history, review
from service.storage.paging import Position
from service.storage.sealed import unseal


@dataclass(frozen=True, slots=True, kw_only=True)
class Queue:
    """Some comments, newest first, where the rest begins, and the campaigns of those that are in one."""

    comments: list[Comment]
    next: Position | None
    campaigns: Mapping[str, Membership]


@dataclass(frozen=True, slots=True, kw_only=True)
class Detail:
    """One comment with all that a moderator needs to decide. The email is masked."""

    comment: Comment
    email_masked: str
    history: Sequence[Transition]
    deliveries: Sequence[Delivery]
    campaign: Membership | None = None


def queue(
    services: Services,
    *,
    sites: Sequence[str],
    status: Status | None,
    after: Position | None,
    limit: int,
    shadow: ShadowSays | None = None,
) -> Queue:
    """Comments of these sites in one status, or in any; all of them, or those where a policy in shadow differs."""
    with services.database.read() as tx:
        found = review.listed(tx, sites=sites, status=status, after=after, limit=limit + 1, shadow=shadow)
        shown = found[:limit]
        together = campaigns.memberships(tx, [one.id for one in shown])
    rest = (shown[-1].received_at, shown[-1].id) if len(found) > limit else None
    return Queue(comments=shown, next=rest, campaigns=together)


def counts(services: Services, *, sites: Sequence[str]) -> dict[Status, int]:
    """How many comments of these sites are in each status."""
    with services.database.read() as tx:
        return review.counts(tx, sites=sites)


def detail(services: Services, comment: str) -> Detail:
    """One comment. Raises `NotFound`."""
    with services.database.read() as tx:
        found = comments.get(tx, comment)
        if found is None:
            raise NotFound("There is no comment with this id.")
        sealed = comments.sealed_of(tx, comment)
        entries = [_arrival(found), *history.of(tx, comment)]
        sent = deliveries.of(tx, comment)
        together = campaigns.memberships(tx, [comment])
    return Detail(
        comment=found,
        email_masked=_masked(services, found, sealed),
        history=entries,
        deliveries=sent,
        campaign=together.get(comment),
    )


def _arrival(comment: Comment) -> Transition:
    return Transition(
        comment=comment.id,
        version=1,
        at=comment.received_at,
        actor=READER,
        action="submit",
        before=None,
        after=Status.RECEIVED,
    )


def _masked(services: Services, comment: Comment, sealed: bytes | None) -> str:
    try:
        submission = unseal(sealed or b"", site=comment.site, comment=comment.id, keyring=services.keyring)
    except SealBrokenError:
        return ""
    return masked_email(submission.email)
