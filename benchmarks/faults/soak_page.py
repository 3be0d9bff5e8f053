"""What docs/faults.md says of the soak, and its picture."""

from collections import defaultdict
from collections.abc import Sequence
from math import ceil
from pathlib import Path
from statistics import median
from typing import Any

from matplotlib.figure import Figure

from benchmarks.faults import page

PICTURE = page.PAGE.parent / "images/soak.svg"
# A middle grey and these colours can be read on white and on black.
_GREY, _BLUE, _ORANGE, _RED = "#808080", "#3b82f6", "#f59e0b", "#dc2626"
_MINUTE = 60.0


def write(record: dict[str, Any], *, picture: Path = PICTURE) -> None:
    """Write the section and the picture."""
    by_minute = _by_minute(record)
    _draw(record, by_minute, picture)
    page.write("soak", "\n\n".join([_summary(record), _recoveries(record), _PICTURE, _minutes(by_minute)]))


_PICTURE = "![Latency by minute, recovery after each kill, and memory](images/soak.svg)"


def _summary(record: dict[str, Any]) -> str:
    seconds = sorted(one["seconds"] for one in record["taken"])
    errors = sum(one["errors"] for one in record["taken"])
    ended = record["ended"]
    slope = _slope(record["memory"])
    wrong = sum(
        int(ended[name]) for name in ("stored_twice", "not_shown", "wrongly_shown", "unexplained", "unfinished")
    )
    return (
        f"`make soak`: {record['minutes']:g} minutes, {record['rate']:g} comments a second, and every 10 to 30 s one "
        f"of web, judge, deliver, sweep, supervisor and Valkey was killed, or Valkey emptied (seed {record['seed']}). "
        "SQLite, the real leases, three hosts and a subscriber; the two cores were shared with the hosts, the readers "
        "and other programs.\n\n"
        f"{ended['acknowledged']:,} comments were acknowledged, **{ended['lost']} lost, {ended['shown_twice']} shown "
        f"twice**, {wrong} otherwise wrong; all were final {ended['seconds']:.1f} s after the last one. "
        f"Readers got {errors:,} answers that were none (connections that broke, 503) and tried again: counting that, "
        f"from when a comment was to be sent until its 202 it took {1000 * median(seconds):.0f} ms at the median, "
        f"{1000 * _percentile(seconds, 99):,.0f} ms at p99, {max(seconds):.1f} s at the longest. Memory of all "
        f"processes was {median(mib for _, mib in record['memory']):.0f} MiB (PSS) at the median; a straight line "
        f"through it {'rises' if slope >= 0 else 'falls'} by {abs(slope):.0f} MiB an hour."
    )


def _recoveries(record: dict[str, Any]) -> str:
    after: dict[str, list[float]] = defaultdict(list)
    for one in record["recoveries"]:
        after[one["victim"]].append(one["seconds"])
    rows = [
        (victim, str(len(found)), f"{median(found):.1f} s", f"{max(found):.1f} s")
        for victim, found in sorted(after.items())
    ]
    head = ("killed", "times", "a comment sent then is on its host after: median", "longest")
    return page.table(head, rows)


def _minutes(by_minute: Sequence[tuple[int, int, float, float, float, int]]) -> str:
    rows = [
        (str(minute), f"{count:,}", f"{1000 * p50:.0f} ms", f"{1000 * p99:,.0f} ms", f"{longest:.1f} s", f"{errors:,}")
        for minute, count, p50, p99, longest, errors in by_minute
    ]
    return page.table(("minute", "acknowledged", "p50", "p99", "longest", "answers that were none"), rows)


def _by_minute(record: dict[str, Any]) -> list[tuple[int, int, float, float, float, int]]:
    minutes: dict[int, list[dict[str, float]]] = defaultdict(list)
    for one in record["taken"]:
        minutes[int(one["at"] // _MINUTE)].append(one)
    found = []
    for minute, taken in sorted(minutes.items()):
        seconds = sorted(one["seconds"] for one in taken)
        errors = sum(int(one["errors"]) for one in taken)
        found.append((minute, len(taken), median(seconds), _percentile(seconds, 99), seconds[-1], errors))
    return found


def _percentile(ordered: Sequence[float], percent: int) -> float:
    return ordered[ceil(len(ordered) * percent / 100) - 1]


def _slope(memory: Sequence[Sequence[float]]) -> float:
    """MiB an hour, by least squares."""
    times, sizes = [at for at, _ in memory], [mib for _, mib in memory]
    middle, mean = sum(times) / len(times), sum(sizes) / len(sizes)
    spread = sum((at - middle) ** 2 for at in times) or 1.0
    return 3600 * sum((at - middle) * (mib - mean) for at, mib in memory) / spread


def _draw(record: dict[str, Any], by_minute: Sequence[tuple[int, int, float, float, float, int]], out: Path) -> None:
    figure = Figure(figsize=(9, 7), layout="constrained")
    latency, recovery, memory = figure.subplots(3, 1, sharex=True)
    minutes = [minute + 0.5 for minute, *_ in by_minute]
    for column, name, colour in ((2, "p50", _BLUE), (3, "p99", _ORANGE), (4, "longest", _RED)):
        latency.plot(minutes, [1000 * one[column] for one in by_minute], color=colour, label=name)
    latency.set(yscale="log", ylabel="until the 202, ms")
    kills = [(one["at"] / _MINUTE, one["seconds"]) for one in record["recoveries"]]
    recovery.scatter(*zip(*kills, strict=True), color=_ORANGE, s=14, label="a kill")
    recovery.set(ylabel="until shown after a kill, s", ylim=(0, 1.1 * max(seconds for _, seconds in kills)))
    memory.plot([at / _MINUTE for at, _ in record["memory"]], [mib for _, mib in record["memory"]], color=_BLUE)
    most = max(mib for _, mib in record["memory"])
    memory.set(ylabel="PSS, MiB", xlabel="minute", ylim=(0, 1.1 * most))
    for axes in (latency, recovery, memory):
        _make_grey(axes)
    latency.legend(labelcolor=_GREY, framealpha=0)
    figure.savefig(out, format="svg", transparent=True, metadata={"Date": None})


def _make_grey(axes: Any) -> None:
    axes.tick_params(colors=_GREY, which="both")
    axes.grid(color=_GREY, alpha=0.3)
    for text in (axes.xaxis.label, axes.yaxis.label):
        text.set_color(_GREY)
    for spine in axes.spines.values():
        spine.set_color(_GREY)
