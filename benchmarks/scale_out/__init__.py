"""Rejoinder on several machines, which are network namespaces of this one: `python -m benchmarks.scale_out`."""
