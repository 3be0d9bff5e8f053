"""A host vanishes in the middle of a transaction: how long it keeps others from what it has locked."""

import subprocess
import sys
import time

from benchmarks.scale_out.cluster import Cluster
from benchmarks.scale_out.holder import LOCK
from tests.waiting import until

_MOST_SECONDS = 90.0
_HELD = f"pg_locks WHERE locktype = 'advisory' AND objid = {LOCK}"


def measure(cluster: Cluster) -> None:
    """Print it for a transaction between two statements, and for one amid many rows."""
    for when in ("between", "amid"):
        print(f"Vanished {when} statements: what it had locked was free after {_seconds(cluster, when):.1f} s")


def _seconds(cluster: Cluster, when: str) -> float:
    host, database = cluster.workers[0], cluster.postgresql
    command = host.command(sys.executable, "-m", "benchmarks.scale_out.holder", database.url, when)
    with subprocess.Popen(command, env=dict(cluster.environment), stdout=subprocess.PIPE) as holder:
        assert holder.stdout is not None
        holder.stdout.readline()
        until(lambda: database.count(_HELD), what="the lock", seconds=_MOST_SECONDS)
        began = time.monotonic()
        host.pull_the_plug()
    until(lambda: not database.count(_HELD), what="the lock to be free", seconds=_MOST_SECONDS)
    took = time.monotonic() - began
    host.plug_in()
    return took
