"""From rounds to what is told of them: medians, each beside the bare route of the same minute."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import ceil
from statistics import median
from typing import Any

Round = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """Medians over the rounds of one contender; `ratio` and `cpu_ratio` are to the bare route, with the extremes."""

    name: str
    per_second: float
    ratio: float
    ratio_least: float
    ratio_most: float
    cpu_ms: float
    cpu_ratio: float
    p50: float
    p99: float
    refused: int
    broken: int


def summaries(rounds: Iterable[Round]) -> list[Summary]:
    """One for each contender, in the order of their first rounds."""
    by_name: dict[str, list[Round]] = {}
    for one in rounds:
        by_name.setdefault(one["name"], []).append(one)
    return [_summary(name, those) for name, those in by_name.items()]


def bare_of(rounds: Sequence[Round]) -> dict[str, float]:
    """The medians of the bare route beside them, under the names that they have in a `Summary`."""
    return {name: _middle(rounds, f"bare_{name}") for name in ("per_second", "cpu_ms", "p50", "p99")}


def _summary(name: str, rounds: Sequence[Round]) -> Summary:
    ratios = [one["per_second"] / one["bare_per_second"] for one in rounds]
    return Summary(
        name=name,
        per_second=_middle(rounds, "per_second"),
        ratio=median(ratios),
        ratio_least=min(ratios),
        ratio_most=max(ratios),
        cpu_ms=_middle(rounds, "cpu_ms"),
        cpu_ratio=median(one["cpu_ms"] / one["bare_cpu_ms"] for one in rounds),
        p50=_middle(rounds, "p50"),
        p99=_middle(rounds, "p99"),
        refused=sum(one["refused"] for one in rounds),
        broken=sum(one["broken"] for one in rounds),
    )


def _middle(rounds: Sequence[Round], what: str) -> float:
    return median(one[what] for one in rounds)


def times(seconds: Sequence[float]) -> dict[str, float]:
    """Milliseconds: the median, the 99th percentile, and the longest, which is also told where there are few."""
    ordered = sorted(1000 * one for one in seconds)
    return {"number": len(ordered), "p50": _share(ordered, 0.5), "p99": _share(ordered, 0.99), "longest": ordered[-1]}


def _share(ordered: Sequence[float], share: float) -> float:
    """The least that so many of them do not exceed."""
    return ordered[max(0, ceil(share * len(ordered)) - 1)]
