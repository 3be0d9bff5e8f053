"""The queue over a real Valkey: hints, drains, and jobs that are none of ours."""

import json
import os
import threading

import pytest
from redis import Redis
from rq import Callback
from rq.job import Job, Webhook
from rq.serializers import JSONSerializer

from service.domain.comment import Status
from service.queue import DRAINS, BackgroundHints, DrainJob, Hints, Work, hint_key, queue_for
from service.redis_check import refuse_evicting
from service.settings import SettingsError
from service.usecases.review import detail
from service.usecases.submit import submit
from tests.builders import a_submission
from tests.fakes import CountingIds
from tests.waiting import until
from tests.workers.builders import a_runtime
from workers import process


@pytest.fixture
def redis(redis_server):
    client = Redis.from_url(redis_server.url)
    client.flushall()
    yield client
    client.close()


@pytest.fixture
def failures():
    return []


@pytest.fixture
def real_hints(redis, failures):
    return Hints(redis, new_id=CountingIds(), on_failure=lambda: failures.append(1))


@pytest.fixture
def work_off(services, redis, monkeypatch):
    """Runs what is queued, as a worker process does."""
    monkeypatch.setattr(process, "_current", [a_runtime(services)])

    def work_off(work=Work.JUDGE):
        process.DrainWorker([queue_for(work, client=redis)], connection=redis).work(burst=True, logging_level="ERROR")

    return work_off


def queued(redis, work=Work.JUDGE):
    return queue_for(work, client=redis).count


def test_of_many_hints_one_enqueues_until_the_drain_has_begun(redis, real_hints, work_off):
    for _ in range(10):
        real_hints.hint(Work.JUDGE)
    assert queued(redis) == 1
    assert 0 < redis.pttl(hint_key(Work.JUDGE)) <= 1000

    work_off()

    assert not redis.exists(hint_key(Work.JUDGE))
    real_hints.hint(Work.JUDGE)
    assert queued(redis) == 1


def test_in_the_background_many_hints_at_once_cost_few_and_what_is_asked_meanwhile_follows(redis, monkeypatch):
    asked, on_their_way, go_on = [], threading.Event(), threading.Event()

    def slowly(_, work):
        asked.append(work)
        on_their_way.set()
        go_on.wait()

    monkeypatch.setattr(Hints, "hint", slowly)
    hints = BackgroundHints(redis, new_id=CountingIds(), on_failure=lambda: None)
    hints.hint(Work.JUDGE)
    on_their_way.wait()
    for _ in range(100):
        hints.hint(Work.JUDGE)
    go_on.set()

    until(lambda: len(asked) == 2, what="the hint that follows")
    hints.hint(Work.DELIVER)
    until(lambda: len(asked) == 3, what="the next one")
    assert asked == [Work.JUDGE, Work.JUDGE, Work.DELIVER]


def test_in_the_background_a_hint_enqueues_too(redis):
    BackgroundHints(redis, new_id=CountingIds(), on_failure=lambda: None).hint(Work.JUDGE)
    until(lambda: queued(redis) == 1, what="the job")


def test_a_worker_judges_what_was_hinted(services, real_hints, work_off):
    comment = submit(services, a_submission()).id
    real_hints.hint(Work.JUDGE)

    work_off()

    assert detail(services, comment).comment.status is Status.APPROVED


def test_a_job_says_nothing_about_anybody(redis, real_hints):
    real_hints.hint(Work.JUDGE)
    [identity] = redis.lrange("rq:queue:judge", 0, -1)

    stored = redis.hgetall(b"rq:job:" + identity)

    assert stored[b"description"] == b"drain judge"
    assert json.loads(DrainJob.fetch(identity.decode(), connection=redis, serializer=JSONSerializer).data) == [
        DRAINS[Work.JUDGE], None, [], {},
    ]  # fmt: skip


def test_a_lost_redis_costs_no_reader_an_error(redis_server, real_hints, failures):
    redis_server.kill()
    try:
        real_hints.hint(Work.JUDGE)
    finally:
        redis_server.start()

    assert failures == [1]


@pytest.mark.parametrize("function", ["os.system", "workers.process.current", "subprocess.run"])
def test_a_function_that_is_none_of_ours_is_never_run(redis, work_off, function, tmp_path):
    proof = tmp_path / "proof"
    job = Job.create(
        function, args=(f"touch {proof}",), connection=redis, serializer=JSONSerializer, origin="judge", id="foreign"
    )
    job.save()
    redis.rpush("rq:queue:judge", "foreign")

    work_off()

    assert not proof.exists()
    assert "not one of Rejoinder's" in str(
        DrainJob.fetch("foreign", connection=redis, serializer=JSONSerializer).latest_result().exc_string
    )


def test_callbacks_and_webhooks_in_a_jobs_hash_are_ignored(redis):
    written = Job.create(
        DRAINS[Work.JUDGE],
        connection=redis,
        serializer=JSONSerializer,
        id="foreign",
        on_success=Callback("os.system"),
        on_failure=Callback("os.system"),
        webhooks=[Webhook("http://127.0.0.1:9/", "finished")],
    )
    written.save()

    believed, ours = (one.fetch("foreign", connection=redis, serializer=JSONSerializer) for one in (Job, DrainJob))

    assert believed.success_callback is believed.failure_callback is os.system
    assert len(believed.webhooks) == 1
    assert ours.success_callback is ours.failure_callback is None
    assert ours.webhooks == []


def test_a_redis_that_evicts_jobs_is_refused(redis):
    refuse_evicting(redis)
    redis.config_set("maxmemory-policy", "allkeys-lru")
    try:
        refuse_evicting(redis)
        redis.config_set("maxmemory", "100mb")
        with pytest.raises(SettingsError, match="noeviction"):
            refuse_evicting(redis)
        redis.config_set("maxmemory-policy", "noeviction")
        refuse_evicting(redis)
    finally:
        redis.config_set("maxmemory", "0")
        redis.config_set("maxmemory-policy", "noeviction")
