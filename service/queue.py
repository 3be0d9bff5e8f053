"""The only module that enqueues. A hint says "there is work"; the rows say which, so hints may be lost or doubled."""

import threading
import time
from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import Any

import structlog
from redis import Redis, RedisError
from rq import Queue
from rq.job import Job
from rq.serializers import JSONSerializer

log = structlog.get_logger()


class Work(StrEnum):
    """The two queues. Each has one worker process and one function that drains it."""

    JUDGE = "judge"
    DELIVER = "deliver"


# Named by string, so that the web never imports the workers; a test resolves each.
DRAINS = {Work.JUDGE: "workers.jobs.drain_judge", Work.DELIVER: "workers.jobs.drain_deliver"}

HINT_MILLISECONDS = 1000
# A drain ends by itself long before RQ's alarm would tear it out of whatever it does.
DRAIN_SECONDS = 60.0
# Under load many comments come in this time, and one hint serves them all.
REST_SECONDS = 0.01
DRAIN_TIMEOUT_SECONDS = 600
FAILURE_TTL_SECONDS = 3600


class ForeignJobError(Exception):
    """Somebody wrote a job to Redis that is none of ours."""


class DrainJob(Job):
    """A job that runs one of our drains and nothing else, whatever its hash in Redis says.

    RQ imports and calls any function that the hash names, and reads callbacks and webhooks from it too.
    """

    _OURS = frozenset(
        "data created_at origin description enqueued_at started_at ended_at timeout result_ttl failure_ttl status ttl "
        "last_heartbeat worker_name".split()
    )

    def restore(self, raw_data: Mapping[bytes, Any]) -> Any:
        """Take from the hash only what a drain needs."""
        known = {key: value for key, value in raw_data.items() if key.decode("utf-8", "replace") in self._OURS}
        return super().restore(known)

    @property
    def func(self) -> Callable[[], None]:
        """The drain. Raises `ForeignJobError` for anything else."""
        if self.func_name not in DRAINS.values() or self.instance or self.args or self.kwargs:
            raise ForeignJobError("a job in Redis is not one of Rejoinder's and was not run")
        drain: Callable[[], None] = super().func
        return drain


SWEEPER = "sweep"


def queue_for(work: Work, *, client: Redis) -> Queue:
    """RQ's queue for one kind of work."""
    return Queue(str(work), connection=client, job_class=DrainJob, serializer=JSONSerializer)


def hint_key(work: Work) -> str:
    """The key that the first hint sets and the drain deletes before it looks for work."""
    return f"hint:{work}"


def alive_key(role: str) -> str:
    """The key that is there as long as a worker of this queue, or the sweeper, shows signs of life."""
    return f"alive:{role}"


class Hints:
    """Tells the workers that rows wait. Never raises: a lost hint costs a second, until the sweeper looks."""

    def __init__(self, client: Redis, *, new_id: Callable[[], str], on_failure: Callable[[], None]) -> None:
        self._client = client
        self._new_id = new_id
        self._on_failure = on_failure

    def hint(self, work: Work) -> None:
        """Wake the worker. Of many hints within a second one enqueues; the drain then finds all their rows."""
        try:
            if self._client.set(hint_key(work), "1", nx=True, px=HINT_MILLISECONDS):
                self._enqueue(work)
        except RedisError as error:
            self._on_failure()
            log.warning("hint.failed", queue=str(work), error=type(error).__name__)

    def _enqueue(self, work: Work) -> None:
        queue_for(work, client=self._client).enqueue_call(
            DRAINS[work],
            job_id=self._new_id(),
            timeout=DRAIN_TIMEOUT_SECONDS,
            result_ttl=0,
            failure_ttl=FAILURE_TTL_SECONDS,
            description=f"drain {work}",
        )


class BackgroundHints(Hints):
    """Hints from a thread of their own, for where readers wait: nobody waits for Redis, and many at once cost one.

    Whatever is asked for while a hint is on its way is hinted after it, so each row is hinted after its commit.
    """

    def __init__(self, client: Redis, *, new_id: Callable[[], str], on_failure: Callable[[], None]) -> None:
        super().__init__(client, new_id=new_id, on_failure=on_failure)
        self._asked: set[Work] = set()
        self._changed = threading.Condition()
        self._thread: threading.Thread | None = None

    def hint(self, work: Work) -> None:
        """Ask for a hint, and go on at once."""
        if work in self._asked:
            return
        with self._changed:
            self._asked.add(work)
            self._changed.notify()
            # Started by the first hint, so in the process that serves it: threads do not survive a fork.
            if self._thread is None:
                self._thread = threading.Thread(target=self._hint_for_ever, name="hints", daemon=True)
                self._thread.start()

    def _hint_for_ever(self) -> None:
        while True:
            for work in self._wait():
                super().hint(work)
            time.sleep(REST_SECONDS)

    def _wait(self) -> set[Work]:
        with self._changed:
            self._changed.wait_for(lambda: self._asked)
            asked, self._asked = self._asked, set()
        return asked
