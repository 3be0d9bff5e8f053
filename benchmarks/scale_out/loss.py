"""A host is lost, with its cable: every process killed at once, and no answer to anybody from then on."""

import time

from benchmarks.scale_out.cluster import Cluster
from benchmarks.scale_out.ledger import closed
from benchmarks.scale_out.rolling import RATE, start_all

_SECONDS = 20.0
_BEFORE_SECONDS = 5.0


def measure(cluster: Cluster) -> None:
    """Lose a web host while readers come, then a worker host, and print what readers saw."""
    start_all(cluster)
    for host in (cluster.web[0], cluster.workers[0]):
        with cluster.crowd(seconds=_SECONDS, rate=RATE) as crowd:
            time.sleep(_BEFORE_SECONDS)
            cluster.lose(host)
            report = crowd.report()
        print(f"{host.name} lost: {report.told()}")
        print(closed(cluster, report.acknowledged))
