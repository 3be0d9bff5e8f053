"""The command: measures, and writes docs/benchmarks.md."""

import click
from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from benchmarks.speed import measured, tables
from benchmarks.speed.pace import FULL, QUICK, Pace
from benchmarks.speed.parts import accepting, reading, waiting, working

PARTS = {
    "accepting": accepting.measure,
    "reading": reading.measure,
    "waiting": waiting.measure,
    "working": working.measure,
}


@click.command()
@click.option("--quick", is_flag=True, help="Short rounds and few comments: prints its tables, writes no docs.")
@click.option("--only", "only", multiple=True, type=click.Choice(list(PARTS)), help="Only this; may be repeated.")
def main(quick: bool, only: tuple[str, ...]) -> None:  # noqa: FBT001 - a flag of the command line
    """Measure our speed beside that of others."""
    pace = QUICK if quick else FULL
    for part in only or PARTS:
        _measure(part, pace)
    found = measured.read(pace.name)
    for name, write in tables.TABLES.items():
        if name in found and (not only or name in only):
            click.echo(f"\n{name}, {found[name]['when']}\n\n{write(found[name])}")


def _measure(part: str, pace: Pace) -> None:
    columns = SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn()
    with Progress(*columns, console=Console(stderr=True)) as progress:
        task = progress.add_task(part)
        figures = PARTS[part](pace, (), lambda what: progress.update(task, description=f"{part}: {what}"))
        progress.update(task, description=part)
    measured.keep(part, figures, pace=pace.name)


if __name__ == "__main__":
    main()
