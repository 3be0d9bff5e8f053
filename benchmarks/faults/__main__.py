"""Every row of the fault matrix, each in a stack of its own: `python -m benchmarks.faults`.

Rows that are done are remembered, so that it can be stopped and goes on where it was.
"""

import argparse
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from benchmarks.faults import page
from benchmarks.faults.done import Done
from tests.faults.play import play, settle
from tests.faults.rows import ROWS, Row, Scale
from tests.faults.stack import running

ROOT = Path(__file__).parent.parent.parent


def main() -> None:
    """Play the rows that are not done yet, or those that are asked for, and write the table."""
    asked = _asked()
    scale = Scale(comments=asked.comments, outage=asked.outage, host_outage=asked.host_outage)
    done = Done(ROOT / "var/faults.jsonl", fresh=asked.fresh)
    rows = [row for row in ROWS if (row.name in asked.only if asked.only else row.name not in done)]
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    console = Console()
    with Progress(*columns, console=console) as progress:
        task = progress.add_task("", total=len(rows))
        for row in rows[: asked.most]:
            progress.update(task, description=row.title)
            ended = _played(row, scale)
            done.add(row.name, ended)
            console.print(f"{row.title}: {ended}", highlight=False)
            progress.advance(task)
            page.write_rows(done, comments=asked.comments)
    bad = [row.title for row in ROWS if row.name in done and not page.is_good(done[row.name])]
    sys.exit(f"Not as it should be: {', '.join(bad)}" if bad else 0)


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.faults", description=__doc__)
    parser.add_argument("--only", nargs="+", metavar="ROW", choices=[row.name for row in ROWS], help="again, or first")
    parser.add_argument("--fresh", action="store_true", help="forget which rows are done")
    parser.add_argument("--most", type=int, default=len(ROWS), metavar="ROWS", help="stop after so many")
    parser.add_argument("--comments", type=int, default=1000)
    parser.add_argument("--outage", type=float, default=60, metavar="SECONDS", help="how long Valkey is away")
    parser.add_argument("--host-outage", type=float, default=20, metavar="SECONDS", help="how long a host misbehaves")
    return parser.parse_args()


def _played(row: Row, scale: Scale) -> dict[str, float]:
    with _home(row) as home, running(sites=row.all_sites, home=home, on_postgresql=row.on_postgresql) as stack:
        tally = settle(stack, row, play(stack, row, scale))
        return vars(tally) | {"seconds": round(tally.seconds, 1)}


@contextmanager
def _home(row: Row) -> Iterator[Path | None]:
    """A home on a small disk of its own for the row that fills it; that takes the right to mount."""
    if not row.own_disk:
        yield None
        return
    with tempfile.TemporaryDirectory(prefix="rj-disk-") as folder:
        subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64m", "tmpfs", folder], check=True)
        try:
            yield Path(folder) / "home"
        finally:
            subprocess.run(["umount", "--lazy", folder], check=True)


if __name__ == "__main__":
    main()
