"""The command: measures, and writes docs/benchmarks.md."""

import signal
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial

import click
from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from benchmarks.speed import measured, tables
from benchmarks.speed.pace import FULL, QUICK, Pace
from benchmarks.speed.parts import accepting, growing, reading, waiting, working
from benchmarks.speed.peers import Peer
from benchmarks.speed.peers.all import PEERS, installed
from benchmarks.speed.section import write
from benchmarks.speed.told import Told

PARTS = {
    "accepting": accepting.measure,
    "reading": partial(reading.measure, comments=100),
    "reading_long": partial(reading.measure, comments=10_000),
    "waiting": waiting.measure,
    "working": working.measure,
    "growing": growing.measure,
}
_WITH_PEERS = {"accepting", "reading", "reading_long"}


@click.command()
@click.option("--quick", is_flag=True, help="Short rounds and few comments: prints its tables, writes no docs.")
@click.option("--only", "parts", multiple=True, type=click.Choice(list(PARTS)), help="Only this; may be repeated.")
@click.option("--peers", default=",".join(PEERS), show_default=True, help="Whom to measure beside; `none` for nobody.")
@click.option("--tables", "again", is_flag=True, help="Measure nothing: write the docs from what was measured last.")
def main(quick: bool, parts: tuple[str, ...], peers: str, again: bool) -> None:  # noqa: FBT001 - flags
    """Measure our speed beside that of others, and write docs/benchmarks.md."""
    pace, chosen = (QUICK if quick else FULL), parts or tuple(PARTS)
    if not again:
        _measure(chosen, _peers(peers) if _WITH_PEERS & set(chosen) else [], pace)
    found = measured.read(pace.name)
    if not quick:
        write(found)
        return
    for name in chosen:
        click.echo(f"\n{name}\n\n{tables.TABLES[name](found[name])}")


def _peers(names: str) -> list[Peer]:
    wanted = [name for name in names.split(",") if name not in ("", "none")]
    unknown = set(wanted) - set(PEERS)
    if unknown:
        raise click.BadParameter(f"{', '.join(sorted(unknown))}: known are {', '.join(PEERS)}", param_hint="--peers")
    with _progress("peers") as told:
        there, missing = installed(wanted, told)
    for name, why in missing.items():
        click.echo(f"{name} is left out: {why}", err=True)
    return there


def _measure(parts: Sequence[str], peers: Sequence[Peer], pace: Pace) -> None:
    for part in parts:
        with _progress(part) as told:
            figures = PARTS[part](pace, peers, told)
        measured.keep(part, figures, pace=pace.name)


@contextmanager
def _progress(what: str) -> Iterator[Told]:
    columns = SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn()
    with Progress(*columns, console=Console(stderr=True)) as progress:
        task = progress.add_task(what)
        yield lambda now: progress.update(task, description=f"{what}: {now}")
        progress.update(task, description=f"{what}: done")


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("stopped"))  # so that all that was started ends too
    main()
