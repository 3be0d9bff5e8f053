"""Whether a comment could be kept right now, and whether anybody would work on it."""

from redis import Redis, RedisError
from sqlalchemy.exc import SQLAlchemyError

from service.queue import SWEEPER, Work, alive_key
from service.services import Services
from service.storage.revisions import Fit, fit

WRITE_PATIENCE_SECONDS = 0.3
# A few submissions and their pages in the journal.
ROOM_NEEDED_BYTES = 256 * 1024
_WRONG_SCHEMA = {
    Fit.TOO_OLD: "The database has an older schema. Run `rejoinder migrate` with this version.",
    Fit.TOO_NEW: "The database has a schema that this version cannot use. Install the version that migrated it.",
}


def why_not_kept(services: Services) -> str | None:
    """Why no comment could be kept, none if it could."""
    try:
        with services.database.begin(patience=WRITE_PATIENCE_SECONDS):
            pass
        schema = fit(services.database)
        room = services.database.room()
    except (SQLAlchemyError, OSError) as error:
        return f"The database cannot be written to ({type(error).__name__})."
    if room is not None and room < ROOM_NEEDED_BYTES:
        return "The disk is full. Make room where the database lies."
    return _WRONG_SCHEMA.get(schema)


def alive(queue: "Redis") -> dict[str, bool]:
    """Which roles in the background have shown a sign of life, by name; none while the queue does not answer."""
    roles = (*Work, SWEEPER)
    try:
        signs = queue.mget([alive_key(role) for role in roles])
    except RedisError:
        return {}
    return {str(role): sign is not None for role, sign in zip(roles, signs, strict=True)}


def why_not_worked_on(queue: "Redis") -> list[str]:
    """Why kept comments would wait: the queue or workers are missing. Asks Redis once."""
    try:
        signs = queue.mget([alive_key(work) for work in Work])
    except RedisError as error:
        return [f"The queue does not answer ({type(error).__name__}). Comments are kept and wait."]
    return [
        f"No worker of {str(work)!r} has shown a sign of life for ten seconds. Start `rejoinder worker {work}`."
        for work, sign in zip(Work, signs, strict=True)
        if sign is None
    ]
