"""Rounds as they are measured, with one figure or another made up."""

from benchmarks.speed import floor, ours


def a_round(name, **figures):
    usual = {
        "per_second": 200.0, "cpu_ms": 2.0, "bare_per_second": 1000.0, "bare_cpu_ms": 0.5, "bare_p50": 1.0,
        "bare_p99": 3.0, "p50": 5.0, "p99": 9.0,
        "longest": 20.0, "good": 800, "refused": 0, "broken": 0,
    }  # fmt: skip
    return {"name": name, **usual, **figures}


_NAMES = (ours.NAME, ours.LIMITED, ours.JUDGING, "A peer (PHP)")
ACCEPTING = {
    "when": "2026-11-26 12:00",
    "python": "3.11",
    "rounds": [a_round(name) for name in _NAMES],
    "pss_kib": dict.fromkeys((*_NAMES, floor.NAME), 300 * 1024),
    "kept": {name: {"acknowledged": 1_000, "stored": 1_016} for name in _NAMES},
    "fsyncs": {name: {"alone": 1.0, "at_once": 0.25} for name in _NAMES},
}
READING = {
    "when": "2026-11-27 00:10",
    "python": "3.11",
    "comments": 100,
    "bytes": 34_000,
    "rounds": [a_round(name) for name in _NAMES],
}
