"""Whether a comment could be kept right now, and whether anybody would work on it."""

from redis import Redis, RedisError
from rq.worker_registration import WORKERS_BY_QUEUE_KEY
from sqlalchemy.exc import SQLAlchemyError

from service.queue import Work
from service.services import Services
from service.storage.migrations import is_current

WRITE_PATIENCE_SECONDS = 0.3


def why_not_kept(services: Services) -> str | None:
    """Why no comment could be kept, none if it could."""
    try:
        with services.database.begin(patience=WRITE_PATIENCE_SECONDS):
            pass
        current = is_current(services.database)
    except (SQLAlchemyError, OSError) as error:
        return f"The database cannot be written to ({type(error).__name__})."
    return None if current else "The database has another schema. Run `rejoinder migrate` with this version."


def why_not_worked_on(queue: "Redis") -> list[str]:
    """Why kept comments would wait: the queue or workers are missing. Asks Redis twice at most."""
    try:
        alive = _alive(queue)
    except RedisError as error:
        return [f"The queue does not answer ({type(error).__name__}). Comments are kept and wait."]
    return [
        f"No worker listens to {work!r}. Start `rejoinder worker {work}`." for work, there in alive.items() if not there
    ]


def _alive(queue: "Redis") -> dict[str, bool]:
    """Whether each kind of work has a worker. A killed one stays registered until its key expires."""
    with queue.pipeline(transaction=False) as asking:
        for work in Work:
            asking.smembers(WORKERS_BY_QUEUE_KEY % work)
        registered = asking.execute()
        for keys in registered:
            asking.exists(*(keys or ["nobody"]))
        return {str(work): count > 0 for work, count in zip(Work, asking.execute(), strict=True)}
