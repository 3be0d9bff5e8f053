"""Who wants no more (410), or answers nothing but failures for five days, is told nothing until it is switched on.

What it was not told is kept as dead letters, and sent when it is on again.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime

import structlog
from sqlalchemy import Connection

from service.domain.delivery import Delivery, DeliveryKind, Failing, Failure, Whose, failed_again
from service.queue import Work
from service.services import Services
from service.storage import deliveries, hosts, subscribers

log = structlog.get_logger()


def failing(services: Services) -> list[Failing]:
    """All that fail, longest first, with those that are off."""
    with services.database.read() as tx:
        return subscribers.failing(tx)


def note_success(tx: Connection, done: Iterable[Delivery]) -> None:
    """Whoever of them is a subscriber answered."""
    subscribers.forget(tx, {_whose(one) for one in done if one.kind is DeliveryKind.NOTIFY})


def note_failure(services: Services, tx: Connection, delivery: Delivery, failure: Failure, *, now: datetime) -> None:
    """One more failure of a subscriber, perhaps the last; its delivery says that it was `now`."""
    if delivery.kind is not DeliveryKind.NOTIFY:
        return
    whose = _whose(delivery)
    before = subscribers.get(tx, whose)
    after = failed_again(before, whose=whose, now=now, failure=failure)
    subscribers.note(tx, after, database=services.database)
    if after.off_since and not (before and before.off_since):
        log.error("subscriber.switched_off", site=after.site, subscriber=after.name, reason=after.reason)


def without_those_off(services: Services, due: Sequence[Delivery]) -> Sequence[Delivery]:
    """What is to be delivered of all that is due; what is for subscribers that are off becomes a dead letter."""
    if not any(one.kind is DeliveryKind.NOTIFY for one in due):
        return due
    off = {(one.site, one.name): one for one in failing(services) if one.off_since}
    kept = [one for one in due if one.kind is not DeliveryKind.NOTIFY or _whose(one) not in off]
    if len(kept) < len(due):
        with services.database.begin() as tx:
            for one in (one for one in due if one not in kept):
                deliveries.bury(tx, one, at=services.clock(), error=_off(off[_whose(one)]))
    return kept


def switch_on(services: Services, whose: Whose) -> int:
    """Tell it everything again, first of all what it missed since it began to fail: how many events these are."""
    with services.database.begin() as tx:
        before = subscribers.get(tx, whose)
        if before is None:
            return 0
        subscribers.forget(tx, [whose])
        missed = deliveries.revive_notifications(tx, whose, since=before.since, now=services.clock())
        asked = deliveries.hosts_of(tx, whose[0], DeliveryKind.NOTIFY, target=whose[1])
    with services.database.begin() as tx:
        hosts.wake(tx, asked)
    services.hints.hint(Work.DELIVER)
    return missed


def _off(one: Failing) -> str:
    return (
        f"The subscriber {one.name!r} was switched off, as it {one.reason}. "
        f"`rejoinder subscribers on {one.site} {one.name}` sends it all that it missed."
    )


def _whose(delivery: Delivery) -> Whose:
    return delivery.site, delivery.target
