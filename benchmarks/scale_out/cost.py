"""What a comment costs each kind of host and the database."""

import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self

from benchmarks.scale_out.cluster import Cluster

_TOTALS = """
SELECT (SELECT pg_database_size(current_database())),
       (SELECT wal_bytes FROM pg_stat_wal),
       (SELECT wal_sync FROM pg_stat_wal),
       (SELECT xact_commit FROM pg_stat_database WHERE datname = current_database())
"""
_LOCKED = """
SELECT count(*) FILTER (WHERE granted), count(*) FILTER (WHERE NOT granted) FROM pg_locks WHERE locktype = 'advisory'
"""
_LOOK_SECONDS = 0.02


@dataclass(frozen=True, slots=True)
class Spent:
    """Totals since everything began: seconds of CPU by kind of host, and the database's own counts."""

    cpu: Mapping[str, float]
    stored: float
    logged: float
    flushes: float
    commits: float

    def cpu_of(self, kind: str, *, since: "Spent", comments: int) -> float:
        """Milliseconds of CPU that one kind of host spent on a comment."""
        return 1000 * (self.cpu[kind] - since.cpu[kind]) / comments

    def database_since(self, before: "Spent", *, comments: int) -> str:
        """What the database did for a comment, in a line."""
        return (
            f"{(self.stored - before.stored) / comments / 1000:.1f} kB stored, "
            f"{(self.logged - before.logged) / comments / 1000:.1f} kB of log, "
            f"{(self.commits - before.commits) / comments:.2f} transactions, "
            f"{(self.flushes - before.flushes) / comments:.2f} flushes"
        )


def spent(cluster: Cluster) -> Spent:
    """The totals of this moment."""
    kinds = {"web": cluster.web, "worker": cluster.workers, "database": [cluster.database]}
    cpu = {kind: sum(host.share.used() for host in hosts) for kind, hosts in kinds.items()}
    return Spent(cpu, *(float(one) for one in cluster.postgresql.ask(_TOTALS)[0]))


class Queueing:
    """Looks, while entered, how long judges find campaigns, which is one at a time, and how often one waits for it."""

    def __init__(self, cluster: Cluster) -> None:
        self._cluster = cluster
        self._over = threading.Event()
        self._looks = self._held = self._awaited = 0
        self._thread = threading.Thread(target=self._look)

    def __enter__(self) -> Self:
        self._began = time.monotonic()
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()
        self._seconds = time.monotonic() - self._began

    def told(self, *, comments: int) -> str:
        """In a line."""
        held = 1000 * self._seconds * self._held / self._looks / comments
        return (
            f"one judge at a time finds campaigns: {held:.2f} ms a comment, awaited by another in "
            f"{self._awaited} of {self._looks} looks"
        )

    def _look(self) -> None:
        with self._cluster.postgresql.connected() as connection:
            while not self._over.wait(_LOOK_SECONDS):
                held, awaited = connection.execute(_LOCKED).fetchone() or (0, 0)
                self._looks += 1
                self._held += held > 0
                self._awaited += awaited > 0
