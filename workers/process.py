"""A worker process: one queue, one `SimpleWorker`, no fork. A fork for every job would cost 30 ms each."""

import signal
from types import FrameType
from typing import Any

from redis import RedisError
from rq import SimpleWorker
from rq.serializers import JSONSerializer

from service.queue import DrainJob, Work, queue_for
from service.redis_check import refuse_evicting
from service.redis_client import web_client, without_password, worker_client
from workers.pulse import Pulse
from workers.runtime import Runtime

# RQ lets an idle worker wait for a job until 15 s before this time is over; then it looks whether Redis is still there.
WORKER_TTL_SECONDS = 30

_current: list[Runtime] = []


class RedisAwayError(Exception):
    """There is no queue to work on."""


def current() -> Runtime:
    """The runtime of this process. RQ calls our drains without arguments, so they find it here."""
    return _current[-1]


def run(work: Work, runtime: Runtime) -> None:
    """Work on one queue until told to stop; ends too when Redis goes away, and is started again by its supervisor.

    Raises `RedisAwayError`, and `SettingsError` where Redis would forget jobs.
    """
    settings = runtime.services.settings
    _current.append(runtime)
    client = worker_client(settings.redis_url)
    refuse_evicting(client)
    try:
        with Pulse(work, client=web_client(settings.redis_url)):
            DrainWorker([queue_for(work, client=client)], connection=client).work(logging_level="WARNING")
    except RedisError as error:
        raise RedisAwayError(f"Redis does not answer at {without_password(settings.redis_url)}: {error}") from error
    finally:
        runtime.services.close()


class DrainWorker(SimpleWorker):
    """RQ's worker, which tells the running drain when it must stop."""

    def __init__(self, queues: Any, *, connection: Any) -> None:
        super().__init__(
            queues,
            connection=connection,
            job_class=DrainJob,
            serializer=JSONSerializer,
            worker_ttl=WORKER_TTL_SECONDS,
            log_job_description=False,
        )

    def request_stop(self, signum: int, frame: FrameType | None) -> None:
        """Finish the comment or the delivery at hand, then end. A second signal is not needed and does no harm."""
        current().stopping.set()
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        super().request_stop(signum, frame)  # type: ignore[no-untyped-call]
