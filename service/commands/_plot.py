"""The picture of `rejoinder evaluate`. matplotlib draws it, and is imported only here."""

from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import click

from workers.learning.measures import Scored, precision_over_recall

_BARS = 40
# Blue and orange can be told apart by people who see few colours.
_HAM, _SPAM = "#1f77b4", "#ff7f0e"


def require() -> None:
    """Say so, before minutes of work, when there is nothing to draw with."""
    if find_spec("matplotlib") is None:
        raise click.UsageError(
            '--plot needs matplotlib. Install it beside Rejoinder, with `.venv/bin/pip install "matplotlib>=3.10"`, '
            "or leave --plot out."
        )


def draw(scored: Sequence[Scored], *, threshold: float, out: Path) -> None:
    """Write a PNG with the points of spam and ham, and with precision over recall."""
    from matplotlib.figure import Figure  # noqa: PLC0415 - it is optional, and takes a second

    figure = Figure(figsize=(10, 4), layout="constrained")
    points, curve = figure.subplots(1, 2)
    _draw_points(points, scored, threshold=threshold)
    _draw_curve(curve, scored)
    try:
        figure.savefig(out, format="png", dpi=120)
    except OSError as error:
        raise click.ClickException(f"{out} cannot be written: {error.strerror}") from error


def _draw_points(axes: Any, scored: Sequence[Scored], *, threshold: float) -> None:
    ham, spam = ([one.points for one in scored if one.spam is wanted] for wanted in (False, True))
    axes.hist([ham, spam], bins=_BARS, color=[_HAM, _SPAM], label=[f"ham ({len(ham)})", f"spam ({len(spam)})"])
    axes.axvline(threshold, color="black", linestyle=":", label=f"threshold {threshold:.2f}")
    axes.set(title="Points", xlabel="points", ylabel="comments")
    axes.legend()


def _draw_curve(axes: Any, scored: Sequence[Scored]) -> None:
    curve = precision_over_recall(scored)
    axes.plot([recall for recall, _ in curve], [precision for _, precision in curve], color=_SPAM)
    axes.set(title="Precision over recall", xlabel="recall", ylabel="precision", xlim=(0, 1.01), ylim=(0, 1.01))
