"""Figures for the operator, each answered by an index."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, func, select

from service.domain.comment import Status
from service.domain.delivery import DeliveryStatus
from service.storage.schema import comments, deliveries


def waiting(tx: Connection, status: Status, *, sites: Sequence[str]) -> int:
    """How many comments of these sites are in a status."""
    found = select(func.count()).where(comments.c.site.in_(sites), comments.c.status == status)
    return int(tx.execute(found).scalar_one())


def oldest_received(tx: Connection) -> datetime | None:
    """Since when the comment that has waited longest for its verdict waits."""
    found = select(func.min(comments.c.received_at)).where(comments.c.status == Status.RECEIVED)
    at: datetime | None = tx.execute(found).scalar()
    return at


def newest_received(tx: Connection, *, sites: Sequence[str]) -> datetime | None:
    """When the newest comment of these sites came."""
    times = (
        tx.execute(select(func.max(comments.c.received_at)).where(comments.c.site == site)).scalar() for site in sites
    )
    return max((at for at in times if at is not None), default=None)


def deliveries_in(tx: Connection, status: DeliveryStatus) -> int:
    """How many deliveries are in a status."""
    found = select(func.count()).where(deliveries.c.status == status)
    return int(tx.execute(found).scalar_one())
