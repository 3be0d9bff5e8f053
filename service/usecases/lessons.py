"""What a worker reads of the sites' logs to teach their models, and the snapshots that it keeps of them."""

from service.domain.sample import Lesson, Snapshot
from service.services import Services
from service.storage import samples, snapshots


def versions(services: Services) -> dict[str, int]:
    """How far the log of each site goes that was ever taught."""
    with services.database.read() as tx:
        return samples.versions(tx)


def following(services: Services, site: str, *, after: int, until: int, limit: int) -> list[Lesson]:
    """The next lessons behind `after`: what was not taken back up to `until`."""
    with services.database.read() as tx:
        return samples.lessons(tx, site, after=after, until=until, limit=limit)


def still_count(services: Services, site: str, *, version: int, until: int) -> bool:
    """Whether all that was learned up to `version` still counts when the log ends with `until`."""
    with services.database.read() as tx:
        return samples.still_counts(tx, site, version=version, until=until)


def newest_snapshot(services: Services, site: str, *, prior: str, until: int) -> Snapshot | None:
    """The newest snapshot over that prior of which everything still counts."""
    with services.database.read() as tx:
        return snapshots.newest(tx, site, prior=prior, until=until)


def keep(services: Services, snapshot: Snapshot) -> None:
    """Keep a snapshot, and give up those that it makes needless."""
    with services.database.begin() as tx:
        snapshots.keep(tx, snapshot, database=services.database)
        snapshots.clear(tx, snapshot.site, prior=snapshot.prior, until=snapshot.version)


def give_up(services: Services, snapshot: Snapshot) -> None:
    """Delete a snapshot that cannot be read."""
    with services.database.begin() as tx:
        snapshots.delete_one(tx, snapshot)
