"""Measure Rejoinder on several hosts, as root: `python -m benchmarks.scale_out throughput rolling loss`.

Hosts are network namespaces on one machine, joined by a bridge: a database host (PostgreSQL that flushes, Valkey), two
web hosts, two worker hosts, and a load host with HAProxy. For `throughput` each web and worker host gets `--cores` of
the processor, so that adding a host adds what a small machine would; all together still share this machine.
"""

import argparse
import os
import shutil
import signal
import sys

from benchmarks.scale_out import backing, failover, loss, rolling, shares, throughput, vanished
from benchmarks.scale_out.cluster import cluster

SCENARIOS = {
    "throughput": throughput.measure,
    "rolling": rolling.measure,
    "loss": loss.measure,
    "failover": failover.measure,
    "vanished": vanished.measure,
}


def main() -> None:
    """Measure what was asked for, each in a new cluster."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("scenarios", nargs="*", metavar="SCENARIO", default=list(SCENARIOS), help=", ".join(SCENARIOS))
    parser.add_argument("--cores", type=float, default=0.15, help="of the processor, for each web and worker host")
    asked = parser.parse_args()
    if unknown := set(asked.scenarios) - set(SCENARIOS):
        parser.error(f"there is no {', '.join(sorted(unknown))}; there are {', '.join(SCENARIOS)}")
    if lacking := missing():
        sys.exit("\n".join(["This needs:", *(f"  - {one}" for one in lacking)]))
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("Told to end."))  # through everything that cleans up
    for scenario in asked.scenarios:
        with cluster(cores=asked.cores) as made:
            SCENARIOS[scenario](made)


def missing() -> list[str]:
    """What this machine lacks, each with how to get it."""
    found = {
        "root: run it with sudo": os.geteuid() == 0,
        "ip: install the package iproute2": shutil.which("ip"),
        "setpriv: install the package util-linux": shutil.which("setpriv"),
        "HAProxy: install the package haproxy": shutil.which("haproxy"),
        "PostgreSQL: install the package postgresql": backing.program("postgres"),
    }
    lacking = [what for what, there in found.items() if not there]
    return [*lacking, *([why] if (why := shares.missing()) else [])]


if __name__ == "__main__":
    main()
