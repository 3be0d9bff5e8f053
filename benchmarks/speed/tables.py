"""The tables of docs/benchmarks.md, out of what was measured."""

from collections.abc import Mapping, Sequence
from typing import Any

from benchmarks.markdown import number, table
from benchmarks.speed import floor
from benchmarks.speed.summary import Round, Summary, bare_of, summaries

Figures = Mapping[str, Any]


def accepting(figures: Figures) -> str:
    """Comments accepted by everybody."""
    head = (
        "",
        "a second",
        "of the bare route",
        "p50",
        "p99",
        "CPU each",
        "flushes each: alone",
        "16 at once",
        "memory, idle",
    )
    memory = figures["pss_kib"]
    rows = [[*_bare(figures["rounds"]), "", "", _mib(memory[floor.NAME])]]
    for one in summaries(figures["rounds"]):
        flushes = figures["fsyncs"][one.name]
        rows.append([*_cells(one), number(flushes["alone"]), number(flushes["at_once"]), _mib(memory[one.name])])
    return table(head, rows)


def kept(figures: Figures) -> str:
    """Acknowledged beside stored, and what went wrong."""
    wrong = {one.name: (one.refused, one.broken) for one in summaries(figures["rounds"])}
    rows = [
        (name, f"{one['acknowledged']:,}", f"{one['stored']:,}", *(str(many) for many in wrong[name]))
        for name, one in figures["kept"].items()
    ]
    return table(("", "acknowledged", "stored", "refused", "broken off"), rows)


def reading(figures: Figures) -> str:
    """Threads read."""
    head = ("", "reads a second", "of the bare route", "p50", "p99", "CPU each")
    return table(head, [_bare(figures["rounds"]), *(_cells(one) for one in summaries(figures["rounds"]))])


def _bare(rounds: Sequence[Round]) -> list[str]:
    per_second, cpu_ms = bare_of(rounds)
    return [floor.NAME, number(per_second), "1", "", "", f"{number(cpu_ms)} ms"]


def _cells(one: Summary) -> list[str]:
    return [
        one.name,
        number(one.per_second),
        f"{number(one.ratio)} ({number(one.ratio_least)} to {number(one.ratio_most)})",
        f"{number(one.p50)} ms",
        f"{number(one.p99)} ms",
        f"{number(one.cpu_ms)} ms",
    ]


def _mib(kib: int) -> str:
    return f"{kib / 1024:.0f} MiB"
