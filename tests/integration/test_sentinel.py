"""The queue is lost, and Sentinel names another server: web and workers go on without being told."""

import pytest
from redis import RedisError

from service.domain.comment import Status
from service.http.counts import Counts
from service.queue import Hints, Work, queue_for
from service.redis_client import web_client, worker_client
from service.settings.model import Limits
from service.usecases.review import detail
from service.usecases.submit import submit
from tests.builders import a_submission
from tests.fakes import CountingIds
from tests.sentinel import running
from tests.waiting import until
from tests.workers.builders import a_runtime
from workers import process


@pytest.fixture
def watched():
    with running() as queue:
        yield queue


def test_whoever_is_in_charge_is_found_also_after_it_was_lost(watched, services, monkeypatch):
    monkeypatch.setattr(process, "_current", [a_runtime(services)])
    with web_client(watched.url) as web, worker_client(watched.url) as worker:
        failures = []
        hints = Hints(web, new_id=CountingIds(), on_failure=lambda: failures.append(1))
        counts, windows = Counts(web), Limits().submit
        counts.spend("submit", client="one", windows=windows)
        hints.hint(Work.JUDGE)
        assert queue_for(Work.JUDGE, client=worker).count == 1
        assert web.connection_pool.connection_kwargs["db"] == 3

        watched.kill_first()
        hints.hint(Work.DELIVER)
        assert failures, "a hint in between is lost, which the sweeper makes up for"

        until(lambda: takes(lambda: web.set("a", "b")), what="the second to be in charge", seconds=30)
        until(lambda: takes(lambda: counts.share() is None), what="limits")
        web.flushdb()
        comment = submit(services, a_submission()).id
        hints.hint(Work.JUDGE)
        process.DrainWorker([queue_for(Work.JUDGE, client=worker)], connection=worker).work(burst=True)
        assert detail(services, comment).comment.status is Status.APPROVED


def takes(question):
    try:
        return question()
    except RedisError:
        return False
