"""The tables of docs/benchmarks.md, out of what was measured."""

from collections.abc import Mapping, Sequence
from typing import Any

from benchmarks.markdown import number, table
from benchmarks.speed import floor
from benchmarks.speed.summary import Round, Summary, bare_of, summaries

Figures = Mapping[str, Any]


def accepting(figures: Figures) -> str:
    """Comments accepted by everybody, and whether they are all there."""
    return f"{_accepting(figures)}\n\n{_kept(figures)}"


def _accepting(figures: Figures) -> str:
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


def _kept(figures: Figures) -> str:
    wrong = {one.name: (one.refused, one.broken) for one in summaries(figures["rounds"])}
    rows = [
        (name, f"{one['acknowledged']:,}", f"{one['stored']:,}", *(str(many) for many in wrong[name]))
        for name, one in figures["kept"].items()
    ]
    return table(("", "acknowledged", "stored", "refused", "broken off"), rows)


def reading(figures: Figures) -> str:
    """Threads read."""
    head = ("", "reads a second", "of the bare route", "p50", "p99", "CPU each")
    told = f"A page of {figures['comments']:,} comments, of which ours gives {number(figures['bytes'] / 1024)} KiB."
    rows = [_bare(figures["rounds"]), *(_cells(one) for one in summaries(figures["rounds"]))]
    return f"{told}\n\n{table(head, rows)}"


def waiting(figures: Figures) -> str:
    """How long readers wait."""
    rows = [
        ("to the answer, 200 a second", "answered_fast"),
        ("to the answer, 50 a second", "answered_slow"),
        ("to the page's file, one after the other", "published_idle"),
        ("to the page's file, 50 a second", "published_slow"),
        ("to the page's file, 200 a second", "published_fast"),
    ]
    return table(
        ("", "comments", "p50", "p99", "longest"),
        [(what, str(figures[key]["number"]), *_times(figures[key])) for what, key in rows],
    )


def working(figures: Figures) -> str:
    """What the workers do a second, and what a comment costs."""
    rows = [
        ("judged, by one judge", "judged"),
        ("judged and published to files", "published"),
        ("accepted, judged, published to files, a subscriber notified", "whole"),
    ]
    return table(
        ("", "comments", "a second", "CPU each", "a second of CPU"),
        [(what, f"{figures[key]['number']:,}", *_work(figures[key])) for what, key in rows],
    )


def growing(figures: Figures) -> str:
    """What each thing costs, by how many comments are stored."""
    head = (
        "stored",
        "database",
        "accept a comment",
        "judge one",
        "read a thread of 100",
        "queue of held ones",
        "sweep",
    )
    keys = ("accept", "judge", "thread", "queue", "sweep")
    rows = [
        (f"{row['stored']:,}", f"{row['bytes'] / 2**20:,.0f} MiB", *(f"{number(row[key])} ms" for key in keys))
        for row in figures["rows"]
    ]
    return table(head, rows)


TABLES = {
    "accepting": accepting,
    "reading": reading,
    "reading_long": reading,
    "waiting": waiting,
    "working": working,
    "growing": growing,
}


def _times(these: Mapping[str, float]) -> list[str]:
    return [f"{number(these[what])} ms" for what in ("p50", "p99", "longest")]


def _work(these: Mapping[str, float]) -> list[str]:
    many, seconds, cpu = these["number"], these["seconds"], these["cpu"]
    return [number(many / seconds), f"{number(1000 * cpu / many)} ms", number(many / cpu)]


def _bare(rounds: Sequence[Round]) -> list[str]:
    bare = bare_of(rounds)
    return [
        floor.NAME,
        number(bare["per_second"]),
        "1",
        *(f"{number(bare[what])} ms" for what in ("p50", "p99", "cpu_ms")),
    ]


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
