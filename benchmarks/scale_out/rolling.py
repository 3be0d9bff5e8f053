"""A rolling restart under load: one host after the other ends gently and starts again; readers must notice nothing."""

from benchmarks.scale_out.cluster import Cluster
from benchmarks.scale_out.crowd import Report
from benchmarks.scale_out.ledger import closed, wait_until_final

RATE = 20.0
_SECONDS = 50.0


def measure(cluster: Cluster) -> Report:
    """Restart everything once while readers come, and print what they saw."""
    start_all(cluster)
    with cluster.crowd(seconds=_SECONDS, rate=RATE) as crowd:
        for host in cluster.web:
            cluster.stop(host)
            cluster.start_web(host)
            cluster.balancer.wait_for(host)
        for host in cluster.workers:
            cluster.stop(host)
            cluster.start_workers(host)
        assert not crowd.gone(), "the restart outlasted the readers; let them come for longer"
        report = crowd.report()
    print(f"Rolling restart of {len(cluster.web)} web and {len(cluster.workers)} worker hosts: {report.told()}")
    print(closed(cluster, report.acknowledged))
    return report


def start_all(cluster: Cluster) -> None:
    """Start both hosts of each kind, and wait until a first comment has gone the whole way."""
    for host in cluster.web:
        cluster.start_web(host)
    for host in cluster.workers:
        cluster.start_workers(host)
    cluster.balancer.wait_for(*cluster.web)
    with cluster.crowd(seconds=1, rate=RATE) as crowd:
        crowd.report()
    wait_until_final(cluster)
