"""How many comments a judge worker judges: `python -m benchmarks.judging`, in a home that is deleted.

    python -m benchmarks.judging [--comments NUMBER] [--stored NUMBER...]

The home is that of `make run` (SQLite, static site, one subscriber, shipped model). For each `--stored`, so many judged
comments are there before; then `--comments` distinct ones come, and are drained as the worker drains them. Logs are
written (to nowhere) and counts are shared by processes, as in the service. There is no queue: hints go nowhere.
CPU is what counts: other programs' work and waiting for the disk are not in it.
"""

import argparse
import os
import random
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from statistics import median
from time import perf_counter, process_time
from typing import Any

from rich.console import Console
from rich.progress import Progress
from sqlalchemy import Connection, insert

from service import logs
from service import services as composition
from service import settings as configuration
from service.commands.migrate import migrate
from service.domain.comment import FormSignals, FormToken, Status, Submission
from service.domain.minhash import sketch_of
from service.domain.text import normalise
from service.services import Services
from service.storage.database import Database
from service.storage.schema import bands, comments, first_comments, history, sketches
from service.storage.turns import PATIENCE_SECONDS
from service.supervise import home as first_files
from service.usecases import judge, submit
from workers import judging
from workers.runtime import Runtime, build

ORIGIN = "http://127.0.0.1:8080"
PAGES, AUTHORS, NETWORKS = 500, 4_000, 3_000
AT_ONCE = 500
ENDED = (Status.APPROVED, Status.APPROVED, Status.APPROVED, Status.HELD, Status.SPAM, Status.REJECTED)
# What is timed: which function does each stage, and in which other stage it runs, if in one.
STAGES = (
    ("claim, and read what checks may know", judge, "claim", ""),
    ("find campaigns", judge, "group", "claim, and read what checks may know"),
    ("checks and model", judging, "_judge", ""),
    ("record verdicts, history, deliveries", judge, "record", "checks and model"),
)

chance = random.Random(1)
_DOCS = Path(__file__).parents[1] / "docs"
words = " ".join(file.read_text(encoding="utf-8") for file in sorted(_DOCS.glob("*.md"))).split()
words = [word for word in words if word.isalpha()]


class TimedDatabase(Database):
    """Notes how long each writing transaction keeps others from writing: CPU seconds, and with the commit of wall."""

    def __init__(self, url: str) -> None:
        super().__init__(url)
        self.written: list[tuple[float, float]] = []

    @contextmanager
    def begin(self, *, patience: float = PATIENCE_SECONDS) -> Iterator[Connection]:
        """A transaction that may write."""
        with super().begin(patience=patience) as tx:
            began = perf_counter(), process_time()
            yield tx
            ended = process_time()
        self.written.append((ended - began[1], perf_counter() - began[0]))


class Stopwatch:
    """CPU seconds of each stage."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = defaultdict(float)

    def watch(self, stage: str, module: Any, name: str, inside: str) -> None:
        """Time a function of a module wherever the module calls it."""
        timed = getattr(module, name)

        def watched(*args: Any, **kwargs: Any) -> Any:
            began = process_time()
            try:
                return timed(*args, **kwargs)
            finally:
                spent = process_time() - began
                self.seconds[stage] += spent
                if inside:
                    self.seconds[inside] -= spent

        setattr(module, name, watched)


def main() -> None:
    """Measure, and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--comments", type=int, default=2_000)
    parser.add_argument("--stored", type=int, nargs="+", default=[0, 100_000])
    asked = parser.parse_args()
    stopwatch = Stopwatch()
    for stage in STAGES:
        stopwatch.watch(*stage)
    with Progress(console=Console(stderr=True)) as progress, Path(os.devnull).open("w") as nowhere:
        logs.set_up("json", stream=nowhere)
        for stored in asked.stored:
            measured(progress, stopwatch, stored=stored, coming=asked.comments)


def measured(progress: Progress, stopwatch: Stopwatch, *, stored: int, coming: int) -> None:
    """Store, drain a few to warm the caches up, then drain what is measured."""
    with tempfile.TemporaryDirectory() as folder, closing(services_in(Path(folder))) as services:
        runtime = build(services)
        fill(services, stored, progress)
        drained(services, runtime, 200, progress)
        database = services.database
        assert isinstance(database, TimedDatabase)
        stopwatch.seconds.clear()
        database.written.clear()
        cpu, wall = drained(services, runtime, coming, progress)
        print(f"{stored} comments stored before, {coming} judged:")
        print(f"  {coming / cpu:.0f} comments a second of CPU ({1000 * cpu / coming:.2f} ms each)")
        print(f"  {coming / wall:.0f} comments a second of wall time")
        stages = {**stopwatch.seconds, "the rest": cpu - sum(stopwatch.seconds.values())}
        for stage, seconds in stages.items():
            print(f"  {1000 * seconds / coming:6.3f} ms  {stage}")
        for what, seconds in zip(("CPU", "wall time"), zip(*database.written, strict=True), strict=True):
            middle, longest = 1000 * median(seconds), 1000 * max(seconds)
            print(f"  a writing transaction: median {middle:.1f} ms, longest {longest:.1f} ms of {what}")


