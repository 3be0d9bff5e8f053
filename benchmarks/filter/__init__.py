"""Measures the spam filter beside others, on the same comments in the same splits.

    python -m benchmarks.filter FOLDER

FOLDER holds corpora as JSON lines. This writes the section "The spam filter" of docs/benchmarks.md, which says where
they come from.
"""
