"""The one way comments change: status, history and deliveries in one transaction."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Connection

from service.domain.comment import MACHINES, PUBLISHER, Comment, Status, Teaching, Transition, visible_change
from service.domain.delivery import Delivery, DeliveryKind, DeliveryStatus
from service.domain.events import EVENTS, payload
from service.domain.site import PublisherSettings, Site
from service.services import Services
from service.storage import comments, deliveries, history, pages
from service.usecases import feedback


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What is to become of a comment as it was read: who makes it what, by which verb, and why."""

    comment: Comment
    to: Status
    actor: str
    action: str
    reason: str = ""
    campaign: str | None = None
    teaching: Teaching = Teaching.LEARN


def apply(services: Services, tx: Connection, change: Change) -> Comment | None:
    """Change the version of the comment that was read; none when somebody else changed it first."""
    changed = apply_all(services, tx, [change])
    return changed[0] if changed else None


def apply_all(services: Services, tx: Connection, changes: Sequence[Change]) -> list[Comment]:
    """Change the versions of comments that were read; those that somebody else changed first are left out."""
    now = services.clock()
    wanted = [(change, _changed(change, now)) for change in changes]
    current = comments.change(tx, [after for _, after in wanted])
    made = [(change, after) for change, after in wanted if after.id in current]
    history.append(tx, [_transition(change, after) for change, after in made])
    # Of a site that was taken out of the configuration meanwhile there is nobody to tell.
    told = [(site, change, after) for change, after in made if (site := services.settings.sites.get(after.site))]
    _tell_hosts(services, tx, told)
    deliveries.ask_to_notify(tx, [one for site, _, after in told for one in _notifications(services, site, after)])
    for site, change, after in told:
        if change.actor not in MACHINES:
            feedback.ask(services, tx, site, comment=after)
    return [after for _, after in made]


def _tell_hosts(services: Services, tx: Connection, told: Sequence[tuple[Site, Change, Comment]]) -> None:
    shown = [one for one in told if visible_change(one[1].comment.status, one[2].status)]
    pages.change(tx, [(site.name, after.page) for site, _, after in shown])
    publications = [
        _publication(services, site.publisher, after)
        for site, change, after in shown
        # A host that has just refused the comment for good has nothing to take down.
        if site.publisher is not None and change.actor != PUBLISHER
    ]
    deliveries.ask_to_publish(tx, publications)


def _changed(change: Change, now: datetime) -> Comment:
    return replace(change.comment, status=change.to, version=change.comment.version + 1, changed_at=now)


def _transition(change: Change, after: Comment) -> Transition:
    return Transition(
        comment=after.id,
        version=after.version,
        at=after.changed_at,
        actor=change.actor,
        action=change.action,
        before=change.comment.status,
        after=after.status,
        reason=change.reason,
        campaign=change.campaign,
        teaching=change.teaching,
    )


def _publication(services: Services, publisher: PublisherSettings, comment: Comment) -> Delivery:
    host = publisher.host(comment.site)
    return _delivery(services, comment, kind=DeliveryKind.PUBLISH, target=publisher.kind, host=host)


def _notifications(services: Services, site: Site, comment: Comment) -> Iterator[Delivery]:
    event = EVENTS.get(comment.status)
    if event is None:  # back to received, by undoing a decision that came before the verdict
        return
    told = payload(comment, at=comment.changed_at)
    for subscriber in site.subscribers:
        whom = {"target": subscriber.name, "host": subscriber.host}
        yield _delivery(services, comment, kind=DeliveryKind.NOTIFY, **whom, event=event, payload=told)


def _delivery(
    services: Services,
    comment: Comment,
    *,
    kind: DeliveryKind,
    target: str,
    host: str,
    event: str = "",
    payload: str = "",
) -> Delivery:
    at: datetime = comment.changed_at
    return Delivery(
        id=services.new_id(),
        kind=kind,
        site=comment.site,
        target=target,
        host=host,
        comment=comment.id,
        status=DeliveryStatus.PENDING,
        version=1,
        attempts=0,
        next_attempt_at=at,
        created_at=at,
        event=event,
        payload=payload,
    )
