"""What we set out to reach, beside what was measured."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from math import log
from typing import Any

from benchmarks.markdown import number, table
from benchmarks.speed import ours
from benchmarks.speed.summary import Summary, summaries

Found = Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """At most or at least `limit`, of what `value` finds in the figures of `part`."""

    what: str
    part: str
    limit: float
    value: Callable[[Mapping[str, Any]], float]
    unit: str = ""
    most: bool = True

    def met_by(self, value: float) -> bool:
        """Whether this value is on the right side."""
        return value <= self.limit if self.most else value >= self.limit


def _accept(name: str, what: Callable[[Summary], float]) -> Callable[[Mapping[str, Any]], float]:
    return lambda figures: what(_of(name, figures["rounds"]))


def _of(name: str, rounds: list[Mapping[str, Any]]) -> Summary:
    return next(one for one in summaries(rounds) if one.name == name)


def _growth(figures: Mapping[str, Any]) -> float:
    """The most that anything grew from the fewest stored comments to the most, as a share of how log n grew."""
    first, last = figures["rows"][0], figures["rows"][-1]
    most = max(last[what] / first[what] for what in ("accept", "judge", "thread", "queue", "sweep"))
    return most / (log(last["stored"]) / log(first["stored"]))


TARGETS = (
    Target(
        what="accept, limits off, of the bare route", part="accepting", limit=0.22, most=False,
        value=_accept(ours.NAME, lambda one: one.ratio),
    ),
    Target(
        what="accept while a judge drains, of the bare route", part="accepting", limit=0.20, most=False,
        value=_accept(ours.JUDGING, lambda one: one.ratio),
    ),
    Target(
        what="CPU of accepting, limits on", part="accepting", limit=0.9, unit=" ms",
        value=_accept(ours.LIMITED, lambda one: one.cpu_ms),
    ),
    Target(
        what="p99 of the answer at 200 a second", part="waiting", limit=50, unit=" ms",
        value=lambda figures: figures["answered_fast"]["p99"],
    ),
    Target(
        what="read a thread of 100, of the bare route", part="reading", limit=0.7, most=False,
        value=lambda figures: _of(ours.NAME, figures["rounds"]).ratio,
    ),
    Target(
        what="CPU of the whole way of a comment", part="working", limit=3, unit=" ms",
        value=lambda figures: 1000 * figures["whole"]["cpu"] / figures["whole"]["number"],
    ),
    Target(
        what="submit to published, idle, p50", part="waiting", limit=60, unit=" ms",
        value=lambda figures: figures["published_idle"]["p50"],
    ),
    Target(
        what="submit to published, idle, p99", part="waiting", limit=250, unit=" ms",
        value=lambda figures: figures["published_idle"]["p99"],
    ),
    Target(
        what="submit to published at 50 a second, p99", part="waiting", limit=1000, unit=" ms",
        value=lambda figures: figures["published_slow"]["p99"],
    ),
    Target(
        what="judged on one core", part="working", limit=1000, unit=" a second", most=False,
        value=lambda figures: figures["judged"]["number"] / figures["judged"]["cpu"],
    ),
    Target(
        what="judged and published to files, two cores", part="working", limit=800, unit=" a second", most=False,
        value=lambda figures: figures["published"]["number"] / figures["published"]["seconds"],
    ),
    Target(
        what="growth of any cost over the rows below, beside that of log n", part="growing", limit=1,
        value=_growth,
    ),
    Target(
        what="memory of all of `make run`, idle", part="accepting", limit=350, unit=" MiB",
        value=lambda figures: figures["pss_kib"][ours.NAME] / 1024,
    ),
)  # fmt: skip


def reached(found: Found) -> str:
    """A row a target, of those whose part was measured."""
    rows = []
    for one in TARGETS:
        if one.part in found:
            value = one.value(found[one.part])
            asked = f"at {'most' if one.most else 'least'} {number(one.limit)}{one.unit}"
            rows.append((one.what, asked, f"{number(value)}{one.unit}", "yes" if one.met_by(value) else "**no**"))
    return table(("", "target", "measured", "reached"), rows)
