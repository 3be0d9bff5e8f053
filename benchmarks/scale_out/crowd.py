"""Starts the readers on the load host, and sums up what they saw."""

import json
import subprocess
import sys
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from benchmarks.scale_out.network import Host


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What all readers saw together. Milliseconds for times; `failures` are first attempts, by what was seen."""

    acknowledged: list[str]
    seconds: float
    p50: float
    p99: float
    longest: float
    failures: Mapping[str, int]
    longest_outage: float

    @property
    def per_second(self) -> float:
        """Acknowledged comments a second."""
        return len(self.acknowledged) / self.seconds

    def told(self) -> str:
        """In a line."""
        failed = ", ".join(f"{number} x {what}" for what, number in self.failures.items()) or "none"
        outage = f", the longest until it was taken {self.longest_outage:.0f} ms" if self.failures else ""
        return (
            f"{len(self.acknowledged)} acknowledged, {self.per_second:.0f}/s; p50 {self.p50:.0f} ms, "
            f"p99 {self.p99:.0f} ms, longest {self.longest:.0f} ms; failed attempts: {failed}{outage}"
        )


class Crowd:
    """Readers who are sending now."""

    def __init__(self, host: Host, *, seconds: float, rate: float, environment: Mapping[str, str], log: Path) -> None:
        words = ("-m", "benchmarks.scale_out.clients", "--seconds", f"{seconds:g}", "--rate", f"{rate:g}")
        self._told = log.with_suffix(".json")
        with log.open("ab") as said, self._told.open("wb") as told:  # a pipe would fill up while nobody reads
            command = host.command(sys.executable, *words)
            self._process = subprocess.Popen(command, env=dict(environment), stdout=told, stderr=said)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.kill()
        self._process.wait()

    def gone(self) -> bool:
        """Whether all have left."""
        return self._process.poll() is not None

    def report(self) -> Report:
        """Wait until they leave, and ask them."""
        assert self._process.wait() == 0, "the readers broke off; their log says why"
        told = json.loads(self._told.read_text())
        seen = told["seen"]
        waits = sorted(wait for one in seen for wait in one["waits"])
        return Report(
            acknowledged=[identity for one in seen for identity in one["acknowledged"]],
            seconds=told["seconds"],
            p50=waits[len(waits) // 2],
            p99=waits[int(0.99 * len(waits))],
            longest=waits[-1],
            failures=sum((Counter(one["failures"]) for one in seen), Counter()),
            longest_outage=max(one["longest_outage"] for one in seen),
        )
