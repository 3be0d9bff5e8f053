"""Whether everything that was acknowledged is stored, and published once."""

import json
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from benchmarks.scale_out.cluster import Cluster

FINAL_SECONDS = 120.0
_LOOK_SECONDS = 0.2
_UNSETTLED = """
SELECT EXISTS (SELECT FROM comments WHERE status = 'received')
    OR EXISTS (SELECT FROM deliveries WHERE status = 'pending')
"""


@dataclass(frozen=True, slots=True)
class Ledger:
    """Numbers of comments."""

    acknowledged: int
    lost: int
    unpublished: int
    twice: int

    def told(self) -> str:
        """In a line."""
        return (
            f"of {self.acknowledged} acknowledged {self.lost} lost, {self.unpublished} not published, "
            f"{self.twice} shown twice"
        )

    def is_clean(self) -> bool:
        """Whether nothing is wrong."""
        return self.lost == self.unpublished == self.twice == 0


def wait_until_final(cluster: Cluster) -> float:
    """Wait until every comment has its verdict and its host agrees: how many seconds that took."""
    began = time.monotonic()
    with cluster.postgresql.connected() as connection:
        while connection.execute(_UNSETTLED).fetchone() != (False,):
            assert time.monotonic() < began + FINAL_SECONDS, "not everything became final"
            time.sleep(_LOOK_SECONDS)  # looking costs the database as well, and must not be what is measured
    return time.monotonic() - began


def ledger(cluster: Cluster, acknowledged: Sequence[str]) -> Ledger:
    """Compare what readers were told with what is stored and what they can read."""
    stored = {row[0] for row in cluster.postgresql.ask("SELECT id FROM comments")}
    shown = Counter(
        one["id"]
        for file in cluster.folder.glob("published/**/*.json")
        for one in json.loads(file.read_text())["comments"]
    )
    assert len(set(acknowledged)) == len(acknowledged), "each was acknowledged once"
    return Ledger(
        acknowledged=len(acknowledged),
        lost=len(set(acknowledged) - stored),
        unpublished=len(stored - shown.keys()),
        twice=sum(times > 1 for times in shown.values()),
    )


def closed(cluster: Cluster, acknowledged: Sequence[str]) -> str:
    """Wait until everything is final, and say in a line how it ended."""
    seconds = wait_until_final(cluster)
    return f"  final {seconds:.1f} s after the last; {ledger(cluster, acknowledged).told()}"
