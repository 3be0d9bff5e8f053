"""Snapshots of models: kept now and then, and given up when something in them was taken back."""

from sqlalchemy import Connection, and_, delete, func, not_, select

from service.domain.sample import Snapshot
from service.storage.database import Database
from service.storage.samples import still_counts
from service.storage.schema import snapshots

KEPT = 4


def keep(tx: Connection, snapshot: Snapshot, *, database: Database) -> None:
    """Keep a snapshot; another worker may have made the same."""
    values = {name: getattr(snapshot, name) for name in ("site", "version", "prior", "body", "made_at")}
    tx.execute(database.insert(snapshots).values(**values).on_conflict_do_nothing())


def newest(tx: Connection, site: str, *, prior: str, until: int) -> Snapshot | None:
    """The newest snapshot over this prior from which a model may go on to `until`."""
    for version in _versions(tx, site, prior=prior, until=until):
        where = (snapshots.c.site == site, snapshots.c.prior == prior, snapshots.c.version == version)
        row = tx.execute(select(snapshots).where(*where)).one_or_none()
        if row is not None:  # else another worker gave it up just now
            return Snapshot(**row._mapping)
    return None


def sizes(tx: Connection, site: str) -> dict[int, int]:
    """The bytes of all snapshots by version, over whatever prior."""
    found = select(snapshots.c.version, func.sum(func.length(snapshots.c.body))).where(snapshots.c.site == site)
    return {row[0]: int(row[1]) for row in tx.execute(found.group_by(snapshots.c.version))}


def clear(tx: Connection, site: str, *, prior: str, until: int) -> None:
    """Give up those up to `until`, but for the newest few from which a model may go on from there."""
    kept = _versions(tx, site, prior=prior, until=until)[:KEPT]
    ours = and_(snapshots.c.prior == prior, snapshots.c.version.in_(kept))
    tx.execute(delete(snapshots).where(snapshots.c.site == site, snapshots.c.version <= until, not_(ours)))


def delete_one(tx: Connection, snapshot: Snapshot) -> None:
    """Give up this one."""
    named = {name: getattr(snapshot, name) for name in ("site", "version", "prior")}
    tx.execute(delete(snapshots).where(*(snapshots.c[name] == value for name, value in named.items())))


def _versions(tx: Connection, site: str, *, prior: str, until: int) -> list[int]:
    mine = (snapshots.c.site == site, snapshots.c.prior == prior, snapshots.c.version <= until)
    found = tx.execute(select(snapshots.c.version).where(*mine).order_by(snapshots.c.version.desc())).scalars()
    return [version for version in found if still_counts(tx, site, version=version, until=until)]
