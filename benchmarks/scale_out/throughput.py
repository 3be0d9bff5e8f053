"""How many comments a second are accepted, and judged and published, by one and by two hosts of each kind."""

import time

from redis import Redis

from benchmarks.scale_out import backing
from benchmarks.scale_out.cluster import Cluster
from benchmarks.scale_out.cost import Queueing, spent
from benchmarks.scale_out.ledger import ledger, wait_until_final

_SECONDS = 8.0
_WARM_SECONDS = 2.0
_LOAD_SECONDS = 4.0


def measure(cluster: Cluster) -> None:
    """Print what one host of each kind takes, and what two do."""
    acknowledged: list[str] = []
    for number in (1, 2):
        _start(cluster, number)
        acknowledged += _send(cluster, _WARM_SECONDS)
        acknowledged += _measured(cluster, number)
    print(ledger(cluster, acknowledged).told())
    with Redis(unix_socket_path=str(backing.queue_socket(cluster.folder, cluster.database))) as queue:
        print(f"The queue holds {queue.info('memory')['used_memory'] / 1e6:.1f} MB")


def _start(cluster: Cluster, number: int) -> None:
    """Start the hosts of this number, which may use what they like until they are up."""
    started = cluster.web[number - 1], cluster.workers[number - 1]
    for host in started:
        host.share.limit(2)
    cluster.start_web(started[0])
    cluster.start_workers(started[1])
    cluster.balancer.wait_for(started[0])
    time.sleep(_LOAD_SECONDS)  # nothing tells from outside when a second worker has its models
    for host in started:
        host.share.limit(cluster.cores)


def _send(cluster: Cluster, seconds: float) -> list[str]:
    with cluster.crowd(seconds=seconds) as crowd:
        acknowledged = crowd.report().acknowledged
    wait_until_final(cluster)
    return acknowledged


def _measured(cluster: Cluster, number: int) -> list[str]:
    before, began = spent(cluster), time.monotonic()
    with Queueing(cluster) as queueing:
        with cluster.crowd(seconds=_SECONDS) as crowd:
            report = crowd.report()
        accepted = spent(cluster)
        wait_until_final(cluster)
    comments = len(report.acknowledged)
    final = comments / (time.monotonic() - began)
    ended = spent(cluster)
    cpu = {"web": accepted.cpu_of("web", since=before, comments=comments)}  # idle, it still answers the balancer
    cpu |= {kind: ended.cpu_of(kind, since=before, comments=comments) for kind in ("worker", "database")}
    told = ", ".join(f"{kind} {each:.2f}" for kind, each in cpu.items())
    print(f"{number} of each: accepted {report.per_second:.0f}/s, judged and published {final:.0f}/s; {report.told()}")
    print(f"  a comment: ms of CPU: {told}; {ended.database_since(before, comments=comments)}")
    print(f"  {queueing.told(comments=comments)}")
    return report.acknowledged
