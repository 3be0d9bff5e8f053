"""The one way a comment changes: status, history and deliveries in one transaction."""

from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection

from service.domain.comment import Comment, Status, Transition, visible_change
from service.domain.delivery import Delivery, DeliveryKind, DeliveryStatus
from service.domain.events import EVENTS, payload
from service.domain.site import Site
from service.services import Services
from service.storage import comments, deliveries, history


def apply(
    services: Services, tx: Connection, comment: Comment, *, to: Status, actor: str, action: str, reason: str = ""
) -> Comment | None:
    """Change the version of `comment` that was read; none when somebody else changed it first."""
    now = services.clock()
    if not comments.change(tx, comment.id, seen=comment.version, to=to, at=now):
        return None
    changed = replace(comment, status=to, version=comment.version + 1, changed_at=now)
    history.append(
        tx,
        Transition(
            comment=comment.id,
            version=changed.version,
            at=now,
            actor=actor,
            action=action,
            before=comment.status,
            after=to,
            reason=reason,
        ),
    )
    site = services.settings.sites.get(comment.site)
    if site is not None:  # taken out of the configuration meanwhile: there is nobody to tell
        _tell(services, tx, site, before=comment.status, comment=changed)
    return changed


def _tell(services: Services, tx: Connection, site: Site, *, before: Status, comment: Comment) -> None:
    if site.publisher is not None and visible_change(before, comment.status):
        publication = _delivery(
            services,
            comment,
            kind=DeliveryKind.PUBLISH,
            target=site.publisher.kind,
            host=site.publisher.host(site.name),
        )
        deliveries.ask_to_publish(tx, publication)
    for subscriber in site.subscribers:
        notification = _delivery(
            services, comment, kind=DeliveryKind.NOTIFY, target=subscriber.name, host=subscriber.host
        )
        told = payload(comment, at=comment.changed_at)
        deliveries.ask_to_notify(tx, replace(notification, event=EVENTS[comment.status], payload=told))


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
