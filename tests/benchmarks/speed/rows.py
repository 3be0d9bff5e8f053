"""Rounds as they are measured, with one figure or another made up."""


def a_round(name, **figures):
    usual = {
        "per_second": 200.0, "cpu_ms": 2.0, "bare_per_second": 1000.0, "bare_cpu_ms": 0.5, "p50": 5.0, "p99": 9.0,
        "longest": 20.0, "good": 800, "refused": 0, "broken": 0,
    }  # fmt: skip
    return {"name": name, **usual, **figures}
