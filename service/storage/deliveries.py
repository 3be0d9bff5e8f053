"""Deliveries: asked for in the transaction of the change, worked off host by host."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, Table, bindparam, func, or_, select, update

from service.domain.delivery import Delivery, DeliveryKind, DeliveryStatus, Whose
from service.storage.prepared import Prepared
from service.storage.schema import deliveries

_COLUMNS = tuple(column for column in deliveries.c if column.name != "publishes")
_NAMES = tuple(column.name for column in _COLUMNS)


def _publish(insert: Callable[[Table], Any]) -> Any:
    new = insert(deliveries)
    again = {name: new.excluded[name] for name in ("status", "target", "host", "attempts", "next_attempt_at")}
    return new.on_conflict_do_update(index_elements=["publishes"], set_={**again, "version": deliveries.c.version + 1})


_PUBLISH = Prepared(_publish, ("publishes", *_NAMES))
_ASK = Prepared(lambda insert: insert(deliveries), ("publishes", *_NAMES))


def _delivery_of(row: Row[Any]) -> Delivery:
    values: dict[str, Any] = dict(zip(_NAMES, row, strict=True))
    values["kind"], values["status"] = DeliveryKind(values["kind"]), DeliveryStatus(values["status"])
    return Delivery(**values)


def ask_to_publish(tx: Connection, asked: Sequence[Delivery]) -> None:
    """Ask that hosts agree with comments: a comment's one publish delivery is made, or made due again."""
    _PUBLISH.run(tx, [_row(one, publishes=one.comment) for one in asked])


def ask_to_notify(tx: Connection, asked: Sequence[Delivery]) -> None:
    """Ask that subscribers hear of one event each."""
    _ASK.run(tx, [_row(one, publishes=None) for one in asked])


def ask_to_feed_back(tx: Connection, delivery: Delivery) -> None:
    """Ask that a judge hears what a moderator said."""
    _ASK.run(tx, [_row(delivery, publishes=None)])


def _row(delivery: Delivery, *, publishes: str | None) -> dict[str, Any]:
    return {"publishes": publishes, **{name: getattr(delivery, name) for name in _NAMES}}


def get(tx: Connection, delivery: str) -> Delivery | None:
    """The delivery of that id."""
    row = tx.execute(select(*_COLUMNS).where(deliveries.c.id == delivery)).one_or_none()
    return _delivery_of(row) if row else None


def of(tx: Connection, comment: str) -> list[Delivery]:
    """A comment's deliveries, oldest first."""
    found = select(*_COLUMNS).where(deliveries.c.comment == comment).order_by(deliveries.c.id)
    return [_delivery_of(row) for row in tx.execute(found)]


def listed(
    tx: Connection, *, status: DeliveryStatus, sites: Sequence[str] | None, after: str, limit: int
) -> list[Delivery]:
    """Deliveries in one status with ids above `after`, oldest first; `sites` none means all."""
    found = select(*_COLUMNS).where(deliveries.c.status == status, deliveries.c.id > after)
    if sites is not None:
        found = found.where(deliveries.c.site.in_(sites))
    return [_delivery_of(row) for row in tx.execute(found.order_by(deliveries.c.id).limit(limit))]


def due(tx: Connection, *, host: str, now: datetime, limit: int) -> list[Delivery]:
    """What is due at one host, longest waiting first."""
    found = (
        select(*_COLUMNS)
        .where(_is_pending, deliveries.c.host == host, deliveries.c.next_attempt_at <= now)
        .order_by(deliveries.c.next_attempt_at, deliveries.c.id)
        .limit(limit)
    )
    return [_delivery_of(row) for row in tx.execute(found)]


def how_many_due(tx: Connection, *, host: str, now: datetime, limit: int) -> int:
    """How many are due at one host, counted up to `limit`."""
    found = select(deliveries.c.host).where(_is_pending, deliveries.c.host == host, deliveries.c.next_attempt_at <= now)
    return tx.scalar(select(func.count()).select_from(found.limit(limit).subquery())) or 0


def due_hosts(tx: Connection, *, now: datetime) -> list[str]:
    """The hosts at which something is due, longest waiting first."""
    longest = func.min(deliveries.c.next_attempt_at)
    found = select(deliveries.c.host).where(_is_pending, deliveries.c.next_attempt_at <= now)
    return list(tx.execute(found.group_by(deliveries.c.host).order_by(longest)).scalars())


def finish(tx: Connection, done: Sequence[Delivery], *, at: datetime) -> set[str]:
    """Done are all but those that were asked for again meanwhile; the ids of those that are."""
    seen = {row.id: row.version for row in tx.execute(_PENDING, {"ids": [one.id for one in done]})}
    current = [one for one in done if seen.get(one.id) == one.version]
    _FINISH.run(tx, [{"b_id": one.id, "attempts": one.attempts + 1, "last_attempt_at": at} for one in current])
    return {one.id for one in current}


