"""The figures of each check, as a table for people."""

from collections.abc import Iterable, Sequence

from rich.console import Console
from rich.table import Column, Table

from workers.check_figures import CheckFigures

_COLUMNS = ("spoke", "precision", "recall", "ham hit", "mean points")


def shown(figures: Sequence[CheckFigures], *, known: Iterable[str]) -> None:
    """Print one row a check, and the names of those `known` that never spoke against a comment."""
    table = Table("check", *(Column(one, justify="right") for one in _COLUMNS))
    for one in figures:
        shares = (f"{100 * one.precision:.1f} %", _share(one.recall), _share(one.ham_hit))
        table.add_row(one.check, str(one.spoke), *shares, f"{one.mean_points:.2f}")
    console = Console()
    console.print(table)
    silent = sorted(set(known) - {one.check for one in figures})
    if silent:
        console.print(f"Never spoke against a comment: {', '.join(silent)}.")


def _share(share: float | None) -> str:
    return "-" if share is None else f"{100 * share:.2f} %"
