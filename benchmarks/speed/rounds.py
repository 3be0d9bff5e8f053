"""Everybody in turn, round after round, and the bare route just before each: machines are not the same all the time."""

from collections.abc import Callable, Sequence
from typing import Any

from benchmarks.speed.contender import Contender, Spent
from benchmarks.speed.pace import Pace
from benchmarks.speed.told import Told

Measure = Callable[[Contender, int], Spent]


def in_turn(
    floor: Contender, others: Sequence[Contender], measure: Measure, *, pace: Pace, told: Told
) -> list[dict[str, Any]]:
    """A row a round and contender. `measure` is given a contender and seconds."""
    for one in (floor, *others):
        told(f"warming up: {one.name}")
        measure(one, pace.floor_seconds)
    rows = []
    for number in range(1, pace.rounds + 1):
        for one in others:
            told(f"round {number} of {pace.rounds}: {one.name}")
            low = measure(floor, pace.floor_seconds)
            rows.append(_row(one.name, measure(one, pace.seconds), low=low))
    return rows


def _row(name: str, spent: Spent, *, low: Spent) -> dict[str, Any]:
    seen = spent.load
    return {
        "name": name,
        "per_second": seen.per_second,
        "cpu_ms": spent.cpu_ms,
        "bare_per_second": low.load.per_second,
        "bare_cpu_ms": low.cpu_ms,
        "bare_p50": low.load.p50,
        "bare_p99": low.load.p99,
        "p50": seen.p50,
        "p99": seen.p99,
        "longest": seen.longest,
        "good": seen.good,
        "refused": seen.refused,
        "broken": seen.broken,
    }
