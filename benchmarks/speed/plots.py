"""The plots, on white, so that they can be read on a dark page too."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import matplotlib
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from benchmarks.markdown import number
from benchmarks.speed.summary import Summary, summaries

Found = Mapping[str, Mapping[str, Any]]

_OURS, _OTHERS, _EDGE = "#4a77c9", "#9a9aa5", "#444444"
_COSTS = {
    "accept": "accept a comment",
    "judge": "judge one",
    "thread": "read a thread of 100",
    "queue": "queue of held ones",
    "sweep": "sweep",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Plot:
    """A picture: in which file, what it says to those who cannot see it, beside which table, and of which parts."""

    file: str
    says: str
    beside: str
    needs: frozenset[str]
    drawn: Callable[[Found], Figure]


def possible(found: Found) -> list[Plot]:
    """Those whose parts were measured."""
    return [one for one in _PLOTS if one.needs <= set(found)]


def draw(found: Found, *, into: Path) -> None:
    """Draw what was measured, as SVG."""
    for one in possible(found):
        _save(one.drawn(found), into / one.file)


def _speed(found: Found) -> Figure:
    figure = Figure(figsize=(10, 5.2), layout="constrained", facecolor="white")
    left, right = figure.subplots(1, 2)
    _bars(left, "Comments accepted", summaries(found["accepting"]["rounds"]))
    _bars(right, "Threads of 100 read", summaries(found["reading"]["rounds"]))
    return figure


def _bars(axes: Axes, title: str, those: Sequence[Summary]) -> None:
    names = [one.name.replace(", ", ",\n", 1).replace(" (", "\n(", 1) for one in those]
    ratios = [one.ratio for one in those]
    colours = [_OURS if one.name.startswith("Rejoinder") else _OTHERS for one in those]
    spread = [[one.ratio - one.ratio_least for one in those], [one.ratio_most - one.ratio for one in those]]
    axes.barh(names, ratios, color=colours, xerr=spread, ecolor=_EDGE)
    for at, one in enumerate(those):
        axes.text(one.ratio_most, at, f"  {number(one.ratio)}", va="center", fontsize=9)
    axes.set_xlim(0, max(1.15 * max(one.ratio_most for one in those), 0.1))
    axes.set_title(title, fontsize=11)
    axes.set_xlabel("of the bare route")
    axes.tick_params(labelsize=8)
    axes.invert_yaxis()


def _growth(found: Found) -> Figure:
    rows = found["growing"]["rows"]
    figure = Figure(figsize=(8, 4.5), layout="constrained", facecolor="white")
    axes = figure.subplots()
    stored = [row["stored"] for row in rows]
    for (key, name), marker in zip(_COSTS.items(), "osv^D", strict=True):
        axes.plot(stored, [row[key] for row in rows], marker=marker, label=name)
    axes.set(xscale="log", yscale="log", xlabel="comments stored", ylabel="ms of CPU")
    axes.grid(which="major", color="#dddddd")
    figure.legend(fontsize=9, loc="outside right center")
    return figure


_PLOTS = (
    Plot(
        file="speed.svg",
        says="Comments accepted and threads read, beside the bare route",
        beside="accepting",
        needs=frozenset({"accepting", "reading"}),
        drawn=_speed,
    ),
    Plot(
        file="growth.svg",
        says="CPU of each thing, by how many comments are stored",
        beside="growing",
        needs=frozenset({"growing"}),
        drawn=_growth,
    ),
)


def _save(figure: Figure, file: Path) -> None:
    # The same figures give the same file: no date, and no ids by chance.

    with matplotlib.rc_context({"svg.hashsalt": "rejoinder", "svg.fonttype": "none", "font.family": "sans-serif"}):
        figure.savefig(file, metadata={"Date": None})
