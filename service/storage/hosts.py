"""Hosts that deliveries go to: one worker at a time, and whether anybody answers there."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, or_, select, update

from service.storage.database import Database
from service.storage.schema import hosts

_AWAKE = {"rests_from": None, "rests_until": None}


def take(tx: Connection, host: str, *, holder: str, database: Database, now: datetime, until: datetime) -> bool:
    """Lease the host to `holder`; false while somebody else works on it."""
    tx.execute(database.insert(hosts).values(host=host).on_conflict_do_nothing())
    free = or_(hosts.c.lease_until.is_(None), hosts.c.lease_until < now)
    taken = tx.execute(update(hosts).where(hosts.c.host == host, free).values(holder=holder, lease_until=until))
    return taken.rowcount == 1


def keep(tx: Connection, *, holder: str, until: datetime) -> None:
    """Lengthen all leases of `holder`."""
    tx.execute(update(hosts).where(hosts.c.holder == holder).values(lease_until=until))


def give_back(tx: Connection, host: str, *, holder: str) -> None:
    """End the lease, if it is still the holder's."""
    ours = (hosts.c.host == host, hosts.c.holder == holder)
    tx.execute(update(hosts).where(*ours).values(holder=None, lease_until=None))


def shorten(tx: Connection, *, until: datetime) -> None:
    """Let no lease last longer than until then."""
    tx.execute(update(hosts).where(hosts.c.lease_until > until).values(lease_until=until))


def note_unreachable(tx: Connection, host: str, *, at: datetime) -> None:
    """Nobody answered."""
    first = (hosts.c.host == host, hosts.c.unreachable_since.is_(None))
    tx.execute(update(hosts).where(*first).values(unreachable_since=at))


def note_reachable(tx: Connection, host: str) -> bool:
    """Somebody answered; true when nobody did before."""
    back = (hosts.c.host == host, hosts.c.unreachable_since.is_not(None))
    return tx.execute(update(hosts).where(*back).values(unreachable_since=None, **_AWAKE)).rowcount == 1


def rest(tx: Connection, host: str, *, now: datetime, until: datetime) -> None:
    """The host asked for nothing more until then."""
    tx.execute(update(hosts).where(hosts.c.host == host).values(rests_from=now, rests_until=until))


def resting(tx: Connection, host: str, *, now: datetime) -> datetime | None:
    """Until when the host wants to be left alone; none when it does not."""
    asleep = (hosts.c.host == host, hosts.c.rests_from <= now, hosts.c.rests_until > now)
    return tx.execute(select(hosts.c.rests_until).where(*asleep)).scalar()


def wake(tx: Connection, asked: Sequence[str]) -> None:
    """Somebody wants these to be asked at once."""
    tx.execute(update(hosts).where(hosts.c.host.in_(asked)).values(**_AWAKE))


def unreachable(tx: Connection) -> list[tuple[str, datetime]]:
    """The hosts at which nobody answers, with since when."""
    found = select(hosts.c.host, hosts.c.unreachable_since).where(hosts.c.unreachable_since.is_not(None))
    return [(row.host, row.unreachable_since) for row in tx.execute(found)]