def drained(services: Services, runtime: Runtime, many: int, progress: Progress) -> tuple[float, float]:
    """Let comments come, and drain them: seconds of CPU and of wall time."""
    task = progress.add_task("Submitting", total=many)
    for _ in range(many):
        submit.submit(services, a_submission())
        progress.advance(task)
    progress.remove_task(task)
    cpu, wall = process_time(), perf_counter()
    judging.drain(runtime, seconds=600)
    return process_time() - cpu, perf_counter() - wall


def a_submission() -> Submission:
    """A text that nobody wrote before, by one of many authors on one of many pages."""
    author = int(AUTHORS * chance.random() ** 2)  # some write often, most seldom
    starts = chance.choices(range(len(words) - 12), k=chance.randint(2, 5))
    body = ". ".join(" ".join(words[at : at + chance.randint(6, 12)]).capitalize() for at in starts)
    return Submission(
        site="demo",
        page=f"{ORIGIN}/{int(PAGES * chance.random() ** 2)}",
        name=f"Reader {author}",
        email=f"reader{author}@example.org",
        body=body + (f" https://example.org/{author}" if chance.random() < 0.1 else ""),
        address=f"198.51.{author % 250}.{chance.randrange(250)}" if author % 2 else f"2001:db8:{author:x}::1",
        agent="Mozilla/5.0",
        form=FormSignals(token=FormToken.VALID, seconds=chance.uniform(5, 90)),
    )


def fill(services: Services, many: int, progress: Progress) -> None:
    """Store comments that were judged over the last months, with what is kept of each to find others like it."""
    task = progress.add_task("Storing", total=many)
    for first in range(0, many, AT_ONCE):
        rows = [_stored(services, many - number) for number in range(first, min(first + AT_ONCE, many))]
        with services.database.begin() as tx:
            tx.execute(insert(comments), rows)
            tx.execute(insert(history), [_judged(row) for row in rows])
            pages = [{"site": "demo", "page": row["page"], "at": row["received_at"]} for row in rows]
            tx.execute(services.database.insert(first_comments).on_conflict_do_nothing(), pages)
            for row in rows:
                _sketched(tx, row)
        progress.advance(task, len(rows))
    progress.remove_task(task)


def _stored(services: Services, minutes: int) -> dict[str, Any]:
    row = submit._row(services, a_submission(), key=None)
    at = services.clock() - timedelta(minutes=minutes)
    return {**row, "received_at": at, "changed_at": at, "status": chance.choice(ENDED), "version": 2, "claims": 1}


def _judged(row: dict[str, Any]) -> dict[str, Any]:
    said = {"actor": "judge", "action": "judge", "before": "received", "after": row["status"], "reason": "1 point"}
    return {"comment": row["id"], "version": 2, "at": row["changed_at"], **said}


def _sketched(tx: Connection, row: dict[str, Any]) -> None:
    sketch = sketch_of(normalise(row["body"]))
    if sketch is not None:
        found_by = {"received_at": row["received_at"], "comment": row["id"]}
        tx.execute(insert(sketches), [{**found_by, "site": row["site"], "bins": sketch.bins}])
        tx.execute(insert(bands), [{"band": band, **found_by} for band in sketch.bands])


def services_in(home: Path) -> Services:
    """The real services over a fresh home, with a database that is timed and no queue."""
    os.environ["PROMETHEUS_MULTIPROC_DIR"] = str(home / "metrics")
    first_files.write_configuration(home / "rejoinder.toml", port=8080, random_bytes=os.urandom)
    first_files.write_secret_key(home, random_bytes=os.urandom)
    settings = configuration.load({"REJOINDER_HOME": str(home)})
    migrate(settings.database_url)
    services = composition.build(replace(settings, redis_url=f"unix://{home}/none"))
    return replace(services, database=TimedDatabase(settings.database_url))


if __name__ == "__main__":
    main()
