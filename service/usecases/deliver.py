"""Work off deliveries, host by host: who holds a host's lease is the only one who talks to it."""

from collections.abc import Sequence
from datetime import datetime, timedelta

import structlog
from sqlalchemy import Connection

from service.domain.comment import PUBLISHER, Status
from service.domain.delivery import (
    LONGEST_RETRY_AFTER,
    Delivery,
    DeliveryFailed,
    DeliveryKind,
    Failure,
    next_attempt,
)
from service.services import Services
from service.storage import comments, deliveries, hosts, pages
from service.usecases import subscribers, transition
from service.usecases.transition import Change

log = structlog.get_logger()

# A living worker renews its leases every second; a killed one's hosts are free again within this time.
LEASE = timedelta(seconds=5)
# Of a page whose comments are all among them one file is written, however many they are.
BATCH = 500
# While nobody answers at a host, one delivery after the other asks there again this often.
PROBE_EVERY = timedelta(seconds=30)


def due_hosts(services: Services) -> list[str]:
    """The hosts at which something is due."""
    with services.database.read() as tx:
        return deliveries.due_hosts(tx, now=services.clock())


def take(services: Services, host: str, *, holder: str) -> bool:
    """Lease a host; false while another worker has it."""
    now = services.clock()
    with services.database.begin() as tx:
        return hosts.take(tx, host, holder=holder, database=services.database, now=now, until=now + LEASE)


def keep(services: Services, *, holder: str) -> None:
    """Renew the leases of one drain."""
    with services.database.begin() as tx:
        hosts.keep(tx, holder=holder, until=services.clock() + LEASE)


def give_back(services: Services, host: str, *, holder: str) -> None:
    """End the lease."""
    with services.database.begin() as tx:
        hosts.give_back(tx, host, holder=holder)


def due(services: Services, host: str) -> list[Delivery]:
    """The next deliveries to the host: none while it rests, and what came meanwhile is put off until then."""
    now = services.clock()
    with services.database.read() as tx:
        until = hosts.resting(tx, host, now=now)
        if until is None:
            return deliveries.due(tx, host=host, now=now, limit=BATCH)
    with services.database.begin() as tx:
        deliveries.put_off(tx, host=host, now=now, until=until, why=_asked_for_time(host))
    return []


def how_many_due(services: Services, host: str) -> int:
    """How many of the next deliveries to the host there are, a whole batch at most."""
    with services.database.read() as tx:
        return deliveries.how_many_due(tx, host=host, now=services.clock(), limit=BATCH)


def succeeded(
    services: Services, done: Sequence[Delivery], *, remote_id: str | None = None, page: str | None = None
) -> None:
    """The other side agreed; for a publication with the host's id and page, where it told us."""
    now, publications = services.clock(), [one for one in done if one.kind is DeliveryKind.PUBLISH]
    with services.database.begin() as tx:
        # Before their deliveries: whoever decides on comments takes them in this order too.
        comments.lock(tx, [one.comment for one in publications])
        current = deliveries.finish(tx, done, at=now)
        for one in publications:
            comments.record_receipt(tx, one.comment, remote_id=remote_id, page=page)
        comments.record_publications(tx, [one.comment for one in publications if one.id in current], at=now)
        subscribers.note_success(tx, done)
        if page:
            pages.change(tx, [(site, page) for site in {one.site for one in publications}])
        if done and hosts.note_reachable(tx, done[0].host):
            deliveries.make_due(tx, host=done[0].host, now=now)
    for delivery in done:
        services.metrics.attempts.labels(delivery.kind, "done").inc()
        log.info(
            "delivery.done", comment=delivery.comment, kind=str(delivery.kind), site=delivery.site, host=delivery.host
        )


def failed(services: Services, delivery: Delivery, error: DeliveryFailed) -> None:
    """The attempt failed: try again by the schedule, or bury it as a dead letter."""
    now, attempts = services.clock(), delivery.attempts + 1
    until = next_attempt(
        delivery.kind, attempts=attempts, now=now, jitter=services.jitter, retry_after=error.retry_after
    )
    with services.database.begin() as tx:
        subscribers.note_failure(services, tx, delivery, error.failure, now=now)
        if error.failure.is_final or until is None:
            if deliveries.bury(tx, delivery, at=now, error=error.message):
                _hold_unpublishable(services, tx, delivery, reason=error.message)
        else:
            deliveries.postpone(tx, delivery, at=now, until=until, error=error.message)
        if error.failure is Failure.UNREACHABLE:
            hosts.note_unreachable(tx, delivery.host, at=now)
            if error.retry_after:
                _rest(tx, delivery.host, now=now, until=now + min(error.retry_after, LONGEST_RETRY_AFTER))
            else:
                soon = min(until or now + PROBE_EVERY, now + PROBE_EVERY)
                deliveries.put_off(tx, host=delivery.host, now=now, until=soon)
    services.metrics.attempts.labels(delivery.kind, error.failure).inc()
    log.warning("delivery.failed", delivery=delivery.id, host=delivery.host, attempts=attempts, error=error.message)


def _rest(tx: Connection, host: str, *, now: datetime, until: datetime) -> None:
    """The host asked for time, and gets it for everything that goes there."""
    hosts.rest(tx, host, now=now, until=until)
    deliveries.put_off(tx, host=host, now=now, until=until, why=_asked_for_time(host))
    log.warning("host.rests", host=host, until=until.isoformat())


def _asked_for_time(host: str) -> str:
    return f"Not tried yet: {host} asked for a pause."


def _hold_unpublishable(services: Services, tx: Connection, delivery: Delivery, *, reason: str) -> None:
    """A comment that its host refuses for good waits for a moderator, with the host's reason, instead of in a void.

    The dead letter stays: approving the comment again makes it due.
    """
    found = comments.get(tx, delivery.comment) if delivery.kind is DeliveryKind.PUBLISH else None
    if found is not None and found.status is Status.APPROVED:
        change = Change(comment=found, to=Status.HELD, actor=PUBLISHER, action="hold", reason=reason)
        transition.apply(services, tx, change)
