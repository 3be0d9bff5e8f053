"""What is counted. With `PROMETHEUS_MULTIPROC_DIR` set, the counts of all processes on the machine add up."""

import os
from pathlib import Path

from prometheus_client import CollectorRegistry, Counter, Histogram, values
from prometheus_client.multiprocess import MultiProcessCollector

_FAST_BUCKETS = (0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5)


class Metrics:
    """The counters, in a registry of their own."""

    def __init__(self) -> None:
        _count_where_asked()
        registry = CollectorRegistry()
        self._registry = registry
        self.received = Counter(
            "rejoinder_comments_received", "Comments acknowledged with 202 or 303", ["site"], registry=registry
        )
        self.judged = Counter(
            "rejoinder_comments_judged", "Verdicts by the machine", ["site", "outcome"], registry=registry
        )
        self.decided = Counter("rejoinder_decisions", "Decisions by moderators", ["site", "action"], registry=registry)
        self.attempts = Counter(
            "rejoinder_delivery_attempts",
            "Attempts to tell hosts and subscribers",
            ["kind", "outcome"],
            registry=registry,
        )
        self.checks_failed = Counter("rejoinder_checks_failed", "Checks that broke", ["check"], registry=registry)
        self.judges_asked = Counter(
            "rejoinder_judges_asked",
            "Replies of judges outside the house",
            ["site", "judge", "outcome"],
            registry=registry,
        )
        self.hints_failed = Counter(
            "rejoinder_hints_failed", "Hints that Redis did not take; the sweeper makes up for them", registry=registry
        )
        self.limits_unshared = Counter(
            "rejoinder_limits_unshared", "Counts of clients that Redis did not take; told later", registry=registry
        )
        self.request_seconds = Histogram(
            "rejoinder_request_seconds",
            "Time to answer a request",
            ["endpoint", "status"],
            buckets=_FAST_BUCKETS,
            registry=registry,
        )
        self.check_seconds = Histogram(
            "rejoinder_checks_seconds", "Time for all checks of one comment", buckets=_FAST_BUCKETS, registry=registry
        )

    def registry(self) -> CollectorRegistry:
        """What to expose: this process's counts, or those of all when they share a directory."""
        if not _shared_directory():
            return self._registry
        together = CollectorRegistry()
        MultiProcessCollector(together)  # type: ignore[no-untyped-call]  # the library leaves it untyped
        return together


def _count_where_asked() -> None:
    # The library has looked for the directory when it was imported, which may have been too early.
    if _shared_directory():
        values.ValueClass = values.get_value_class()  # type: ignore[no-untyped-call]  # as above


def _shared_directory() -> Path | None:
    """Where all processes count, made again if need be: systemd empties /dev/shm for users who log out (RemoveIPC)."""
    named = os.environ.get("PROMETHEUS_MULTIPROC_DIR")
    if not named:
        return None
    directory = Path(named)
    directory.mkdir(mode=0o700, parents=True, exist_ok=True)
    return directory
