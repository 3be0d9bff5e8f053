import os
import signal
import subprocess
import sys

import pytest
from redis import Redis

from service.queue import Work, alive_key
from service.usecases.readiness import why_not_worked_on
from tests.valkey import redis_server
from tests.waiting import until
from workers.pulse import EVERY_SECONDS, LASTS_SECONDS

__all__ = ["redis_server"]


@pytest.fixture
def queue(redis_server):
    with Redis.from_url(redis_server.url) as client:
        client.set(alive_key(Work.DELIVER), "1")
        yield client


@pytest.fixture
def worker(redis_server):
    """A process that is busy all the time."""
    process = subprocess.Popen([sys.executable, "-m", "tests.workers.beating", redis_server.url])
    yield process
    process.kill()
    process.wait()


def test_a_busy_worker_counts_until_it_is_stopped_or_killed(queue, worker):
    def degraded():
        return why_not_worked_on(queue)

    until(lambda: degraded() == [], what="a first sign of life")

    os.kill(worker.pid, signal.SIGSTOP)
    [reason] = until(degraded, what="the stopped worker to be missed", seconds=5)
    assert "rejoinder worker judge" in reason

    os.kill(worker.pid, signal.SIGCONT)
    until(lambda: degraded() == [], what="a sign of life from the worker that goes on")

    queue.delete(alive_key(Work.JUDGE))
    until(lambda: degraded() == [], what="a sign of life in a queue that lost its memory")

    worker.kill()
    until(degraded, what="the killed worker to be missed", seconds=5)


def test_a_worker_is_missed_within_twenty_seconds_and_one_lost_beat_is_forgiven():
    assert 2 * EVERY_SECONDS < LASTS_SECONDS < 20
