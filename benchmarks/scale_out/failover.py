"""The queue is lost, and Sentinel lets the server on the standby host stand in for it."""

import time

from benchmarks.scale_out import backing
from benchmarks.scale_out.cluster import Cluster
from benchmarks.scale_out.ledger import closed
from benchmarks.scale_out.rolling import RATE, start_all
from service import redis_sentinel

_SECONDS = 40.0
_BEFORE_SECONDS = 5.0


def measure(cluster: Cluster) -> None:
    """Kill the queue while readers come; workers are started again as a supervisor does."""
    watching = [*cluster.web, cluster.load]
    ours = {"environment": cluster.environment, "folder": cluster.folder}
    backing.valkey(cluster.standby, replica_of=cluster.database, **ours)
    for host in watching:
        backing.sentinel(host, watches=cluster.database, **ours)
    places = ",".join(f"{host.address}:{backing.SENTINEL_PORT}" for host in watching)
    cluster.queue_url = f"{redis_sentinel.SCHEME}://{places}/{backing.QUEUE_NAME}/0"
    start_all(cluster)
    with cluster.crowd(seconds=_SECONDS, rate=RATE) as crowd:
        time.sleep(_BEFORE_SECONDS)
        cluster.queue.kill()
        restarts = 0
        while not crowd.gone():
            restarts += cluster.start_again()
            time.sleep(0.5)
        report = crowd.report()
    print(f"Queue lost, {restarts} workers started again: {report.told()}")
    print(closed(cluster, report.acknowledged))