def postpone(tx: Connection, delivery: Delivery, *, at: datetime, until: datetime, error: str) -> bool:
    """One attempt failed; the next is due at `until`."""
    return _settle(tx, delivery, at=at, attempts=delivery.attempts + 1, next_attempt_at=until, last_error=error)


def bury(tx: Connection, delivery: Delivery, *, at: datetime, error: str) -> bool:
    """A dead letter: nobody tries again until a moderator asks."""
    return _settle(tx, delivery, at=at, status=DeliveryStatus.DEAD, attempts=delivery.attempts + 1, last_error=error)


def _settle(tx: Connection, delivery: Delivery, *, at: datetime, **values: Any) -> bool:
    same = (deliveries.c.id == delivery.id, deliveries.c.version == delivery.version, _is_pending)
    return tx.execute(update(deliveries).where(*same).values(last_attempt_at=at, **values)).rowcount == 1


def revive(tx: Connection, delivery: str, *, now: datetime) -> None:
    """Due at once, with the whole retry schedule before it again."""
    fresh = {"status": DeliveryStatus.PENDING, "attempts": 0, "next_attempt_at": now}
    again = deliveries.c.version + 1
    tx.execute(update(deliveries).where(deliveries.c.id == delivery).values(version=again, **fresh))


def revive_publications(tx: Connection, site: str, *, now: datetime) -> int:
    """The same for all that was published of a site; how many these are."""
    fresh = {"status": DeliveryStatus.PENDING, "attempts": 0, "next_attempt_at": now}
    done = (deliveries.c.kind == DeliveryKind.PUBLISH, deliveries.c.site == site)
    again = update(deliveries).where(*done, deliveries.c.status == DeliveryStatus.DONE)
    return tx.execute(again.values(version=deliveries.c.version + 1, **fresh)).rowcount


def revive_notifications(tx: Connection, whose: Whose, *, since: datetime, now: datetime) -> int:
    """The same for all dead letters to one subscriber that were tried after `since`."""
    site, name = whose
    fresh = {"status": DeliveryStatus.PENDING, "attempts": 0, "next_attempt_at": now}
    dead = (deliveries.c.kind == DeliveryKind.NOTIFY, deliveries.c.status == DeliveryStatus.DEAD)
    missed = (deliveries.c.site == site, deliveries.c.target == name, deliveries.c.last_attempt_at >= since)
    again = update(deliveries).where(*dead, *missed)
    return tx.execute(again.values(version=deliveries.c.version + 1, **fresh)).rowcount


def hosts_of(tx: Connection, site: str, kind: DeliveryKind, *, target: str | None = None) -> list[str]:
    """The hosts at which deliveries of this kind are pending, all of them or those to one target."""
    theirs = [_is_pending, deliveries.c.site == site, deliveries.c.kind == kind]
    theirs += [deliveries.c.target == target] if target else []
    return list(tx.execute(select(deliveries.c.host).where(*theirs).distinct()).scalars())


def put_off(tx: Connection, *, host: str, now: datetime, until: datetime, why: str = "") -> None:
    """What is due at this host waits until then, without losing an attempt; `why` is told of what has not failed."""
    waiting = (_is_pending, deliveries.c.host == host, deliveries.c.next_attempt_at <= now)
    told = func.coalesce(func.nullif(deliveries.c.last_error, ""), why)
    tx.execute(update(deliveries).where(*waiting).values(next_attempt_at=until, last_error=told))


def make_due(tx: Connection, *, host: str, now: datetime) -> None:
    """The host is back: everything that waits for it is due."""
    waiting = (_is_pending, deliveries.c.host == host, deliveries.c.next_attempt_at > now)
    tx.execute(update(deliveries).where(*waiting).values(next_attempt_at=now))


def make_due_after(tx: Connection, *, now: datetime) -> None:
    """What was asked for, or tried last, at a time that is yet to come is due: the clock has stepped back since."""
    ahead = or_(deliveries.c.created_at > now, deliveries.c.last_attempt_at > now)
    waiting = (_is_pending, deliveries.c.next_attempt_at > now, ahead)
    tx.execute(update(deliveries).where(*waiting).values(next_attempt_at=now))


_is_pending = deliveries.c.status == DeliveryStatus.PENDING
_pending = select(deliveries.c.id, deliveries.c.version).where(
    _is_pending, deliveries.c.id.in_(bindparam("ids", expanding=True))
)
_PENDING = _pending.order_by(deliveries.c.id).with_for_update()
_done = update(deliveries).where(deliveries.c.id == bindparam("b_id"))
_done = _done.values(status=DeliveryStatus.DONE, last_error="")
_FINISH = Prepared(lambda _: _done, ("b_id", "attempts", "last_attempt_at"))
