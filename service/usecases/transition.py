"""The one way a comment changes: status, history and deliveries in one transaction."""

from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection

from service.domain.comment import MACHINES, PUBLISHER, Comment, Status, Teaching, Transition, visible_change
from service.domain.delivery import Delivery, DeliveryKind, DeliveryStatus
from service.domain.events import EVENTS, payload
from service.domain.site import PublisherSettings, Site
from service.services import Services
from service.storage import comments, deliveries, history, pages
from service.usecases import feedback


def apply(
    services: Services,
    tx: Connection,
    comment: Comment,
    *,
    to: Status,
    actor: str,
    action: str,
    reason: str = "",
    campaign: str | None = None,
    teaching: Teaching = Teaching.LEARN,
) -> Comment | None:
    """Change the version of `comment` that was read; none when somebody else changed it first."""
    now = services.clock()
    if not comments.change(tx, comment.id, seen=comment.version, to=to, at=now):
        return None
    changed = replace(comment, status=to, version=comment.version + 1, changed_at=now)
    entry = _transition(comment, changed, actor=actor, action=action, reason=reason)
    history.append(tx, replace(entry, campaign=campaign, teaching=teaching))
    site = services.settings.sites.get(comment.site)
    if site is not None:  # taken out of the configuration meanwhile: there is nobody to tell
        if visible_change(comment.status, to):
            pages.change(tx, comment.page, site=site.name, database=services.database)
            # A host that has just refused the comment for good has nothing to take down.
            if site.publisher is not None and actor != PUBLISHER:
                _ask_to_publish(services, tx, site.publisher, comment=changed)
        _tell_subscribers(services, tx, site, comment=changed)
        if actor not in MACHINES:
            feedback.ask(services, tx, site, comment=changed)
    return changed


def _transition(before: Comment, after: Comment, *, actor: str, action: str, reason: str) -> Transition:
    return Transition(
        comment=after.id,
        version=after.version,
        at=after.changed_at,
        actor=actor,
        action=action,
        before=before.status,
        after=after.status,
        reason=reason,
    )


def _ask_to_publish(services: Services, tx: Connection, publisher: PublisherSettings, *, comment: Comment) -> None:
    host = publisher.host(comment.site)
    publication = _delivery(services, comment, kind=DeliveryKind.PUBLISH, target=publisher.kind, host=host)
    deliveries.ask_to_publish(tx, publication)


def _tell_subscribers(services: Services, tx: Connection, site: Site, *, comment: Comment) -> None:
    event = EVENTS.get(comment.status)
    if event is None:  # back to received, by undoing a decision that came before the verdict
        return
    for subscriber in site.subscribers:
        notification = _delivery(
            services, comment, kind=DeliveryKind.NOTIFY, target=subscriber.name, host=subscriber.host
        )
        told = payload(comment, at=comment.changed_at)
        deliveries.ask_to_notify(tx, replace(notification, event=event, payload=told))


def _delivery(services: Services, comment: Comment, *, kind: DeliveryKind, target: str, host: str) -> Delivery:
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
    )
