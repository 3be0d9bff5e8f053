"""Speed beside others, measured side by side: `make bench`, or `python -m benchmarks.speed`.

    parts/ measure -> .bench/measured/PART.json -> tables.py, plots.py -> docs/benchmarks.md

A part starts what it needs, measures, stops it, and gives plain figures. What is written comes from the files alone, so
that it can be written again without measuring.
"""
