"""What RQ runs: one function a queue, named in service/queue.py. They take nothing; the rows say what to do."""

from contextlib import suppress

from redis import RedisError
from rq import get_current_job

from service.queue import Work, hint_key
from workers import delivering, judging
from workers.process import current


def drain_judge() -> None:
    """Judge all that waits."""
    _take_hint(Work.JUDGE)
    judging.drain(current())


def drain_deliver() -> None:
    """Deliver all that is due."""
    _take_hint(Work.DELIVER)
    delivering.drain(current())


def _take_hint(work: Work) -> None:
    """Delete the hint before looking for rows: a row that comes later is hinted again and not overlooked."""
    job = get_current_job()
    if job is not None:
        with suppress(RedisError):  # it expires by itself within a second
            job.connection.delete(hint_key(work))
