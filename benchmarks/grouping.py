"""What finding campaigns costs on PostgreSQL, which judges do one at a time: `python -m benchmarks.grouping`.

Batches as a judge claims them; processor time, as waiting for others' programs is not in it.
"""

import os
import time
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from benchmarks.processes import cpu_seconds
from benchmarks.texts import written
from service import logs
from service import services as composition
from service.domain.text import normalise
from service.services import Services
from service.storage import claims
from service.storage.migrations import migrate
from service.usecases import submit
from service.usecases.group import group
from service.usecases.judge import BATCH
from tests.builders import a_submission, some_settings
from tests.postgresql import running

BATCHES = 40


def main() -> None:
    """Let comments come, claim them and find their campaigns; print the median batch."""
    with running() as url, TemporaryDirectory() as folder, Path(os.devnull).open("w") as nowhere:
        logs.set_up("json", stream=nowhere)
        with closing(composition.build(some_settings(Path(folder), database_url=url))) as services:
            migrate(services.database)
            ours, theirs = zip(*(_batch(services, number) for number in range(BATCHES)), strict=True)
    # PostgreSQL's is counted in hundredths of a second, so only the sum says something.
    each = 1000 * median(ours) / BATCH, 1000 * sum(theirs) / BATCHES / BATCH
    print(
        f"ms of CPU a comment: judge {each[0]:.2f}, PostgreSQL {each[1]:.2f}; in turn {1000 / sum(each):.0f} a second"
    )


def _batch(services: Services, number: int) -> tuple[float, float]:
    """Seconds of CPU in this process, and in PostgreSQL's for it."""
    for one in written(BATCH, seed=number):
        submit.submit(services, replace(a_submission(), name=one.name, email=one.email, body=one.body))
    with services.database.begin() as tx:
        backend = int(tx.exec_driver_sql("SELECT pg_backend_pid()").scalar_one())
        arrived = [one.comment for one in claims.claim(tx, now=services.clock(), limit=BATCH)]
    texts = {comment.id: normalise(comment.body) for comment in arrived}
    before = time.process_time(), cpu_seconds([backend])
    group(services, arrived, texts=texts)
    return time.process_time() - before[0], cpu_seconds([backend]) - before[1]


if __name__ == "__main__":
    main()
