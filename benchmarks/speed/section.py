"""The section "Speed" of docs/benchmarks.md, with its plots."""

from collections.abc import Mapping
from pathlib import Path
from string import Template
from typing import Any

from benchmarks import documents
from benchmarks.speed import plots, tables, targets
from benchmarks.speed.pace import FULL

DOCS = Path(__file__).parents[2] / "docs"
TITLE = "## Speed"
NOT_MEASURED = "Not measured yet."
_TEXT = Template(Path(__file__).with_name("section.md").read_text(encoding="utf-8"))
_NOTES = Path(__file__).with_name("missed.md")


def text(found: Mapping[str, Mapping[str, Any]]) -> str:
    """The section, out of the figures of the parts that were measured."""
    filled = {name: _part(name, found) for name in tables.TABLES}
    days = sorted({figures["when"][:10] for figures in found.values()})
    loads = sorted(figures["load_average"] for figures in found.values() if "load_average" in figures)
    return _TEXT.substitute(
        filled,
        rounds=FULL.rounds,
        when=" to ".join(dict.fromkeys((days[0], days[-1]))) if days else "never",
        load=" to ".join(f"{one:.0f}" for one in dict.fromkeys((loads[0], loads[-1]))) if loads else "not noted",
        python=next((figures["python"] for figures in found.values()), "unknown"),
        targets=targets.reached(found),
        missing=_NOTES.read_text(encoding="utf-8").strip(),
    )


def _part(name: str, found: Mapping[str, Mapping[str, Any]]) -> str:
    if name not in found:
        return NOT_MEASURED
    shown = [f"![{one.says}](images/{one.file})\n\n" for one in plots.possible(found) if one.beside == name]
    return "".join(shown) + tables.TABLES[name](found[name])


def write(found: Mapping[str, Mapping[str, Any]]) -> None:
    """Write the section and draw its plots."""
    plots.draw(found, into=DOCS / "images")
    documents.put(text(found), title=TITLE, into=DOCS / "benchmarks.md")
