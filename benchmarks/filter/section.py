"""The section "The spam filter" of docs/benchmarks.md, and its tables."""

from collections.abc import Mapping
from pathlib import Path
from string import Template

from benchmarks import documents
from benchmarks.filter.measuring import Figures
from benchmarks.markdown import table

TITLE = "## The spam filter"
_TEXT = Template(Path(__file__).with_name("section.md").read_text(encoding="utf-8"))
_HEAD = ("filter", "AUC", "caught at 1 %", "F1", "caught, limit from other folds", "ham lost by it")


def percent(share: float) -> str:
    """A share between 0 and 1 as people write it."""
    return f"{100 * share:.1f} %"


def of_filters(found: Mapping[str, Figures], *, spread: Figures) -> str:
    """A row a filter, and how far other orders of the samples move the first of them."""
    rows = [
        (name, f"{one.auc:.4f}", percent(one.caught), f"{one.f1:.3f}", percent(one.honest), percent(one.lost))
        for name, one in found.items()
    ]
    seeds = f"Other orders of the samples move ours by ±{spread.auc:.4f} AUC and ±{percent(spread.caught)} caught."
    return f"{table(_HEAD, rows)}\n\n{seeds}"


def put(tables: Mapping[str, str], *, into: Path) -> None:
    """Put the section with these tables in the place of the one before it, or at the end."""
    documents.put(_TEXT.substitute(tables), title=TITLE, into=into)
