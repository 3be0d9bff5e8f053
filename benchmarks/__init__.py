"""Measurements behind docs/benchmarks.md, each a command: `python -m benchmarks.NAME`."""
